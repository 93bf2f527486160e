const whole = new Set(['long_text', 'attachment', 'photo', 'signature', 'json']);

// How many of the columns each field takes: a whole row where it is long, and where what follows
// would not fit beside it.
export function spansOf(types: string[], columns: number): number[] {
  let used = 0;
  return types.map((type, at) => {
    const next = types[at + 1];
    const takesRest = whole.has(type) || next === undefined || whole.has(next);
    const span = takesRest ? columns - used : 1;
    used = (used + span) % columns;
    return span;
  });
}
