// Conditions as rows: what is looked at, how it is compared, with what. FEEL that says more stays text.
export const operators = ['=', '!=', '>', '>=', '<', '<=', 'in', 'within', 'not within', 'holds', 'not holds'] as const;
export type Operator = (typeof operators)[number];
export type Value = string | number | boolean | string[] | { date: string };

export interface Comparison {
  path: string; // record.amount, review.outcome, and of who started it: starter, starter.unit, starter.post
  operator: Operator;
  value: Value | null; // null: not said yet
}
export interface Condition {
  join: 'and' | 'or';
  rows: Comparison[];
}

// A position or a role of who started it: the engine asks for both in the same words.
export const starterPost = 'starter.post';
export const starterUnit = 'starter.unit';
const unitOfStarter = 'unit_of(starter)';

const text = String.raw`"(?:[^"\\]|\\["\\])*"`;
const texts = String.raw`${text}(?:\s*,\s*${text})*`;
const path = String.raw`unit_of\(\s*starter\s*\)|starter\b(?!\.)|[a-z_][A-Za-z0-9_]*\.[a-z_][A-Za-z0-9_]*`;
const literal = String.raw`${text}|-?\d+(?:\.\d+)?|true|false|date\(\s*"\d{4}-\d\d-\d\d"\s*\)|\(\s*${texts}\s*\)`;
const compared = new RegExp(String.raw`\s*(${path})\s*(!=|>=|<=|=|>|<|in\b)\s*(${literal})\s*`, 'y');
const asked = String.raw`(is_within|holds)\(\s*(${path})\s*,\s*(${text}|\[\s*${texts}\s*\])\s*\)`;
const called = new RegExp(String.raw`\s*(?:not\(\s*${asked}\s*\)|${asked})\s*`, 'y');
const between = /(and|or)\b/y;

const unquoted = (said: string) => said.slice(1, -1).replace(/\\(["\\])/g, '$1');
const quoted = (said: string) => `"${said.replace(/["\\]/g, '\\$&')}"`;
const pathOf = (said: string) => (said.startsWith('unit_of') ? starterUnit : said);
const saidPath = (of: string) => (of === starterUnit ? unitOfStarter : of);
const allTexts = (said: string) => [...said.matchAll(new RegExp(text, 'g'))].map(([each]) => unquoted(each));

function valueOf(said: string): Value {
  if (said.startsWith('"')) return unquoted(said);
  if (said.startsWith('(')) return allTexts(said);
  if (said.startsWith('date')) return { date: /\d{4}-\d\d-\d\d/.exec(said)![0] };
  return said === 'true' || said === 'false' ? said === 'true' : Number(said);
}

function saidOf(value: Value): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `(${value.map(quoted).join(', ')})`;
  if (typeof value === 'object') return `date("${value.date}")`;
  return String(value);
}

function comparedAt(said: string, at: number): { row: Comparison; end: number } | null {
  compared.lastIndex = at;
  const found = compared.exec(said);
  if (!found || (found[2] === 'in') !== found[3].startsWith('(')) return null;
  return { row: { path: pathOf(found[1]), operator: found[2] as Operator, value: valueOf(found[3]) }, end: compared.lastIndex };
}

// `is_within(unit, units)` and `holds(starter, position or role)`, or that they are not so.
function calledAt(said: string, at: number): { row: Comparison; end: number } | null {
  called.lastIndex = at;
  const found = called.exec(said);
  if (!found) return null;
  const isNot = found[1] !== undefined;
  const [word, of, value] = isNot ? found.slice(1, 4) : found.slice(4, 7);
  const end = called.lastIndex;
  if (word === 'is_within') return { row: { path: pathOf(of), operator: isNot ? 'not within' : 'within', value: allTexts(value) }, end };
  if (of !== 'starter' || value.startsWith('[')) return null;
  return { row: { path: starterPost, operator: isNot ? 'not holds' : 'holds', value: unquoted(value) }, end };
}

// Rows that are all joined by one word; nothing of any other FEEL.
export function conditionOf(feel: string): Condition | null {
  const said = feel.trim().replace(/^=/, '').trim();
  const rows: Comparison[] = [];
  let join: Condition['join'] | undefined;
  for (let at = 0; at < said.length; ) {
    if (rows.length > 0) {
      between.lastIndex = at;
      const word = between.exec(said)?.[1] as Condition['join'] | undefined;
      if (!word || (join && join !== word)) return null;
      join = word;
      at = between.lastIndex;
    }
    const found = calledAt(said, at) ?? comparedAt(said, at);
    if (!found) return null;
    rows.push(found.row);
    at = found.end;
  }
  return { join: join ?? 'and', rows };
}

function rowText({ path: of, operator, value }: Comparison): string {
  const isNot = operator.startsWith('not ');
  const wrapped = (call: string) => (isNot ? `not(${call})` : call);
  if (operator.endsWith('within')) {
    const units = (value as string[]).map(quoted);
    return wrapped(`is_within(${saidPath(of)}, ${units.length === 1 ? units[0] : `[${units.join(', ')}]`})`);
  }
  if (operator.endsWith('holds')) return wrapped(`holds(starter, ${quoted(value as string)})`);
  return `${saidPath(of)} ${operator} ${saidOf(value!)}`;
}

// Rows that are not complete are left out.
export function conditionText({ join, rows }: Condition): string {
  const said = rows.filter(isComplete).map(rowText);
  return said.length > 0 ? `= ${said.join(` ${join} `)}` : '';
}

export function isComplete({ path: of, value }: Comparison): boolean {
  if (!of || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : value !== '';
}
