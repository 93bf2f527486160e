import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOfDefinitionQuery, definitionsQuery, type EngineFilter, modelQuery, moveFound } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { ElementPair, type Pair } from './ElementPair';
import { flowNodesOf } from './model';

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
  const [pair, setPair] = useState<Pair>({});
  const model = useQuery({ ...modelQuery(source ?? ''), enabled: Boolean(source) });
  const counts = useQuery({ ...countsOfDefinitionQuery(source ?? '', filter), enabled: Boolean(source) });
  const nodes = model.data ? flowNodesOf(String(model.data)) : [];
  const move = useMutation({
    mutationFn: () => moveFound({ ...filter, processDefinitionKey: source }, pair.from ?? '', pair.to ?? ''),
    onSuccess: () => {
      onClose();
      onBegun();
    },
  });
  const another = (key: string) => {
    setChosen(key);
    setPair({});
  };
  return (
    <Modal
      open
      title={t('modify.many')}
      okText={t('modify.run')}
      okButtonProps={{ disabled: !pair.from || !pair.to, loading: move.isPending }}
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
        <ElementPair id="move" pair={pair} nodes={nodes} counts={counts.data} needs="both" onChange={setPair} />
      </Form>
    </Modal>
  );
}
