// What a vote needs to pass, as `jw:pass` says it by policy, and `jw:weights`.

export type Share = { way: 'percent'; count: number | null } | { way: 'fraction'; above: number | null; below: number | null };

const numberOf = (digits: string) => (digits === '' ? null : Number(digits));
const said = (count: number | null) => (count === null ? '' : String(count));

// `60%` or `2/3`; a fraction may still lack a half.
export function shareOf(text: string): Share | null {
  const percent = /^(\d{0,3})%?$/.exec(text.trim());
  if (percent && (text.trim() === '' || text.includes('%'))) return { way: 'percent', count: numberOf(percent[1]) };
  const fraction = /^(\d{0,6})\s*\/\s*(\d{0,6})$/.exec(text.trim());
  return fraction && { way: 'fraction', above: numberOf(fraction[1]), below: numberOf(fraction[2]) };
}

export function shareText(share: Share): string {
  if (share.way === 'percent') return share.count === null ? '' : `${share.count}%`;
  return share.above === null && share.below === null ? '' : `${said(share.above)}/${said(share.below)}`;
}

export interface Threshold {
  isAbove: boolean;
  count: number | null;
}

// `>50` is above it, `>=50` and `50` reach it.
export function thresholdOf(text: string): Threshold | null {
  const parts = /^(>=?)?\s*(\d{0,9})$/.exec(text.trim());
  return parts && { isAbove: parts[1] === '>', count: numberOf(parts[2]) };
}

export function thresholdText({ isAbove, count }: Threshold): string {
  return count === null ? '' : `${isAbove ? '>' : '>='}${count}`;
}

export interface Weight {
  who: string; // the id of a position or a person
  weight: number;
}

// `general_manager=3, wang=2`
export function weightsOf(text: string): Weight[] | null {
  const parts = text.split(',').map((part) => part.trim()).filter(Boolean);
  const read: Weight[] = [];
  for (const part of parts) {
    const found = /^([a-z][a-z0-9_]*)\s*=\s*(\d{1,9})$/.exec(part);
    if (!found || read.some((each) => each.who === found[1])) return null;
    read.push({ who: found[1], weight: Number(found[2]) });
  }
  return read;
}

export function weightsText(weights: Weight[]): string {
  return weights.map(({ who, weight }) => `${who}=${weight}`).join(', ');
}
