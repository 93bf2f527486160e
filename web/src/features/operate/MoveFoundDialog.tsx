import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOfDefinitionQuery, definitionsQuery, type EngineFilter, modelQuery, moveFound } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { flowNodesOf, nameOfNode } from './model';

interface MoveFoundDialogProps {
  process: string;
  version?: number;
  filter: EngineFilter;
  onClose: () => void;
  onBegun: () => void;
}

// Moves the tokens of many instances of one version from an element to another. Those that are not there stay as they are.
export function MoveFoundDialog({ process, version, filter, onClose, onBegun }: MoveFoundDialogProps) {
  const { t } = useTranslation('operate');
  const definitions = useQuery(definitionsQuery());
  const versions = (definitions.data ?? []).filter((one) => one.processDefinitionId === process);
  const [chosen, setChosen] = useState<string>();
  const source = chosen ?? (versions.find((one) => one.version === version) ?? versions[0])?.processDefinitionKey;
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const model = useQuery({ ...modelQuery(source ?? ''), enabled: Boolean(source) });
  const counts = useQuery({ ...countsOfDefinitionQuery(source ?? '', filter), enabled: Boolean(source) });
  const nodes = model.data ? flowNodesOf(String(model.data)) : [];
  const active = (counts.data ?? []).filter((count) => count.active > 0);
  const move = useMutation({
    mutationFn: () => moveFound({ ...filter, processDefinitionKey: source }, from ?? '', to ?? ''),
    onSuccess: () => {
      onClose();
      onBegun();
    },
  });
  const another = (key: string) => {
    setChosen(key);
    setFrom(undefined);
    setTo(undefined);
  };
  return (
    <Modal
      open
      title={t('modify.many')}
      okText={t('modify.run')}
      okButtonProps={{ disabled: !from || !to, loading: move.isPending }}
      onOk={() => move.mutate()}
      onCancel={onClose}
    >
      <Refusal error={move.error ?? counts.error} onClose={() => move.reset()} />
      <p className="jw-soft">{t('modify.manyHint')}</p>
      <Form layout="vertical">
        <Form.Item label={t('version')} htmlFor="move-version" required>
          <Select
            id="move-version"
            value={source}
            onChange={another}
            options={versions.map((one) => ({ value: one.processDefinitionKey, label: t('versionNumber', { version: one.version }) }))}
          />
        </Form.Item>
        <Form.Item label={t('modify.from')} htmlFor="move-from" required extra={counts.data && active.length === 0 && t('modify.nowhere')}>
          <Select
            id="move-from"
            showSearch={{ optionFilterProp: 'label' }}
            value={from}
            onChange={setFrom}
            options={active.map((count) => ({
              value: count.elementId,
              label: `${nameOfNode(nodes, count.elementId)} · ${t('countActive', { count: count.active })}`,
            }))}
          />
        </Form.Item>
        <Form.Item label={t('modify.to')} htmlFor="move-to" required>
          <Select
            id="move-to"
            showSearch={{ optionFilterProp: 'label' }}
            value={to}
            onChange={setTo}
            options={nodes.map((node) => ({ value: node.id, label: node.name ? `${node.name} (${node.id})` : node.id }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
