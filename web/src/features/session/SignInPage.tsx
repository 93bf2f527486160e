import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { healthQuery } from '@/api/health-query';
import { signIn } from '@/api/sign-in';
import { Refusal } from '@/components/feedback/Refusal';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { Mark } from '@/components/Mark';
import { useLabel } from '@/lib/language';
import { isOwnPage } from '@/lib/own-page';
import { ProviderButton } from './ProviderButton';

// The door of the product. Where the server names demo sign-ins, one click uses them.
export function SignInPage() {
  const { t } = useTranslation('session');
  const text = useLabel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { to, link, refused } = useSearch({ from: '/sign-in' });
  const health = useQuery(healthQuery());
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(['session'], session);
      await navigate({ href: isOwnPage(to) ? to : '/' });
    },
  });

  useEffect(() => {
    document.title = `${t('title')} · 经纬`;
  }, [t]);

  return (
    <div className="jw-door">
      <main className="jw-door-card">
        <div className="jw-door-language">
          <LanguageSwitch />
        </div>
        <div className="jw-door-brand">
          <span>
            <Mark size={40} />
          </span>
          <div>
            <h1>{t('common:product')}</h1>
            <p>{text(health.data?.company) || t('slogan')}</p>
          </div>
        </div>
        <Refusal error={enter.error} quiet />
        {refused && !enter.error && <Alert className="jw-gap" type="error" showIcon title={reasonOf(refused, t)} />}
        <Form
          layout="vertical"
          onFinish={() => enter.mutate(link ? { link, password } : { username: username.trim(), password })}
        >
          {!link && (
            <Form.Item label={t('username')} htmlFor="username">
              <Input
                id="username"
                size="large"
                autoFocus
                autoComplete="username"
                value={username}
                onChange={(event) => setUsername(event.target.value)}
              />
            </Form.Item>
          )}
          <Form.Item label={t(link ? 'newPassword' : 'password')} htmlFor="password" extra={link ? t('linkHint') : undefined}>
            <Input.Password
              id="password"
              size="large"
              autoComplete={link ? 'new-password' : 'current-password'}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Form.Item>
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            block
            loading={enter.isPending}
          >
            {t(link ? 'setPassword' : 'enter')}
          </Button>
        </Form>
        {!link && <ProviderButton to={to ?? '/'} />}
        {!link && (
          <DemoSignIns
            people={health.data?.demo ?? []}
            busy={enter.isPending}
            onChosen={(person) => enter.mutate({ username: person.username, password: person.password ?? '' })}
          />
        )}
      </main>
    </div>
  );
}

// Why the identity provider's sign-in came to nothing, by the server's code.
function reasonOf(code: string, t: TFunction<'session'>) {
  return t(`refused.${code.replace('access.', '')}`, { defaultValue: t('refused.provider_failed') });
}

type DemoPerson = Schemas['Health']['demo'][number];

interface DemoProps {
  people: DemoPerson[];
  busy: boolean;
  onChosen: (person: DemoPerson) => void;
}

function DemoSignIns({ people, busy, onChosen }: DemoProps) {
  const { t } = useTranslation('session');
  const text = useLabel();
  if (people.length === 0) return null;
  return (
    <section className="jw-demo" aria-label={t('demo')}>
      <h2>{t('demo')}</h2>
      <div className="jw-demo-list">
        {people.map((person) => (
          <button type="button" key={person.username} disabled={busy} onClick={() => onChosen(person)}>
            <b>{person.name}</b>
            <span>{person.positions.map(text).join(' · ')}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
