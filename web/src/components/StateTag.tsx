// The state of a record, task or process: colour and word, so that colour is never alone.
const tones = {
  active: ['#0b5394', '#e8f1fa', '#a9c9e8'],
  good: ['#1f6b08', '#edf7e9', '#b3d9a3'],
  bad: ['#a61b1b', '#fdeeee', '#efb8b8'],
  returned: ['#8a4300', '#fff3e6', '#f0c79a'],
  quiet: ['#46565e', '#eff3f4', '#ced8dc'],
  waiting: ['#6b5200', '#fdf7de', '#e6d592'],
} as const;

export type Tone = keyof typeof tones;

export function StateTag({ text, tone = 'quiet' }: { text: string; tone?: Tone }) {
  const [color, background, borderColor] = tones[tone];
  return (
    <span className="jw-tag" style={{ color, background, borderColor }}>
      {text}
    </span>
  );
}

// A state as a seal on the head of a record.
export function Stamp({ text, tone = 'quiet' }: { text: string; tone?: Tone }) {
  const color = tones[tone][0];
  return (
    <span className="jw-stamp" style={{ color, borderColor: color }}>
      {text}
    </span>
  );
}

const words: [RegExp, Tone][] = [
  [/(terminat|reject|lost|disagree|fail|overdue|red|happened|high|incident)/, 'bad'],
  [/(cancel|suspend|withdraw|abandon|obsolete|closed|archiv|retired|void)/, 'quiet'],
  [/(return|rework|escalat|amber|orange|yellow|medium)/, 'returned'],
  [/(complete|done|agree|won|effective|baseline|reached|accepted|resolved|approved|finished|standard$|sent|confirmed|green|pass|released|low|signed|in_force)/, 'good'],
  [/(draft|pending|waiting|open|identified|planned|new$|intake)/, 'waiting'],
];

// States are named by packs; the tone follows the English id, and blue stands for "under way".
export function toneOf(state: string | null | undefined): Tone {
  if (!state) return 'quiet';
  if (/^(non_|un|not_)/.test(state)) return 'waiting';
  return words.find(([pattern]) => pattern.test(state))?.[1] ?? 'active';
}
