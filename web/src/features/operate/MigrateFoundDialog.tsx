import { useMutation } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type EngineFilter, migrateFound } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { FoundSourceField, useFoundSource } from './FoundSource';
import { MigrationForm } from './MigrationForm';
import { useMigration } from './useMigration';

interface MigrateFoundDialogProps {
  filter: EngineFilter;
  onClose: () => void;
  onBegun: () => void;
}

// Takes many instances of one version to another; beforehand it says how many would go and what hinders the others.
export function MigrateFoundDialog({ filter, onClose, onBegun }: MigrateFoundDialogProps) {
  const { t } = useTranslation('operate');
  const found = useFoundSource(filter);
  const { source } = found;
  const ofSource = { ...filter, processDefinitionKey: source?.processDefinitionKey };
  const migration = useMigration(source?.processDefinitionKey, ofSource);
  const migrate = useMutation({
    mutationFn: () => migrateFound(ofSource, migration.target ?? '', migration.mappings),
    onSuccess: () => {
      onClose();
      onBegun();
    },
  });
  const ready = !migration.isPending && (migration.plan?.movable ?? 0) > 0;
  return (
    <Modal
      open
      title={t('migrate.many')}
      okText={t('act.migrate')}
      okButtonProps={{ disabled: !ready, loading: migrate.isPending }}
      onOk={() => migrate.mutate()}
      onCancel={onClose}
    >
      <Refusal error={migrate.error ?? migration.error ?? found.error} quiet={!migrate.error} onClose={() => migrate.reset()} />
      <p className="jw-soft">{t('migrate.manyHint')}</p>
      <Form layout="vertical">
        <FoundSourceField id="migrate-from" of={found} onChange={() => migration.setTarget(undefined)} />
        {source && <MigrationForm source={source} migration={migration} counted />}
      </Form>
    </Modal>
  );
}
