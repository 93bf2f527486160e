import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { diagramQuery } from '@/api/diagram-query';
import { modelQuery, type Engine } from '@/api/engine';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { formatInstant } from '@/lib/time';
import { flowNodesOf, nameOfNode } from './model';
import { useElementName } from './useElementName';
import { usePaged } from './usePaged';

// The timers that the instance waits for, and when each is due.
export function TimersPanel({ instance }: { instance: Engine['ProcessInstance'] }) {
  const { t } = useTranslation('operate');
  const key = instance.processInstanceKey;
  const query = useQuery({ ...diagramQuery(key), refetchInterval: 5000 });
  const model = useQuery(modelQuery(instance.processDefinitionKey));
  const nameOf = useElementName(key);
  const timers = query.data?.timers ?? [];
  const { shown, pager } = usePaged(timers);
  if (timers.length === 0) return null;
  const nodes = model.data ? flowNodesOf(String(model.data)) : [];
  return (
    <Panel title={t('timers.title', { count: timers.length })} flush>
      <ul className="jw-list">
        {shown.map((timer) => (
          <li key={`${timer.element}-${timer.due}`} className="jw-item">
            <span className="jw-main">
              <span className="jw-title">
                {nameOf(timer.element, nameOfNode(nodes, timer.element))} {timer.held && <StateTag text={t('timers.held')} tone="warning" />}
              </span>
              <span className="jw-meta">
                <span>{t('timers.due', { at: formatInstant(timer.due) })}</span>
                {timer.every && <span>{timer.left ? t('timers.left', { every: timer.every, left: timer.left }) : t('timers.every', { every: timer.every })}</span>}
                <code>{timer.element}</code>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {pager}
    </Panel>
  );
}
