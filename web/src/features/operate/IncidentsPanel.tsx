import { AimOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Engine, incidentsQuery, modelQuery, resolveIncident } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { useEngineText } from '@/lib/engine-text';
import { formatInstant } from '@/lib/time';
import { flowNodesOf, isDrawn, nameOfNode } from './model';
import { placeOf, sequenceFlowsOf, starvedJoins } from './starved';
import { useElementName } from './useElementName';

interface IncidentsPanelProps {
  instance: Engine['ProcessInstance'];
  onShow: (element: string) => void;
}

// What halts the instance, each with its reason, its place in the drawing and the way to try again.
export function IncidentsPanel({ instance, onShow }: IncidentsPanelProps) {
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
  const flows = sequenceFlowsOf(String(model.data ?? '<none/>'));
  const called = (element: string) => nameOf(element, nameOfNode(nodes, element));
  // A flow without a name is known by the element that it leaves.
  const flowCalled = (id: string) => {
    const flow = flows.get(id);
    const name = nameOf(id, flow?.name);
    return flow && name === id ? t('incidents.starved.from', { name: called(flow.source) }) : t('incidents.starved.flow', { name });
  };
  const reasonsOf = (text: string) =>
    starvedJoins(text)?.map(({ join, flows: missing }) =>
      missing.length === 0
        ? t('incidents.starved.any', { name: called(join) })
        : t('incidents.starved.missing', { name: called(join), flows: missing.map(flowCalled).join(t('incidents.starved.and')) }),
    );
  const titleOf = ({ errorMessage, errorType }: Engine['Incident']) =>
    starvedJoins(errorMessage) ? t('incidents.starved.title') : t(`incidents.type.${errorType}`, { defaultValue: errorType });
  return (
    <Panel title={t('incidents.title', { count: incidents.length })} flush>
      <Refusal error={resolve.error} onClose={() => resolve.reset()} />
      <ul className="jw-list">
        {incidents.map((incident) => (
          <li key={incident.incidentKey} className="jw-item jw-subscriber">
            <span className="jw-main">
              <span className="jw-title">
                {called(placeOf(incident))} · {titleOf(incident)}
              </span>
              <span className="jw-engine-message">{reasonsOf(incident.errorMessage)?.join('\n') ?? say(incident.errorMessage)}</span>
              <span className="jw-meta">
                <code>{placeOf(incident)}</code>
                <span>{formatInstant(incident.creationTime)}</span>
              </span>
            </span>
            <span className="jw-subscriber-acts">
              {isDrawn(String(model.data), placeOf(incident)) && (
                <Button size="small" icon={<AimOutlined />} onClick={() => onShow(placeOf(incident))}>
                  {t('incidents.show')}
                </Button>
              )}
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
