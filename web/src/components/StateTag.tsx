import type { Tone } from '@/lib/tone';

// The state of a record, task or process: colour and word, so that colour is never alone.
export function StateTag({ text, tone = 'neutral' }: { text: string; tone?: Tone }) {
  return <span className={`jw-tag ${tone}`}>{text}</span>;
}

// A state as a seal on the head of a record.
export function Stamp({ text, tone = 'neutral' }: { text: string; tone?: Tone }) {
  return <span className={`jw-stamp ${tone}`}>{text}</span>;
}
