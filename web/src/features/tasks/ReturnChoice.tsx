import { Form, Radio, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';

export type Strategy = NonNullable<Schemas['TaskAct']['strategy']>;

interface ReturnChoiceProps {
  targets: Schemas['ReturnTarget'][];
  target?: string;
  onTarget: (target: string) => void;
  strategy: Strategy;
  onStrategy: (strategy: Strategy) => void;
}

// Where it goes back to, who gets it there, and what happens afterwards.
export function ReturnChoice({ targets, target, onTarget, strategy, onStrategy }: ReturnChoiceProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const join = useJoin();
  const chosen = targets.find((one) => one.id === target);
  return (
    <>
      <Form.Item label={t('dialog.target')} htmlFor="act-target">
        <Select id="act-target" value={target} onChange={onTarget} options={targets.map((one) => ({ value: one.id, label: text(one.title) }))} />
      </Form.Item>
      <Radio.Group value={strategy} aria-label={t('dialog.strategy')} onChange={(event) => onStrategy(event.target.value as Strategy)}>
        <Space direction="vertical">
          {(['again', 'back'] as const).map((one) => (
            <Radio key={one} value={one} disabled={!chosen?.strategies.includes(one)}>
              {t(`dialog.strategies.${one}`)}
            </Radio>
          ))}
        </Space>
      </Radio.Group>
      {chosen && (
        <p className="jw-soft" aria-live="polite">
          {t(`dialog.preview.${strategy}`, { step: text(chosen.title), names: join(chosen.persons.map((person) => person.name)) })}
        </p>
      )}
    </>
  );
}
