import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { differencesQuery } from '@/api/differences-query';
import { Loading } from '@/components/feedback/Loading';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import type { Tone } from '@/lib/tone';
import { addWaitingTexts } from '@/lib/waiting-texts';

const BpmnDiagram = lazy(() => import('./BpmnDiagram').then((file) => ({ default: file.BpmnDiagram })));

type Compared = Schemas['VersionDifferences'];
const tones: Record<Compared['items'][number]['act'], Tone> = { added: 'good', changed: 'warning', removed: 'bad' };

interface DifferencesProps {
  process: string;
  before: number;
  after: number;
}

// What the later of two versions does differently: a list, and both drawings with the same colours.
export function Differences({ process, before, after }: DifferencesProps) {
  const query = useQuery(differencesQuery(process, before, after));
  return (
    <div className="jw-differences">
      <Loaded query={query}>{(compared) => <DifferenceView compared={compared} before={before} after={after} />}</Loaded>
    </div>
  );
}

// Without `after` the later one is no version yet.
export function DifferenceView({ compared, before, after }: { compared: Compared; before: number; after?: number }) {
  addWaitingTexts();
  const { t } = useTranslation('waiting');
  const text = useLabel();
  const [side, setSide] = useState<'before' | 'after'>('after');
  const diagram = useMemo(() => drawn(compared, side), [compared, side]);
  const markers = useMemo(() => markersOf(compared), [compared]);
  if (compared.items.length === 0) return <Nothing text={t('versions.none')} />;
  return (
    <>
      <ul>
        {compared.items.map((one) => (
          <li key={`${one.act}-${one.id}`}>
            <StateTag text={t(`versions.acts.${one.act}`)} tone={tones[one.act]} /> <b>{text(one.title) || one.id}</b>{' '}
            <span className="jw-soft jw-small">
              {one.kind} · {one.id}
            </span>
            {one.parts.length > 0 && <div className="jw-soft jw-small">{one.parts.join(', ')}</div>}
          </li>
        ))}
      </ul>
      <Segmented
        value={side}
        options={[
          { value: 'before', label: t('versions.number', { version: before }) },
          { value: 'after', label: after ? t('versions.number', { version: after }) : t('versions.draft') },
        ]}
        onChange={setSide}
      />
      <Suspense fallback={<Loading />}>
        <BpmnDiagram diagram={diagram} markers={markers} />
      </Suspense>
    </>
  );
}

function markersOf(compared: Compared): Record<string, string> {
  return Object.fromEntries(compared.items.map((one) => [one.id, `jw-${one.act}`]));
}

// What differs stands on each drawing in the words of its own version.
function drawn(compared: Compared, side: 'before' | 'after'): Schemas['Diagram'] {
  const differs = new Set(compared.items.map((one) => one.id));
  const names = Object.fromEntries(Object.entries(compared.names).filter(([id]) => !differs.has(id)));
  return { xml: compared[side], names, active: [], done: [], flows: [], incidents: [] };
}
