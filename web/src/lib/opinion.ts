// What becomes of an opinion when a phrase is put in: once, behind what is written already.
export function withPhrase(opinion: string, phrase: string): string {
  const written = opinion.trimEnd();
  if (written === '') return phrase;
  if (written.includes(phrase)) return opinion;
  const ends = /[。！？；.!?;]$/.test(written);
  const chinese = /[\u4e00-\u9fff]$/.test(written);
  return `${written}${ends ? '' : chinese ? '；' : '; '}${phrase}`;
}
