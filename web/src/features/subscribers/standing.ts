import type { Schemas } from '@/api/client';
import type { Tone } from '@/lib/tone';

type Subscriber = Pick<Schemas['Subscriber'], 'state' | 'failures'>;

interface Standing {
  word: 'on' | 'failing' | 'stopped' | 'off';
  tone: Tone;
  resume: 'resume' | 'tryNow'; // how going on is called
}

// How a system stands in one word.
export function standing({ state, failures }: Subscriber): Standing {
  if (state === 'stopped') return { word: 'stopped', tone: 'bad', resume: 'resume' };
  if (state === 'off') return { word: 'off', tone: 'neutral', resume: 'resume' };
  if (failures > 0) return { word: 'failing', tone: 'warning', resume: 'tryNow' };
  return { word: 'on', tone: 'good', resume: 'tryNow' };
}
