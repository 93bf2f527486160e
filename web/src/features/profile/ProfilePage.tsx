import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Descriptions, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '@/api/change-password';
import { sessionQuery } from '@/api/session-query';
import { Refusal } from '@/components/feedback/Refusal';
import { wrongAt } from '@/components/feedback/wrong-at';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { switchLanguage, useJoin, useLabel, useLanguage } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { OwnSignature } from './OwnSignature';

export function ProfilePage() {
  const { t } = useTranslation('profile');
  const text = useLabel();
  const join = useJoin();
  const language = useLanguage();
  const session = useQuery(sessionQuery());
  return (
    <Loaded query={session}>
      {(data) => (
        <>
          <PageHead title={t('title')} />
          <Panel title={data.person.name}>
            <Descriptions
              column={1}
              size="small"
              items={[
                { key: 'user', label: t('username'), children: data.username },
                { key: 'positions', label: t('positions'), children: join(data.positions.map((one) => text(one.title))) || '—' },
                { key: 'until', label: t('until'), children: formatInstant(data.expires_at) },
              ]}
            />
          </Panel>
          <Panel title={t('language')}>
            <Segmented
              value={language}
              onChange={switchLanguage}
              options={[
                { value: 'zh-CN', label: '简体中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Panel>
          <Panel title={t('signature.title')}>
            <OwnSignature name={data.person.name} />
          </Panel>
          <Panel title={t('password')}>
            <PasswordForm />
          </Panel>
        </>
      )}
    </Loaded>
  );
}

function PasswordForm() {
  const { t } = useTranslation('profile');
  const { message } = App.useApp();
  const [words, setWords] = useState({ old: '', fresh: '', again: '' });
  const change = useMutation({
    mutationFn: () => changePassword({ old: words.old, new: words.fresh }),
    onSuccess: () => {
      setWords({ old: '', fresh: '', again: '' });
      void message.success(t('changed'));
    },
  });
  const differs = words.again !== '' && words.again !== words.fresh;
  const fields = [
    { key: 'old', autoComplete: 'current-password' },
    { key: 'fresh', autoComplete: 'new-password' },
    { key: 'again', autoComplete: 'new-password' },
  ] as const;
  return (
    <Form layout="vertical" className="jw-narrow" onFinish={() => change.mutate()}>
      <Refusal error={change.error} onClose={() => change.reset()} />
      {fields.map(({ key, autoComplete }) => (
        <Form.Item
          key={key}
          label={t(`field.${key}`)}
          htmlFor={`password-${key}`}
          validateStatus={key === 'again' && differs ? 'error' : undefined}
          help={key === 'again' && differs ? <span id="passwords-differ">{t('differs')}</span> : undefined}
        >
          <Input.Password
            {...wrongAt('passwords-differ', key === 'again' && differs)}
            id={`password-${key}`}
            autoComplete={autoComplete}
            value={words[key]}
            onChange={(event) => setWords({ ...words, [key]: event.target.value })}
          />
        </Form.Item>
      ))}
      <Button
        type="primary"
        htmlType="submit"
        loading={change.isPending}
        disabled={words.old === '' || words.fresh === '' || words.again !== words.fresh}
      >
        {t('change')}
      </Button>
    </Form>
  );
}
