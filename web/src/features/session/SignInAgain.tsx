import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { sessionQuery, signedInNowQuery } from '@/api/session-query';
import { signIn } from '@/api/sign-in';
import { Refusal } from '@/components/feedback/Refusal';
import { ProviderButton } from './ProviderButton';

interface SignInAgainProps {
  session: Schemas['Session'];
  onBack: () => void;
  onLeave: () => void;
}

// The session has ended under an open page, or is somebody else's since: the same person signs in over it, and nothing
// that was typed is lost.
export function SignInAgain({ session, onBack, onLeave }: SignInAgainProps) {
  const { t } = useTranslation('session');
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const now = useQuery(signedInNowQuery()).data?.person;
  const other = now && now.id !== session.person.id ? now : undefined;
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: (next) => {
      queries.setQueryData(sessionQuery().queryKey, next);
      onBack();
      void queries.invalidateQueries();
    },
  });
  return (
    <Modal open closable={false} maskClosable={false} keyboard={false} footer={null} title={other ? t('again.otherTitle', { name: other.name }) : t('again.title')}>
      <p>{t(other ? 'again.otherText' : 'again.text', { name: session.person.name })}</p>
      <Refusal error={enter.error} quiet />
      <Form layout="vertical" onFinish={() => enter.mutate({ username: session.username, password })}>
        <input type="text" autoComplete="username" value={session.username} readOnly hidden />
        <Form.Item label={t('password')} htmlFor="password-again">
          <Input.Password
            id="password-again"
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Form.Item>
        <Space>
          <Button type="primary" htmlType="submit" loading={enter.isPending}>
            {t('enter')}
          </Button>
          {other ? (
            <Button onClick={() => window.location.assign('/')}>{t('again.goOn', { name: other.name })}</Button>
          ) : (
            <Button onClick={onLeave}>{t('again.leave')}</Button>
          )}
        </Space>
      </Form>
      <ProviderButton to={`${window.location.pathname}${window.location.search}`} />
    </Modal>
  );
}
