import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { differencesQuery } from '@/api/differences-query';
import { modelContextQuery } from '@/api/model-context-query';
import { Loading } from '@/components/feedback/Loading';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { StateTag } from '@/components/StateTag';
import { addDesignTexts } from '@/lib/design-texts';
import { pick, useLabel, useLanguage } from '@/lib/language';
import type { Tone } from '@/lib/tone';
import { addWaitingTexts } from '@/lib/waiting-texts';
import { changesIn } from './difference-words';

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
      <Loaded query={query}>{(compared) => <DifferenceView process={process} compared={compared} before={before} after={after} />}</Loaded>
    </div>
  );
}

// What the settings name in words, as far as it is known by now.
function useChanges(process: string) {
  const { t } = useTranslation('waiting');
  const { t: tree } = useTranslation('tree');
  const language = useLanguage();
  const { data } = useQuery(modelContextQuery(process));
  return useMemo(() => {
    const named = (list: { id: string; title: Schemas['Text'] }[] = []) => list.map(({ id, title }) => ({ id, title: pick(title, language) }));
    const known = {
      roles: named(data?.roles),
      positions: named(data?.positions),
      units: named(data?.units),
      fields: named(data?.record?.fields),
      transitions: named(data?.record?.transitions),
      people: (data?.people ?? []).map(({ id, name }) => ({ id, title: name })),
    };
    return (one: Compared['items'][number]) => changesIn(one, { known, language, t, tree });
  }, [data, language, t, tree]);
}

interface ViewProps {
  process: string;
  compared: Compared;
  before: number;
  after?: number; // none: the later one is no version yet
}

export function DifferenceView({ process, compared, before, after }: ViewProps) {
  addWaitingTexts();
  addDesignTexts();
  const { t } = useTranslation('waiting');
  const changes = useChanges(process);
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
            <StateTag text={t(`versions.acts.${one.act}`)} tone={tones[one.act]} />{' '}
            {text(one.title) !== text(one.kind_title) && <span className="jw-soft">{text(one.kind_title)} </span>}
            <b>{text(one.title)}</b>
            {changes(one).map((line) => (
              <div key={line} className="jw-soft jw-small">
                {line}
              </div>
            ))}
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
