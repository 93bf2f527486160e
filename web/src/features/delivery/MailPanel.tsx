import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/Panel';
import type { Delivery, Draft } from './draft';
import { TrialButton } from './TrialButton';

interface MailProps {
  data: Delivery;
  mail: Draft['mail'];
  onChange: (mail: Draft['mail']) => void;
}

const fields = ['server', 'from', 'user'] as const;

export function MailPanel({ data, mail, onChange }: MailProps) {
  const { t } = useTranslation('delivery');
  return (
    <Panel title={t('mail.title')} extra={data.mail.server && <TrialButton channel="mail" name={t('mail.title')} />}>
      <Form layout="vertical" className="jw-narrow">
        {fields.map((field) => (
          <Form.Item key={field} label={t(`mail.${field}`)} htmlFor={`mail-${field}`}>
            <Input
              id={`mail-${field}`}
              autoComplete="off"
              maxLength={300}
              placeholder={field === 'server' ? 'smtps://mail.example.com:465' : undefined}
              value={mail[field]}
              onChange={(event) => onChange({ ...mail, [field]: event.target.value.trim() })}
            />
          </Form.Item>
        ))}
        <Form.Item label={t('mail.password')} htmlFor="mail-password">
          <Input.Password
            id="mail-password"
            autoComplete="new-password"
            maxLength={300}
            placeholder={data.mail.has_password ? t('kept') : undefined}
            value={mail.password}
            onChange={(event) => onChange({ ...mail, password: event.target.value })}
          />
        </Form.Item>
      </Form>
    </Panel>
  );
}
