import { Segmented } from 'antd';
import { lazy, type RefObject, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Loading } from '@/components/feedback/Loading';
import { Panel } from '@/components/Panel';
import { useLabel } from '@/lib/language';
import type { ModelerHandle } from './modeler/BpmnModeler';

const BpmnModeler = lazy(() => import('./modeler/BpmnModeler').then((file) => ({ default: file.BpmnModeler })));
const TreeDesigner = lazy(() => import('./tree/TreeDesigner').then((file) => ({ default: file.TreeDesigner })));

interface DrawingProps {
  context: Schemas['ModelContext'];
  xml: string;
  marked: string[];
  isNew: boolean; // never published
  onChange: (xml: string) => void;
  handle: RefObject<ModelerHandle | null>;
}

// One model, drawn as cards below each other or as the whole diagram.
export function Drawing({ context, xml, marked, isNew, onChange, handle }: DrawingProps) {
  const { t } = useTranslation('design');
  const [way, setWay] = useState<'simple' | 'whole'>(isNew ? 'simple' : 'whole');
  const choices = useChoices(context);
  return (
    <>
      <Segmented
        style={{ marginBottom: 8 }}
        aria-label={t('way.label')}
        value={way}
        onChange={setWay}
        options={[
          { value: 'simple', label: t('way.simple') },
          { value: 'whole', label: t('way.whole') },
        ]}
      />
      <Panel flush>
        <Suspense fallback={<Loading rows={8} />}>
          {way === 'simple' ? (
            <TreeDesigner xml={xml} onChange={onChange} {...choices} />
          ) : (
            <BpmnModeler xml={xml} transitions={context.record?.transitions ?? none} marked={marked} onChange={onChange} handle={handle} />
          )}
        </Suspense>
      </Panel>
    </>
  );
}

// What steps may name, in the reader's language.
function useChoices(context: Schemas['ModelContext']) {
  const text = useLabel();
  return useMemo(() => {
    const named = (list: { id: string; title: Schemas['Text'] }[]) => list.map(({ id, title }) => ({ id, title: text(title) }));
    return {
      roles: named(context.roles),
      positions: named(context.positions),
      units: named(context.units),
      processes: named(context.processes),
      fields: named(context.record?.fields ?? []),
      people: context.people.map(({ id, name }) => ({ id, title: name })),
    };
  }, [context, text]);
}

const none: Schemas['Ref'][] = [];
