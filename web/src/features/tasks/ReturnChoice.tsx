import { Checkbox, Form, Radio, Select, Space } from 'antd';
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
  beside: string[]; // more targets, of other branches
  onBeside: (targets: string[]) => void;
}

// Those that may be chosen beside the target and the others that are chosen already.
export function besideOf(targets: Schemas['ReturnTarget'][], target: string | undefined, chosen: string[]): Schemas['ReturnTarget'][] {
  const allowing = targets.filter((one) => one.id === target || chosen.includes(one.id));
  return targets.filter((one) => one.id !== target && allowing.every((other) => other.id === one.id || other.beside?.includes(one.id)));
}

function askedAt(target: Schemas['ReturnTarget'], strategy: Strategy) {
  return target.asked?.[strategy] ?? [];
}

// Where it goes back to, who gets it there, and what happens afterwards.
export function ReturnChoice({ targets, target, onTarget, strategy, onStrategy, beside, onBeside }: ReturnChoiceProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const join = useJoin();
  const chosen = targets.find((one) => one.id === target);
  const others = chosen && strategy === 'again' ? besideOf(targets, target, beside) : [];
  const all = chosen ? [chosen, ...others.filter((one) => beside.includes(one.id))] : [];
  const menders = [...new Set(all.flatMap((one) => askedAt(one, strategy).map((person) => person.name)))];
  const unknown = target === '$starter' ? t('dialog.starterLeft') : t('dialog.nobodyYet');
  return (
    <>
      <Form.Item label={t('dialog.target')} htmlFor="act-target">
        <Select id="act-target" value={target} onChange={onTarget} options={targets.map((one) => ({ value: one.id, label: text(one.title) }))} />
      </Form.Item>
      <Form.Item>
        <Radio.Group value={strategy} aria-label={t('dialog.strategy')} onChange={(event) => onStrategy(event.target.value as Strategy)}>
          <Space direction="vertical">
            {(['again', 'back'] as const).map((one) => (
              <Radio key={one} value={one} disabled={!chosen?.strategies.includes(one)}>
                {t(`dialog.strategies.${one}`)}
              </Radio>
            ))}
          </Space>
        </Radio.Group>
      </Form.Item>
      {others.length > 0 && (
        <Form.Item label={t('dialog.beside')}>
          <Checkbox.Group value={beside} onChange={onBeside} options={others.map((one) => ({ value: one.id, label: text(one.title) }))} />
        </Form.Item>
      )}
      {chosen && (
        <p className="jw-soft" aria-live="polite">
          {t(`dialog.preview.${strategy}`, {
            step: all.map((one) => text(one.title)).join(t('dialog.stepJoin')),
            names: join(menders) || unknown,
          })}
        </p>
      )}
    </>
  );
}
