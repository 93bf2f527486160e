// Colours stand for meanings, never alone: each is shown with its word.
export type Tone = 'neutral' | 'active' | 'good' | 'warning' | 'bad';

const bad = /^(disagree|reject|lost|fail|no$|return)/;
const good = /^(agree|confirm|done|won|pass|accept|yes$)/;

export function toneOfOutcome(outcome: string): Tone {
  if (bad.test(outcome)) return 'bad';
  return good.test(outcome) ? 'good' : 'active';
}

// Of a matter as people call it (running, passed, rejected …).
export function toneOfStatus(status: string): Tone {
  const tones: Record<string, Tone> = {
    running: 'active',
    returned: 'warning',
    suspended: 'warning',
    saved: 'warning',
    overdue: 'bad',
    passed: 'good',
    auto_passed: 'good',
    done: 'good',
    rejected: 'bad',
    auto_rejected: 'bad',
    timed_out: 'bad',
  };
  return tones[status] ?? 'neutral';
}

// Of a matter, by its verdict where it has one: what was not passed is no success because it has ended.
export function toneOfMatter(matter: { state: string; status?: { id: string } | null }): Tone {
  const isHalted = matter.state === 'incident' || matter.state === 'suspended';
  return matter.status && !isHalted ? toneOfStatus(matter.status.id) : toneOfInstance(matter.state);
}

function toneOfInstance(state: string): Tone {
  const tones: Record<string, Tone> = {
    active: 'active',
    completed: 'good',
    terminated: 'neutral',
    suspended: 'warning',
    incident: 'bad',
  };
  return tones[state] ?? 'neutral';
}
