import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { giveAccount } from '@/api/give-account';
import { Refusal } from '@/components/feedback/Refusal';

// A link is shown once, to be handed to its person, who sets the password with it.
export function AccountDialog({ person, onClose }: { person: Schemas['Person']; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  const [username, setUsername] = useState('');
  const give = useMutation({ mutationFn: () => giveAccount(person.id, username.trim() || undefined) });
  return (
    <Modal
      open
      title={t('account.of', { name: person.name })}
      okText={give.data ? t('account.done') : t('account.make')}
      okButtonProps={{ loading: give.isPending }}
      onOk={() => (give.data ? onClose() : give.mutate())}
      cancelButtonProps={give.data ? { hidden: true } : undefined}
      onCancel={onClose}
    >
      <Refusal error={give.error} onClose={() => give.reset()} />
      {give.data ? (
        <>
          <p>{t('account.made', { username: give.data.username })}</p>
          <Typography.Paragraph code copyable>
            {location.origin + give.data.link}
          </Typography.Paragraph>
        </>
      ) : (
        <Form layout="vertical">
          <Form.Item label={t('account.username')} htmlFor="account-username" extra={t('account.hint')}>
            <Input id="account-username" maxLength={200} value={username} onChange={(event) => setUsername(event.target.value)} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
