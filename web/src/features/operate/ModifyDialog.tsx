import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOfElementsQuery, type Engine, modelQuery, modifyInstance } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { flowNodesOf, nameOfNode } from './model';
import { instructionsOf, type Step } from './steps';
import { useElementName } from './useElementName';

// Moves tokens, ends or begins activities: put together first, carried out as a whole or not at all.
export function ModifyDialog({ instance, onClose }: { instance: Engine['ProcessInstance']; onClose: () => void }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = instance.processInstanceKey;
  const model = useQuery(modelQuery(instance.processDefinitionKey));
  const counts = useQuery(countsOfElementsQuery(key));
  const [steps, setSteps] = useState<Step[]>([]);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const nameOf = useElementName(key);
  const nodes = (model.data ? flowNodesOf(String(model.data)) : []).map((node) => ({ ...node, name: nameOf(node.id, node.name) }));
  const active = (counts.data ?? []).filter((count) => count.active > 0);
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
    setSteps([...steps, { from, to }]);
    setFrom(undefined);
    setTo(undefined);
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
        <Form.Item label={t('modify.from')} htmlFor="modify-from">
          <Select
            id="modify-from"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('modify.noFrom')}
            value={from}
            onChange={setFrom}
            options={active.map((count) => ({
              value: count.elementId,
              label: `${nameOfNode(nodes, count.elementId)} · ${t('countActive', { count: count.active })}`,
            }))}
          />
        </Form.Item>
        <Form.Item label={t('modify.to')} htmlFor="modify-to">
          <Select
            id="modify-to"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('modify.noTo')}
            value={to}
            onChange={setTo}
            options={nodes.map((node) => ({ value: node.id, label: node.name === node.id ? node.id : `${node.name} (${node.id})` }))}
          />
        </Form.Item>
        <Button icon={<PlusOutlined />} disabled={!from && !to} onClick={add}>
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
