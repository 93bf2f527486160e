import { AimOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Engine, incidentsQuery, jobsByKeyQuery, modelQuery, resolveIncidents } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { useEngineText } from '@/lib/engine-text';
import { formatInstant } from '@/lib/time';
import { groupsOf, type IncidentGroup } from './incident-groups';
import { flowNodesOf, isDrawn, nameOfNode } from './model';
import { ScrolledText } from './ScrolledText';
import { placeOf, sequenceFlowsOf, starvedJoins } from './starved';
import { callsOf, labelOf, type OpenElement } from './tree';
import { useElementName } from './useElementName';
import { useOpenTree } from './useOpenTree';
import { usePaged } from './usePaged';

type Incident = Engine['Incident'];

interface IncidentsPanelProps {
  instance: Engine['ProcessInstance'];
  onShow: (element: string) => void;
}

// What halts the instance and what it has called, each with its reason, its place and the way to try again.
export function IncidentsPanel({ instance, onShow }: IncidentsPanelProps) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const say = useEngineText();
  const key = instance.processInstanceKey;
  const query = useQuery(incidentsQuery(key));
  const model = useQuery(modelQuery(instance.processDefinitionKey));
  const words = useIncidentWords(instance, String(model.data ?? '<none/>'));
  const tree = useOpenTree(key);
  const [apart, takeApart] = useState<ReadonlySet<string>>(new Set());
  const resolve = useMutation({
    mutationFn: (group: IncidentGroup) => resolveIncidents(group.incidents),
    onSuccess: () => message.success(t('incidents.resolved')),
    onSettled: () => refresh(),
  });
  const { items: incidents, total } = query.data ?? { items: [], total: 0 };
  const { shown, pager } = usePaged(groupsOf(incidents, apart), 5);
  const retries = useRetries(shown.map(({ incidents: [first] }) => first));
  if (incidents.length === 0) return null;
  return (
    <Panel title={t('incidents.title', { count: total })} flush>
      <Refusal error={resolve.error} onClose={() => resolve.reset()} />
      <ul className="jw-list">
        {shown.map((group) => {
          const [incident] = group.incidents;
          const count = group.incidents.length;
          const isOwn = incident.processInstanceKey === key;
          const way = tree?.wayTo(incident) ?? [];
          const left = count === 1 ? retries.get(incident.jobKey ?? '') : undefined;
          return (
            <li key={group.key} className="jw-item jw-subscriber">
              <span className="jw-main">
                <span className="jw-title">
                  {words.titleOf(incident, isOwn ? undefined : way.at(-1)?.elementName)} {count > 1 && <b className="jw-overdue">× {count}</b>}
                </span>
                <ScrolledText
                  as="span"
                  className="jw-engine-message"
                  label={t('incidents.reason')}
                  text={words.reasonsOf(incident.errorMessage)?.join('\n') ?? say(incident.errorMessage)}
                />
                {count === 1 && way.length > 1 && <Way way={way} instance={key} nameOf={words.called} />}
                <span className="jw-meta">
                  <code>{placeOf(incident)}</code>
                  {left !== undefined && <span>{t('jobs.retries', { count: left })}</span>}
                  <span>{formatInstant(incident.creationTime)}</span>
                </span>
              </span>
              <span className="jw-subscriber-acts">
                {isOwn && isDrawn(String(model.data), placeOf(incident)) && (
                  <Button size="small" icon={<AimOutlined />} onClick={() => onShow(placeOf(incident))}>
                    {t('incidents.show')}
                  </Button>
                )}
                {count > 1 && (
                  <Button size="small" onClick={() => takeApart(new Set([...apart, group.key]))}>
                    {t('incidents.each')}
                  </Button>
                )}
                <Button
                  size="small"
                  type="primary"
                  loading={resolve.isPending && resolve.variables?.key === group.key}
                  onClick={() => resolve.mutate(group)}
                >
                  {count > 1 ? t('incidents.retryAll', { count }) : t('incidents.retry')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {pager}
      {total > incidents.length && <p className="jw-soft jw-cut">{t('cut', { count: incidents.length })}</p>}
    </Panel>
  );
}

interface WayProps {
  way: OpenElement[];
  instance: string;
  nameOf: (element: string, modelled: string) => string;
}

// Through which containers and calls one gets there; each called instance opens at the place.
function Way({ way, instance, nameOf }: WayProps) {
  const label = (part: OpenElement[]) =>
    labelOf(part, (each) => (each.processInstanceKey === instance ? nameOf(each.elementId, each.elementName) : each.elementName), () => undefined);
  return (
    <span className="jw-meta jw-engine-way">
      {callsOf(way).map((part, at) => {
        const { processInstanceKey: key, processDefinitionName: name } = part[0];
        return (
          <Fragment key={key}>
            {at > 0 && (
              <Link to="/operate/$key" params={{ key }} search={{ element: part.at(-1)?.elementId }}>
                {name} · {key}
              </Link>
            )}
            <span>{label(part)}</span>
          </Fragment>
        );
      })}
    </span>
  );
}

// How often the jobs of the incidents are tried again by themselves.
function useRetries(incidents: Incident[]): Map<string, number> {
  const jobs = incidents.flatMap(({ jobKey }) => jobKey ?? []);
  const query = useQuery({ ...jobsByKeyQuery(jobs), enabled: jobs.length > 0 });
  return new Map((query.data ?? []).map((job) => [job.jobKey ?? '', job.retries]));
}

function useIncidentWords(instance: Engine['ProcessInstance'], model: string) {
  const { t } = useTranslation('operate');
  const nameOf = useElementName(instance.processInstanceKey);
  const nodes = flowNodesOf(model);
  const flows = sequenceFlowsOf(model);
  const called = (element: string, modelled?: string) => nameOf(element, modelled || nameOfNode(nodes, element));
  // A flow without a name is known by the element that it leaves.
  const flowCalled = (id: string) => {
    const flow = flows.get(id);
    const name = nameOf(id, flow?.name);
    return flow && name === id ? t('incidents.starved.from', { name: called(flow.source) }) : t('incidents.starved.flow', { name });
  };
  return {
    called,
    // Of what was called the name is given.
    titleOf: (incident: Incident, name?: string) => {
      const { errorMessage, errorType } = incident;
      const place = placeOf(incident);
      const kind = starvedJoins(errorMessage) ? t('incidents.starved.title') : t(`incidents.type.${errorType}`, { defaultValue: errorType });
      return `${name && place === incident.elementId ? name : called(place)} · ${kind}`;
    },
    reasonsOf: (text: string) =>
      starvedJoins(text)?.map(({ join, flows: missing }) =>
        missing.length === 0
          ? t('incidents.starved.any', { name: called(join) })
          : t('incidents.starved.missing', { name: called(join), flows: missing.map(flowCalled).join(t('incidents.starved.and')) }),
      ),
  };
}
