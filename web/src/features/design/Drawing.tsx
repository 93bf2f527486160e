import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Segmented, Space } from 'antd';
import type { TFunction } from 'i18next';
import { lazy, type RefObject, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Loading } from '@/components/feedback/Loading';
import { Panel } from '@/components/Panel';
import { useLabel } from '@/lib/language';
import type { ModelerHandle } from './modeler/BpmnModeler';
import { settingAt } from './place';
import { useProblemText } from './ProblemList';
import type { FieldChoice } from './tree/words';
import { useHistory } from './useHistory';

const BpmnModeler = lazy(() => import('./modeler/BpmnModeler').then((file) => ({ default: file.BpmnModeler })));
const TreeDesigner = lazy(() => import('./tree/TreeDesigner').then((file) => ({ default: file.TreeDesigner })));

export type Way = 'simple' | 'whole';

interface DrawingProps {
  context: Schemas['ModelContext'];
  xml: string;
  marked: string[];
  way: Way;
  onWay: (way: Way) => void;
  check: (xml: string) => Promise<{ problems: Schemas['ModelProblem'][] }>;
  onChange: (xml: string) => void;
  handle: RefObject<ModelerHandle | null>;
}

// One model, drawn as cards below each other or as the whole diagram.
export function Drawing({ context, xml, marked, way, onWay, check, onChange, handle }: DrawingProps) {
  const { t } = useTranslation('design');
  const choices = useChoices(context);
  const history = useHistory(xml, onChange);
  const say = useProblemText(context.record);
  const checked = (model: string) =>
    check(model).then(({ problems }) => problems.map((one) => ({ element: one.element, setting: settingAt(model, one.line, one.column), text: say(one) })));
  return (
    <>
      <Space style={{ marginBottom: 8 }}>
        <Segmented
          aria-label={t('way.label')}
          value={way}
          onChange={onWay}
          options={waysOf(t)}
        />
        {way === 'simple' && (
          <Space.Compact>
            <Button icon={<UndoOutlined />} disabled={!history.canUndo} title={t('tools.undo')} aria-label={t('tools.undo')} onClick={history.undo} />
            <Button icon={<RedoOutlined />} disabled={!history.canRedo} title={t('tools.redo')} aria-label={t('tools.redo')} onClick={history.redo} />
          </Space.Compact>
        )}
      </Space>
      <Panel flush>
        <Suspense fallback={<Loading rows={8} />}>
          {way === 'simple' ? (
            <TreeDesigner xml={xml} onChange={history.change} marked={marked} check={checked} handle={handle} {...choices} />
          ) : (
            <BpmnModeler xml={xml} transitions={context.record?.transitions ?? none} texts={context.texts} marked={marked} onChange={history.change} handle={handle} />
          )}
        </Suspense>
      </Panel>
    </>
  );
}

export function waysOf(t: TFunction<'design'>): { value: Way; label: string }[] {
  return [
    { value: 'simple', label: t('way.simple') },
    { value: 'whole', label: t('way.whole') },
  ];
}

// What steps may name, in the reader's language.
export function useChoices(context: Schemas['ModelContext']) {
  const text = useLabel();
  return useMemo(() => {
    const named = (list: { id: string; title: Schemas['Text'] }[]) => list.map(({ id, title }) => ({ id, title: text(title) }));
    const fieldChoice = ({ id, title, type, options, columns, ...field }: Schemas['ModelField']): FieldChoice => ({
      id,
      title: text(title),
      type,
      options: options && named(options),
      columns: columns?.map(fieldChoice),
      isMany: field.is_many,
      isNeverShown: field.is_never_shown,
      isReadOnly: field.is_read_only,
    });
    return {
      roles: named(context.roles),
      positions: named(context.positions),
      units: named(context.units),
      processes: named(context.processes),
      fields: (context.record?.fields ?? []).map(fieldChoice),
      transitions: named(context.record?.transitions ?? []),
      texts: context.texts,
      people: context.people.map(({ id, name }) => ({ id, title: name })),
    };
  }, [context, text]);
}

const none: Schemas['Ref'][] = [];
