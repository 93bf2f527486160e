import type { NoticeWords } from '@/api/notice-words';

export const parts = [
  { id: 'zhTitle', of: 'title', language: 'zh' },
  { id: 'zhText', of: 'text', language: 'zh' },
  { id: 'enTitle', of: 'title', language: 'en' },
  { id: 'enText', of: 'text', language: 'en' },
] as const;
export type Part = (typeof parts)[number];

export const partOf = (words: NoticeWords, part: Part) => words[part.of][part.language];

export function withPart(words: NoticeWords, part: Part, value: string): NoticeWords {
  return { ...words, [part.of]: { ...words[part.of], [part.language]: value } };
}

// The text with a placeholder in place of what is chosen there, and where the pen goes on.
export function withPlaceholder(text: string, from: number, to: number, name: string): { text: string; at: number } {
  const put = `{${name}}`;
  return { text: text.slice(0, from) + put + text.slice(to), at: from + put.length };
}
