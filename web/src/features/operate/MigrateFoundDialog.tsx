import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionsQuery, type EngineFilter, type Mapping, migrateFound, modelQuery } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { flowNodesOf } from './model';

interface MigrateFoundDialogProps {
  process: string;
  version?: number;
  filter: EngineFilter;
  onClose: () => void;
  onBegun: () => void;
}

// Takes many instances to another version: what is active goes to the element of the same id.
export function MigrateFoundDialog({ process, version, filter, onClose, onBegun }: MigrateFoundDialogProps) {
  const { t } = useTranslation('operate');
  const definitions = useQuery(definitionsQuery());
  const versions = (definitions.data ?? []).filter((one) => one.processDefinitionId === process);
  const [source, setSource] = useState(versions.find((one) => one.version === version)?.processDefinitionKey);
  const [target, setTarget] = useState<string>();
  const before = useQuery({ ...modelQuery(source ?? ''), enabled: Boolean(source) });
  const after = useQuery({ ...modelQuery(target ?? ''), enabled: Boolean(target) });
  const options = versions.map((one) => ({ value: one.processDefinitionKey, label: t('versionNumber', { version: one.version }) }));
  const migrate = useMutation({
    mutationFn: () =>
      migrateFound({ ...filter, processDefinitionKey: source }, target ?? '', sameNodes(String(before.data), String(after.data))),
    onSuccess: () => {
      onClose();
      onBegun();
    },
  });
  return (
    <Modal
      open
      title={t('migrate.many')}
      okText={t('act.migrate')}
      okButtonProps={{ disabled: !before.data || !after.data, loading: migrate.isPending }}
      onOk={() => migrate.mutate()}
      onCancel={onClose}
    >
      <Refusal error={migrate.error} onClose={() => migrate.reset()} />
      <p className="jw-soft">{t('migrate.manyHint')}</p>
      <Form layout="vertical">
        <Form.Item label={t('migrate.from')} htmlFor="migrate-from" required>
          <Select id="migrate-from" showSearch={{ optionFilterProp: 'label' }} value={source} onChange={setSource} options={options.filter((one) => one.value !== target)} />
        </Form.Item>
        <Form.Item label={t('migrate.to')} htmlFor="migrate-to" required>
          <Select id="migrate-to" showSearch={{ optionFilterProp: 'label' }} value={target} onChange={setTarget} options={options.filter((one) => one.value !== source)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function sameNodes(before: string, after: string): Mapping[] {
  const known = new Set(flowNodesOf(after).map((node) => node.id));
  return flowNodesOf(before)
    .filter((node) => known.has(node.id))
    .map(({ id }) => ({ sourceElementId: id, targetElementId: id }));
}
