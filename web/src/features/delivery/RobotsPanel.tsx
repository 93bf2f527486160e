import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Nothing } from '@/components/feedback/Nothing';
import { Panel } from '@/components/Panel';
import type { Delivery, Robot } from './draft';
import { TrialButton } from './TrialButton';

interface RobotsProps {
  data: Delivery;
  robots: Robot[];
  onChange: (robots: Robot[]) => void;
}

const kinds: Robot['kind'][] = ['dingtalk', 'feishu', 'wecom'];

export function RobotsPanel({ data, robots, onChange }: RobotsProps) {
  const { t } = useTranslation('delivery');
  const set = (at: number, change: Partial<Robot>) =>
    onChange(robots.map((robot, index) => (index === at ? { ...robot, ...change } : robot)));
  return (
    <Panel
      title={t('robots.title')}
      extra={
        <Button icon={<PlusOutlined />} onClick={() => onChange([...robots, { title: '', kind: 'dingtalk', address: '', secret: '' }])}>
          {t('robots.add')}
        </Button>
      }
    >
      <p className="jw-soft">{t('robots.hint')}</p>
      {robots.length === 0 && <Nothing text={t('robots.none')} />}
      {robots.map((robot, at) => (
        <RobotForm
          key={robot.id ?? `new-${at}`}
          at={at}
          robot={robot}
          stored={data.robots.find((one) => one.id === robot.id)}
          onChange={(change) => set(at, change)}
          onRemove={() => onChange(robots.filter((_, index) => index !== at))}
        />
      ))}
    </Panel>
  );
}

interface RobotFormProps {
  at: number;
  robot: Robot;
  stored: Delivery['robots'][number] | undefined;
  onChange: (change: Partial<Robot>) => void;
  onRemove: () => void;
}

function RobotForm({ at, robot, stored, onChange, onRemove }: RobotFormProps) {
  const { t } = useTranslation('delivery');
  const id = (field: string) => `robot-${at}-${field}`;
  return (
    <Form layout="vertical" className="jw-robot">
      <Form.Item label={t('robots.name')} htmlFor={id('title')} required>
        <Input id={id('title')} maxLength={50} value={robot.title} onChange={(event) => onChange({ title: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('robots.kind')} htmlFor={id('kind')}>
        <Select
          id={id('kind')}
          value={robot.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`robots.${kind}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
      </Form.Item>
      <Form.Item label={t('robots.address')} htmlFor={id('address')} required={!stored}>
        <Input
          id={id('address')}
          autoComplete="off"
          maxLength={1000}
          placeholder={stored?.address ?? 'https://'}
          value={robot.address ?? ''}
          onChange={(event) => onChange({ address: event.target.value.trim() })}
        />
      </Form.Item>
      {robot.kind !== 'wecom' && (
        <Form.Item label={t('robots.secret')} htmlFor={id('secret')}>
          <Input.Password
            id={id('secret')}
            autoComplete="new-password"
            maxLength={1000}
            placeholder={stored?.has_secret ? t('kept') : undefined}
            value={robot.secret ?? ''}
            onChange={(event) => onChange({ secret: event.target.value })}
          />
        </Form.Item>
      )}
      <div className="jw-robot-acts">
        {stored && <TrialButton channel={stored.id} name={stored.title} />}
        <Button icon={<DeleteOutlined />} onClick={onRemove} aria-label={`${t('robots.remove')} ${robot.title}`}>
          {t('robots.remove')}
        </Button>
      </div>
    </Form>
  );
}
