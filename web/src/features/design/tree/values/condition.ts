// Conditions as rows: what is looked at, how it is compared, with what. FEEL that says more stays text.
export const operators = ['=', '!=', '>', '>=', '<', '<=', 'in'] as const;
export type Operator = (typeof operators)[number];
export type Value = string | number | boolean | string[] | { date: string };

export interface Comparison {
  path: string; // record.amount, review.outcome
  operator: Operator;
  value: Value | null; // null: not said yet
}
export interface Condition {
  join: 'and' | 'or';
  rows: Comparison[];
}

const text = String.raw`"(?:[^"\\]|\\["\\])*"`;
const literal = String.raw`${text}|-?\d+(?:\.\d+)?|true|false|date\(\s*"\d{4}-\d\d-\d\d"\s*\)|\(\s*${text}(?:\s*,\s*${text})*\s*\)`;
const row = new RegExp(String.raw`\s*([a-z_][A-Za-z0-9_]*\.[a-z_][A-Za-z0-9_]*)\s*(!=|>=|<=|=|>|<|in\b)\s*(${literal})\s*`, 'y');
const between = /(and|or)\b/y;

const unquoted = (said: string) => said.slice(1, -1).replace(/\\(["\\])/g, '$1');
const quoted = (said: string) => `"${said.replace(/["\\]/g, '\\$&')}"`;

function valueOf(said: string): Value {
  if (said.startsWith('"')) return unquoted(said);
  if (said.startsWith('(')) return [...said.matchAll(new RegExp(text, 'g'))].map(([each]) => unquoted(each));
  if (said.startsWith('date')) return { date: /\d{4}-\d\d-\d\d/.exec(said)![0] };
  return said === 'true' || said === 'false' ? said === 'true' : Number(said);
}

function saidOf(value: Value): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `(${value.map(quoted).join(', ')})`;
  if (typeof value === 'object') return `date("${value.date}")`;
  return String(value);
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
    row.lastIndex = at;
    const found = row.exec(said);
    if (!found || (found[2] === 'in') !== found[3].startsWith('(')) return null;
    rows.push({ path: found[1], operator: found[2] as Operator, value: valueOf(found[3]) });
    at = row.lastIndex;
  }
  return { join: join ?? 'and', rows };
}

// Rows that are not complete are left out.
export function conditionText({ join, rows }: Condition): string {
  const said = rows.filter(isComplete).map(({ path, operator, value }) => `${path} ${operator} ${saidOf(value!)}`);
  return said.length > 0 ? `= ${said.join(` ${join} `)}` : '';
}

export function isComplete({ path, value }: Comparison): boolean {
  if (!path || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : value !== '';
}
