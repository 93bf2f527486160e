import type { Label } from '@/lib/language';

// One thing that is missing before the act can be done, and how to supply it.
export interface Missing {
  field?: string;
  condition?: string;
  label?: Label;
  how?: Label;
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

  constructor(status: number, body: Partial<Problem> & { title?: Label | string } = {}) {
    super(body.code ?? `http.${status}`);
    this.status = status;
    this.code = body.code ?? `http.${status}`;
    this.clause = body.clause;
    this.title = typeof body.title === 'string' ? { zh: body.title, en: body.title } : (body.title ?? {});
    this.detail = body.detail;
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
