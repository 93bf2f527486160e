// `jw:acts`: what a step offers beside its conclusions, in which order, under which word, and where
// a reason is required.
export const acts = ['transfer', 'delegate', 'add_signer', 'remove_signer', 'return', 'take_back', 'claim', 'copy', 'circulate', 'urge'] as const;
export type Act = (typeof acts)[number];

export interface Offer {
  act: Act;
  isOffered: boolean;
  word: string; // empty: as it is usually called
  needsReason: boolean;
}

const isAct = (name: string): name is Act => (acts as readonly string[]).includes(name);
const offer = (act: Act, isOffered: boolean): Offer => ({ act, isOffered, word: '', needsReason: false });
const partsOf = (text: string) => text.split(',').map((part) => part.trim()).filter(Boolean);

// Every act, the offered ones first in their order; nothing of what is not understood.
export function offersOf(text: string): Offer[] | null {
  const parts = partsOf(text);
  if (parts.length === 0) return acts.map((act) => offer(act, true));
  if (parts.length === 1 && parts[0] === 'none') return acts.map((act) => offer(act, false));
  if (parts[0].startsWith('-')) {
    const out = parts.map((part) => part.replace(/^-/, ''));
    if (!parts.every((part) => part.startsWith('-')) || !out.every(isAct)) return null;
    return acts.map((act) => offer(act, !out.includes(act)));
  }
  const offered: Offer[] = [];
  for (const part of parts) {
    const [, name, word = ''] = /^([a-z_]+)(?::(.*?))?!?$/.exec(part) ?? [];
    if (!name || !isAct(name) || offered.some((each) => each.act === name)) return null;
    offered.push({ act: name, isOffered: true, word: word.trim(), needsReason: part.endsWith('!') });
  }
  return [...offered, ...acts.filter((act) => !offered.some((each) => each.act === act)).map((act) => offer(act, false))];
}

// As short as it can be said; an order or a word of its own is kept.
export function actsText(offers: Offer[]): string {
  const offered = offers.filter((each) => each.isOffered);
  if (offered.length === 0) return 'none';
  const inOrder = acts.filter((act) => offered.some((each) => each.act === act));
  const isPlain = offered.every((each, index) => !each.word && !each.needsReason && each.act === inOrder[index]);
  const missing = acts.filter((act) => !inOrder.includes(act));
  if (isPlain && missing.length < offered.length) return missing.map((act) => `-${act}`).join(', ');
  return offered.map(({ act, word, needsReason }) => `${act}${word ? `:${word}` : ''}${needsReason ? '!' : ''}`).join(', ');
}
