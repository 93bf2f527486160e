// From what a person enters to FEEL text, and from a place to what stands there.

// Texts and dates need no quotes when the type is known; everything else is FEEL as it is typed.
export function asFeel(type: string, entered: string): string {
  if (type === 'string') return JSON.stringify(entered);
  if (type === 'date' || type === 'time' || type === 'date and time' || type === 'dateTime') return `@${JSON.stringify(entered.trim())}`;
  return entered;
}

// The choices of unary tests such as `"gold", "silver"`; none when they say anything else.
export function choices(allowed: string): string[] {
  if (!/^\s*"[^"\\]*"(\s*,\s*"[^"\\]*")*\s*$/.test(allowed)) return [];
  return [...allowed.matchAll(/"([^"]*)"/g)].map((found) => found[1]);
}

export interface Place {
  line: number;
  column: number;
}

// "expression:1:4" of a refusal, when it concerns this text.
export function placeIn(place: string | undefined, what: string): Place | undefined {
  if (!place?.startsWith(`${what}:`)) return undefined;
  const [line, column] = place.slice(what.length + 1).split(':').map(Number);
  return line > 0 ? { line, column: column || 1 } : undefined;
}

// The line of a place in three parts: before, the marked character, after.
export function around(text: string, { line, column }: Place): [string, string, string] {
  const characters = Array.from(text.split('\n')[line - 1] ?? '');
  const at = Math.min(Math.max(column - 1, 0), characters.length);
  return [characters.slice(0, at).join(''), characters[at] ?? ' ', characters.slice(at + 1).join('')];
}

// What is shown of a value before all of it is asked for: 12 lines, 400 characters at most.
export function beginning(value: string): string {
  const lines = value.split('\n');
  const some = lines.length > 12 ? lines.slice(0, 12).join('\n') : value;
  const characters = Array.from(some.slice(0, 802));
  return characters.length > 400 ? characters.slice(0, 400).join('') : some;
}

// Of a cell of the table that is shown; both count from 1, outputs behind inputs.
export const cellId = (rule: number, cell: number) => `cell-${rule}-${cell}`;

// Where the character of a place begins and ends in the text, as a text area counts.
export function selectionOf(text: string, place: Place): [number, number] {
  const lines = text.split('\n');
  const before = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const [inLine, at] = around(text, place);
  const start = before + inLine.length;
  return [start, Math.min(start + at.length, before + (lines[place.line - 1]?.length ?? 0))];
}
