import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tree } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Engine, elementsQuery, type EngineFilter, instancesFoundQuery } from '@/api/engine';
import { Loading } from '@/components/feedback/Loading';
import { StateTag } from '@/components/StateTag';
import { formatInstant } from '@/lib/time';
import type { Tone } from '@/lib/tone';
import { useElementName } from './useElementName';
import { useOpenTree } from './useOpenTree';

type Element = Engine['ElementInstance'];

interface Node {
  key: string;
  element: Element;
  number?: number; // among the instances of a multi-instance activity
  isLeaf: boolean;
  children?: Node[];
}

interface ElementTreeProps {
  instance: string;
  name: string;
  chosen: string;
  onChoose: (key: string, name: string) => void;
}

const tones: Record<Element['state'], Tone> = { ACTIVE: 'active', COMPLETED: 'good', TERMINATED: 'neutral' };
const holdsOthers = /SUB_PROCESS|MULTI_INSTANCE|TRANSACTION|PROCESS/;
const inScope = (scope: string): EngineFilter => ({ elementInstanceScopeKey: scope });

// What was entered, in its order; a container opens into what began in it. A choice shows its variables.
export function ElementTree({ instance, name, chosen, onChoose }: ElementTreeProps) {
  const { t } = useTranslation('operate');
  const queries = useQueryClient();
  const nameOf = useElementName(instance);
  const tree = useOpenTree(instance);
  const top = useQuery(elementsQuery(inScope(instance)));
  const [opened, setOpened] = useState<string[]>([]);
  const inside = useQueries({ queries: opened.map((scope) => elementsQuery(inScope(scope))) });
  const below = new Map(opened.map((scope, place) => [scope, inside[place].data]));
  const open = async (scope: string) => {
    await queries.ensureQueryData(elementsQuery(inScope(scope)));
    setOpened((before) => [...new Set([...before, scope])]);
  };
  if (!top.data) return <Loading rows={5} />;
  const nodesOf = (elements: Element[], around?: Element['type']): Node[] =>
    elements.map((element, place) => {
      const key = element.elementInstanceKey;
      const held = below.get(key)?.items;
      const number = around === 'MULTI_INSTANCE_BODY' ? place + 1 : undefined;
      return { key, element, number, isLeaf: !holdsOthers.test(element.type), children: held && nodesOf(held, element.type) };
    });
  const cut = [top.data, ...below.values()].find((list) => list && list.total > list.items.length);
  return (
    <>
      <button type="button" className="jw-engine-root" aria-pressed={chosen === instance} onClick={() => onChoose(instance, name)}>
        {t('whole')}
      </button>
      <Tree<Node>
        blockNode
        treeData={nodesOf(top.data.items)}
        selectedKeys={[chosen]}
        loadData={(node) => open(node.key)}
        onSelect={(_, { node }) => onChoose(node.key, nameOf(node.element.elementId, node.element.elementName))}
        titleRender={({ key, element, number }) => (
          <ElementWords element={element} name={`${nameOf(element.elementId, element.elementName)}${number ? ` #${number}` : ''}`} failedInside={tree?.isMarkedInside(key) ?? false} />
        )}
      />
      {cut && <p className="jw-soft">{t('cut', { count: cut.items.length })}</p>}
    </>
  );
}

interface ElementWordsProps {
  element: Element;
  name: string;
  failedInside: boolean; // or in what it has called
}

function ElementWords({ element, name, failedInside }: ElementWordsProps) {
  const { t } = useTranslation('operate');
  return (
    <span className="jw-engine-element">
      <span>
        {name}{' '}
        {element.hasIncident || failedInside ? (
          <StateTag text={t(failedInside ? 'incidentInside' : 'incident')} tone="bad" />
        ) : (
          <StateTag text={t(`elementState.${element.state}`)} tone={tones[element.state]} />
        )}
      </span>
      <span className="jw-meta">
        <span>{t(`kind.${element.type}`, { defaultValue: element.type })}</span>
        <span>{formatInstant(element.startDate)}</span>
        {element.endDate && <span>{t('until', { at: formatInstant(element.endDate) })}</span>}
        {element.type === 'CALL_ACTIVITY' && <Called element={element.elementInstanceKey} />}
      </span>
    </span>
  );
}

// The instance that a call activity began.
function Called({ element }: { element: string }) {
  const { t } = useTranslation('operate');
  const query = useQuery(instancesFoundQuery({ parentElementInstanceKey: element }, 1));
  const called = query.data?.items[0];
  if (!called) return null;
  return (
    <Link to="/operate/$key" params={{ key: called.processInstanceKey }}>
      {t('called')}
    </Link>
  );
}
