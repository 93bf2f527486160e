import type { Label } from '@/lib/language';

// One thing that is missing before the act can be done, and how to supply it.
export interface Missing {
  field?: string;
  condition?: string;
  label?: Label;
  how?: Label;
}

// The record that stands in the way, where one does: the condition is then its type and id.
export function recordOf({ condition }: Missing): { type: string; id: string } | undefined {
  const found = /^([a-z][a-z0-9_.]*)\/(\d+)$/.exec(condition ?? '');
  return found ? { type: found[1], id: found[2] } : undefined;
}

// A refusal of the server: which rule, in words, and what would satisfy it.
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly clause?: string;
  readonly title: Label;
  readonly detail?: string;
  readonly place?: string;
  readonly missing: Missing[];

  // The engine's interface says the title in English and once more in `words`; its detail begins with it.
  constructor(status: number, body: Partial<Problem> & { title?: Label | string; words?: Label } = {}) {
    super(body.code ?? `http.${status}`);
    this.status = status;
    this.code = body.code ?? `http.${status}`;
    this.clause = body.clause;
    const { title, words } = body;
    this.title = words ?? (typeof title === 'string' ? { zh: title, en: title } : (title ?? {}));
    this.detail = words?.en ? body.detail?.replace(words.en, '').replace(/^: /, '') : body.detail;
    this.place = body.place;
    this.missing = body.missing ?? [];
  }

  // What stands on one field of a form, in both languages.
  on(field: string): Missing[] {
    return this.missing.filter((missing) => missing.field === field);
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, { code: 'web.unreachable' });
}
