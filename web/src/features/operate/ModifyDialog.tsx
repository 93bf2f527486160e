import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOfElementsQuery, type Engine, modifyInstance, namedVariablesQuery } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { ElementPair } from './ElementPair';
import { GivenFields, isScopeSaid, ScopeField, WhichField } from './ModifyFields';
import { type FlowNode, markedOf, nameOfNode, runningOf } from './model';
import { instructionsOf, type Step } from './steps';
import { isWhole, labelOf, type OpenElement, type OpenTree } from './tree';
import { useFlowNodes } from './useFlowNodes';
import { useOpenTree } from './useOpenTree';

// Moves tokens, ends or begins activities: put together first, carried out as a whole or not at all.
export function ModifyDialog({ instance, onClose }: { instance: Engine['ProcessInstance']; onClose: () => void }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = instance.processInstanceKey;
  const counts = useQuery(countsOfElementsQuery(key));
  const [steps, setSteps] = useState<Step[]>([]);
  const [step, setStep] = useState<Step>({});
  const nodes = useFlowNodes(instance.processDefinitionKey) ?? [];
  const tree = useOpenTree(key);
  const label = useTokenLabel(key, nodes, tree);
  const words = useStepWords(nodes, label, tree);
  const target = nodes.find((node) => node.id === step.to);
  const modify = useMutation({
    mutationFn: () => modifyInstance(key, instructionsOf(steps)),
    onSuccess: () => {
      void message.success(t('done.modify'));
      void refresh();
      onClose();
    },
  });
  const isWritten = (step.given ?? []).every(({ name, value }) => name.trim() && value.trim());
  const isReady = Boolean(step.from || step.to) && isWritten && (!target || !tree || Boolean(step.scope) || isScopeSaid(step, tree, target));
  const add = () => {
    setSteps([...steps, step]);
    setStep({});
  };
  return (
    <Modal
      open
      title={t('act.modify')}
      okText={t('modify.run')}
      okButtonProps={{ disabled: steps.length === 0, loading: modify.isPending }}
      onOk={() => modify.mutate()}
      onCancel={onClose}
    >
      <Refusal error={modify.error} onClose={() => modify.reset()} />
      <p className="jw-soft">{t('modify.hint')}</p>
      <Form layout="vertical">
        <ElementPair
          id="modify"
          pair={step}
          nodes={nodes}
          begin={nodes.filter((node) => tree?.mayBegin(node, nodes) ?? node.beginsByHand)}
          counts={counts.data && markedOf(runningOf(counts.data, tree?.wholes() ?? []), tree?.failedInside() ?? [])}
          needs="either"
          onChange={({ from, to }) => setStep(from === step.from ? { from, tokens: step.tokens, to } : { from, to, given: step.given })}
        >
          {tree && <WhichField step={step} onChange={setStep} tree={tree} label={label} />}
        </ElementPair>
        {tree && <ScopeField step={step} onChange={setStep} tree={tree} label={label} target={target} />}
        {target && <GivenFields step={step} onChange={setStep} target={target} nodes={nodes} />}
        <Button icon={<PlusOutlined />} disabled={!isReady} onClick={add}>
          {t('modify.add')}
        </Button>
      </Form>
      <ul className="jw-engine-steps">
        {steps.map((each, place) => (
          <li key={`${each.from}-${each.to}-${place}`}>
            {words(each)}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('modify.drop', { what: words(each) })}
              onClick={() => setSteps(steps.filter((_, other) => other !== place))}
            />
          </li>
        ))}
      </ul>
    </Modal>
  );
}

// An element instance as people tell it from others: which one of what is around it, and for which item it was begun.
function useTokenLabel(instance: string, nodes: FlowNode[], tree: OpenTree | undefined): (element: OpenElement) => string {
  const { t } = useTranslation('operate');
  const items = [...new Set(nodes.flatMap((node) => node.item ?? []))];
  const query = useQuery({ ...namedVariablesQuery(instance, items), enabled: items.length > 0 });
  const values = new Map((query.data ?? []).map((each) => [`${each.scopeKey} ${each.name}`, each.value]));
  const valueOf = ({ elementInstanceKey, elementId, loopCounter }: OpenElement) => {
    const item = nodes.find((node) => node.id === elementId)?.item;
    const value = item && loopCounter ? values.get(`${elementInstanceKey} ${item}`) : undefined;
    return value && `${item} = ${value.length > 40 ? `${value.slice(0, 40)}…` : value}`;
  };
  const nameOf = (element: OpenElement) => {
    const name = nameOfNode(nodes, element.elementId);
    return isWhole(element) ? t('modify.whole', { name }) : name;
  };
  return (element) => labelOf(tree?.wayTo(element) ?? [element], nameOf, valueOf);
}

function useStepWords(nodes: FlowNode[], label: (element: OpenElement) => string, tree: OpenTree | undefined): (step: Step) => string {
  const { t } = useTranslation('operate');
  return ({ from, tokens, to, scope, given }) => {
    const nameOf = (id = '') => nameOfNode(nodes, id);
    const named = (keys: string[]) => keys.map((key) => tree?.at(key)).map((each) => (each ? label(each) : '')).join(t('modify.and'));
    const left = tokens?.length ? named(tokens) : nameOf(from);
    let what = from ? t('modify.ends', { name: left }) : t('modify.begins', { name: nameOf(to) });
    if (from && to) what = t('modify.moves', { from: left, to: nameOf(to) });
    if (scope) what = t('modify.inScope', { what, scope: named([scope]) });
    for (const { name, value } of given ?? []) what = t('modify.withValue', { what, name, value });
    return what;
  };
}
