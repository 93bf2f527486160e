import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Engine, incidentsQuery, modelQuery, resolveIncident } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { useEngineText } from '@/lib/engine-text';
import { formatInstant } from '@/lib/time';
import { flowNodesOf, nameOfNode } from './model';
import { useElementName } from './useElementName';

// What halts the instance, each with its reason and the way to try again.
export function IncidentsPanel({ instance }: { instance: Engine['ProcessInstance'] }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const say = useEngineText();
  const nameOf = useElementName(instance.processInstanceKey);
  const query = useQuery(incidentsQuery(instance.processInstanceKey));
  const model = useQuery(modelQuery(instance.processDefinitionKey));
  const resolve = useMutation({
    mutationFn: resolveIncident,
    onSuccess: () => message.success(t('incidents.resolved')),
    onSettled: () => refresh(),
  });
  const incidents = query.data ?? [];
  if (incidents.length === 0) return null;
  const nodes = model.data ? flowNodesOf(String(model.data)) : [];
  return (
    <Panel title={t('incidents.title', { count: incidents.length })} flush>
      <Refusal error={resolve.error} onClose={() => resolve.reset()} />
      <ul className="jw-list">
        {incidents.map((incident) => (
          <li key={incident.incidentKey} className="jw-item jw-subscriber">
            <span className="jw-main">
              <span className="jw-title">
                {nameOf(incident.elementId, nameOfNode(nodes, incident.elementId))} · {t(`incidents.type.${incident.errorType}`, { defaultValue: incident.errorType })}
              </span>
              <span className="jw-engine-message">{say(incident.errorMessage)}</span>
              <span className="jw-meta">
                <code>{incident.elementId}</code>
                <span>{formatInstant(incident.creationTime)}</span>
              </span>
            </span>
            <span className="jw-subscriber-acts">
              <Button
                size="small"
                type="primary"
                loading={resolve.isPending && resolve.variables?.incidentKey === incident.incidentKey}
                onClick={() => resolve.mutate(incident)}
              >
                {t('incidents.retry')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
