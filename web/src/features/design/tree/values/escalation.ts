// `jw:escalate`: after how long a task that is not done is shown to whom.

export interface Escalation {
  after: string; // P3WD
  to: string; // entries like those of `jw:candidates`
}

// A half that is missing yet is empty; the check asks for it.
export function escalationOf(text: string): Escalation | null {
  const parts = /^(P\S*)?(?:\s+(.*))?$/s.exec(text.trimEnd());
  return parts && { after: parts[1] ?? '', to: (parts[2] ?? '').trim() };
}

export function escalationText({ after, to }: Escalation): string {
  return to ? `${after} ${to}` : after;
}
