import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOfDefinitionQuery, type EngineFilter, moveFound } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { ElementPair, type Pair } from './ElementPair';
import { FoundSourceField, useFoundSource } from './FoundSource';
import { useFlowNodes } from './useFlowNodes';

interface MoveFoundDialogProps {
  filter: EngineFilter;
  onClose: () => void;
  onBegun: () => void;
}

// Moves the tokens of many instances of one version from an element to another. Those that are not there stay as they are.
export function MoveFoundDialog({ filter, onClose, onBegun }: MoveFoundDialogProps) {
  const { t } = useTranslation('operate');
  const found = useFoundSource(filter);
  const source = found.source?.processDefinitionKey;
  const [pair, setPair] = useState<Pair>({});
  const nodes = useFlowNodes(source) ?? [];
  const counts = useQuery({ ...countsOfDefinitionQuery(source ?? '', filter), enabled: Boolean(source) });
  const move = useMutation({
    mutationFn: () => moveFound({ ...filter, processDefinitionKey: source }, pair.from ?? '', pair.to ?? ''),
    onSuccess: () => {
      onClose();
      onBegun();
    },
  });
  return (
    <Modal
      open
      title={t('modify.many')}
      okText={t('modify.run')}
      okButtonProps={{ disabled: !pair.from || !pair.to, loading: move.isPending }}
      onOk={() => move.mutate()}
      onCancel={onClose}
    >
      <Refusal error={move.error ?? counts.error ?? found.error} quiet={!move.error} onClose={() => move.reset()} />
      <p className="jw-soft">{t('modify.manyHint')}</p>
      <Form layout="vertical">
        <FoundSourceField id="move-version" of={found} onChange={() => setPair({})} />
        {source && (
          <ElementPair
            id="move"
            pair={pair}
            nodes={nodes}
            begin={nodes.filter((node) => node.beginsByHand)}
            counts={counts.data}
            needs="both"
            onChange={setPair}
          />
        )}
      </Form>
    </Modal>
  );
}
