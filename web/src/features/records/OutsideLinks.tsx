import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Popconfirm, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { createOutsideLink } from '@/api/create-outside-link';
import { outsideLinksQuery } from '@/api/outside-links-query';
import { revokeOutsideLink } from '@/api/revoke-outside-link';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { formatInstant } from '@/lib/time';

type Detail = Schemas['RecordDetail'];
type MadeLink = Awaited<ReturnType<typeof createOutsideLink>>;
const daysDefault = 7;

// Links for people outside: they see only fields marked for outside, for a time, and may sign.
export function OutsideLinks({ record }: { record: Detail }) {
  const { t } = useTranslation('records');
  const query = useQuery(outsideLinksQuery(record.type, record.id));
  const revoke = useMutation({ mutationFn: revokeOutsideLink, onSettled: () => query.refetch() });
  return (
    <div className="jw-two">
      <Panel title={t('links.title')} flush>
        <Refusal error={revoke.error} onClose={() => revoke.reset()} />
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={t('links.none')} />
            ) : (
              <ul className="jw-list">
                {items.map((link) => (
                  <li key={link.id} className="jw-item">
                    <span className="jw-main">
                      <b>{link.recipient ? t('links.for', { purpose: t(`links.${link.purpose}`), name: link.recipient }) : t(`links.${link.purpose}`)}</b>
                      <span className="jw-meta">
                        <span>{link.created_by.name}</span>
                        <span>{t('links.until', { at: formatInstant(link.expires_at) })}</span>
                        {link.has_code && <span>{t('links.hasCode')}</span>}
                      </span>
                    </span>
                    <StateTag text={t(`links.state.${link.state}`)} tone={link.state === 'open' ? 'active' : link.state === 'used' ? 'good' : 'neutral'} />
                    {link.state === 'open' && (
                      <Popconfirm title={t('links.revokeAsk')} onConfirm={() => revoke.mutate(link.id)}>
                        <Button size="small">{t('links.revoke')}</Button>
                      </Popconfirm>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      <Panel title={t('links.make')}>
        <MakeLink record={record} onMade={() => void query.refetch()} />
      </Panel>
    </div>
  );
}

// The address and, apart from it, the code: they go different ways to the other.
function Made({ made }: { made: MadeLink }) {
  const { t } = useTranslation('records');
  return (
    <>
      <Typography.Text copyable className="jw-address">
        {new URL(made.url || `/outside/${made.token}`, location.origin).href}
      </Typography.Text>
      {made.code && (
        <p>
          {t('links.madeCode')}{' '}
          <Typography.Text copyable strong className="jw-code">
            {made.code}
          </Typography.Text>
        </p>
      )}
    </>
  );
}

function MakeLink({ record, onMade }: { record: Detail; onMade: () => void }) {
  const { t } = useTranslation('records');
  const [purpose, setPurpose] = useState<'view' | 'sign'>(record.can.sign ? 'sign' : 'view');
  const [recipient, setRecipient] = useState('');
  const [days, setDays] = useState(daysDefault);
  const [code, setCode] = useState('');
  const make = useMutation({
    mutationFn: () => createOutsideLink(record.type, record.id, { purpose, days, recipient: recipient.trim() || undefined, code: code.trim() || undefined }),
    onSuccess: onMade,
  });
  const choices = [
    ...(record.can.share ? [{ value: 'view' as const, label: t('links.view') }] : []),
    ...(record.can.sign ? [{ value: 'sign' as const, label: t('links.sign') }] : []),
  ];
  return (
    <Form layout="vertical" onFinish={() => make.mutate()}>
      <Refusal error={make.error} onClose={() => make.reset()} />
      <Form.Item label={t('links.purpose')}>
        <Segmented value={purpose} options={choices} onChange={setPurpose} />
      </Form.Item>
      <Form.Item label={t('links.recipient')} htmlFor="link-recipient" extra={t('links.recipientHint')}>
        <Input id="link-recipient" maxLength={60} value={recipient} onChange={(event) => setRecipient(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('links.days')} htmlFor="link-days">
        <InputNumber id="link-days" min={1} max={90} value={days} onChange={(next) => setDays(next ?? daysDefault)} />
      </Form.Item>
      <Form.Item label={t('links.code')} htmlFor="link-code" extra={t(purpose === 'sign' ? 'links.codeMadeHint' : 'links.codeHint')}>
        <Input id="link-code" maxLength={20} value={code} onChange={(event) => setCode(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={make.isPending}>
        {t('links.make')}
      </Button>
      {make.data && (
        <Alert
          className="jw-made"
          type="success"
          title={t('links.once')}
          description={<Made made={make.data} />}
        />
      )}
    </Form>
  );
}
