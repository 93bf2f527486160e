import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { dropIdentityProvider } from '@/api/drop-identity-provider';
import { healthQuery } from '@/api/health-query';
import { identityProviderQuery } from '@/api/identity-provider-query';
import { setIdentityProvider } from '@/api/set-identity-provider';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';

type Change = Schemas['IdentityProviderChange'];

// The company's identity provider, beside passwords. Administrators only.
export function IdentityPage() {
  const query = useQuery(identityProviderQuery());
  return <Loaded query={query}>{(data) => <IdentitySettings key={JSON.stringify(data)} data={data} />}</Loaded>;
}

function IdentitySettings({ data }: { data: Schemas['IdentityProvider'] }) {
  const { t } = useTranslation('identity');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const renew = async (said: string) => {
    void message.success(said);
    await Promise.all(
      [identityProviderQuery(), healthQuery()].map(({ queryKey }) => queries.invalidateQueries({ queryKey: [...queryKey] })),
    );
  };
  const save = useMutation({ mutationFn: setIdentityProvider, onSuccess: () => renew(t('saved')) });
  const drop = useMutation({ mutationFn: dropIdentityProvider, onSuccess: () => renew(t('dropped')) });
  return (
    <>
      <PageHead title={t('title')}>
        {data.issuer && (
          <Popconfirm title={t('dropAsked')} okText={t('drop')} onConfirm={() => drop.mutate()}>
            <Button danger loading={drop.isPending}>
              {t('drop')}
            </Button>
          </Popconfirm>
        )}
      </PageHead>
      <Refusal error={save.error ?? drop.error} onClose={() => save.reset()} />
      <Panel title={t('panel')}>
        <p className="jw-soft">{t('intro')}</p>
        {data.callback ? <Callback address={data.callback} /> : <NoSite />}
        <Form<Change>
          layout="vertical"
          className="jw-narrow"
          initialValues={{ ...data, claim: data.claim ?? 'preferred_username' }}
          onFinish={({ client_secret, ...change }) => save.mutate(client_secret ? { ...change, client_secret } : change)}
        >
          <Field name="issuer" example="https://login.example.com/realms/company" />
          <Field name="client_id" example="jingwei" />
          <Form.Item name="client_secret" label={t('client_secret')} extra={t(data.has_secret ? 'secretKept' : 'secretHint')}>
            <Input.Password autoComplete="off" maxLength={1000} />
          </Form.Item>
          <Field name="title" label={t('name')} example={t('nameExample')} />
          <Field name="claim" extra={t('claimHint')} />
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!data.callback}>
            {t('save')}
          </Button>
        </Form>
      </Panel>
    </>
  );
}

interface FieldProps {
  name: keyof Change;
  label?: string;
  example?: string;
  extra?: string;
}

function Field({ name, label, example, extra }: FieldProps) {
  const { t } = useTranslation('identity');
  const words = label ?? t(name);
  return (
    <Form.Item name={name} label={words} extra={extra} rules={[{ required: true, whitespace: true, message: t('required', { field: words }) }]}>
      <Input maxLength={300} placeholder={example} />
    </Form.Item>
  );
}

function Callback({ address }: { address: string }) {
  const { t } = useTranslation('identity');
  return (
    <p>
      {t('callback')}
      <br />
      <Typography.Text code copyable>
        {address}
      </Typography.Text>
    </p>
  );
}

function NoSite() {
  const { t } = useTranslation('identity');
  return <Alert className="jw-gap" type="warning" showIcon title={t('noSite')} action={<Link to="/delivery">{t('toSite')}</Link>} />;
}
