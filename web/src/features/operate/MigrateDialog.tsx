import { useMutation } from '@tanstack/react-query';
import { App, Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Engine, migrateInstance } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { MigrationForm } from './MigrationForm';
import { useMigration } from './useMigration';

// Takes the instance to another version; beforehand it says where everything goes and what hinders.
export function MigrateDialog({ instance, onClose }: { instance: Engine['ProcessInstance']; onClose: () => void }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = instance.processInstanceKey;
  const migration = useMigration(instance.processDefinitionKey, { processInstanceKey: key });
  const migrate = useMutation({
    mutationFn: () => migrateInstance(key, migration.target ?? '', migration.mappings),
    onSuccess: () => {
      void message.success(t('done.migrate'));
      void refresh();
      onClose();
    },
  });
  const ready = !migration.isPending && migration.plan?.movable === 1;
  return (
    <Modal
      open
      title={t('act.migrate')}
      okText={t('act.migrate')}
      okButtonProps={{ disabled: !ready, loading: migrate.isPending }}
      onOk={() => migrate.mutate()}
      onCancel={onClose}
    >
      <Refusal error={migrate.error ?? migration.error} quiet={!migrate.error} onClose={() => migrate.reset()} />
      <Form layout="vertical">
        <MigrationForm source={instance} migration={migration} counted={false} />
      </Form>
    </Modal>
  );
}
