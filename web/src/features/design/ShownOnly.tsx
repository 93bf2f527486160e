import { Alert, Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Loading } from '@/components/feedback/Loading';
import { Panel } from '@/components/Panel';
import { useChoices, type Way, waysOf } from './Drawing';

const BpmnDiagram = lazy(() => import('@/components/diagram/BpmnDiagram').then((file) => ({ default: file.BpmnDiagram })));
const TreeDesigner = lazy(() => import('./tree/TreeDesigner').then((file) => ({ default: file.TreeDesigner })));

interface ShownOnlyProps {
  context: Schemas['ModelContext'];
  xml: string;
  first: Way;
  isUnsaved: boolean;
}

// A model on a screen that is too narrow to draw on: its cards or its diagram, to be read.
export function ShownOnly({ context, xml, first, isUnsaved }: ShownOnlyProps) {
  const { t } = useTranslation('design');
  const [way, setWay] = useState(first);
  const choices = useChoices(context);
  const diagram = useMemo(() => ({ xml, names: {}, active: [], done: [], flows: [], incidents: [] }), [xml]);
  return (
    <>
      <Alert type={isUnsaved ? 'warning' : 'info'} showIcon title={t(isUnsaved ? 'narrowUnsaved' : 'narrow')} />
      <Segmented style={{ margin: '8px 0' }} aria-label={t('way.label')} value={way} onChange={setWay} options={waysOf(t)} />
      <Panel flush>
        <Suspense fallback={<Loading rows={8} />}>
          {way === 'simple' ? <TreeDesigner xml={xml} readOnly onChange={() => {}} {...choices} /> : <BpmnDiagram diagram={diagram} />}
        </Suspense>
      </Panel>
    </>
  );
}
