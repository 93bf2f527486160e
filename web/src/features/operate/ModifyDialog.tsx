import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOfElementsQuery, type Engine, modifyInstance } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { ElementPair, type Pair } from './ElementPair';
import { nameOfNode } from './model';
import { instructionsOf, type Step } from './steps';
import { useFlowNodes } from './useFlowNodes';

// Moves tokens, ends or begins activities: put together first, carried out as a whole or not at all.
export function ModifyDialog({ instance, onClose }: { instance: Engine['ProcessInstance']; onClose: () => void }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = instance.processInstanceKey;
  const counts = useQuery(countsOfElementsQuery(key));
  const [steps, setSteps] = useState<Step[]>([]);
  const [pair, setPair] = useState<Pair>({});
  const nodes = useFlowNodes(instance.processDefinitionKey) ?? [];
  const modify = useMutation({
    mutationFn: () => modifyInstance(key, instructionsOf(steps)),
    onSuccess: () => {
      void message.success(t('done.modify'));
      void refresh();
      onClose();
    },
  });
  const words = ({ from: left, to: begun }: Step) => {
    if (left && begun) return t('modify.moves', { from: nameOfNode(nodes, left), to: nameOfNode(nodes, begun) });
    return left ? t('modify.ends', { name: nameOfNode(nodes, left) }) : t('modify.begins', { name: nameOfNode(nodes, begun ?? '') });
  };
  const add = () => {
    setSteps([...steps, pair]);
    setPair({});
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
        <ElementPair id="modify" pair={pair} nodes={nodes} counts={counts.data} needs="either" onChange={setPair} />
        <Button icon={<PlusOutlined />} disabled={!pair.from && !pair.to} onClick={add}>
          {t('modify.add')}
        </Button>
      </Form>
      <ul className="jw-engine-steps">
        {steps.map((step, place) => (
          <li key={`${step.from}-${step.to}-${place}`}>
            {words(step)}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('modify.drop', { what: words(step) })}
              onClick={() => setSteps(steps.filter((_, other) => other !== place))}
            />
          </li>
        ))}
      </ul>
    </Modal>
  );
}
