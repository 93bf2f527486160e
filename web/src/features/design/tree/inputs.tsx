// Settings that are a list of people, a length of time or the rights of fields.
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { DurationInput } from './DurationInput';
import { FieldRights } from './FieldRights';
import { idOf, Item, keyOf, type Part } from './parts';
import { Who } from './Who';

export function Rights({ name, isStart, ...part }: Part & { name: string; isStart?: boolean }) {
  return (
    <Item name={name} part={part} htmlFor={null}>
      <FieldRights value={part.settings[name] ?? ''} fields={part.choices.fields} isStart={isStart} onChange={(value) => part.set(name, value)} />
    </Item>
  );
}

export function People({ name, label, hint, kinds, ...part }: Part & { name: string; label?: string; hint?: string; kinds?: ComponentProps<typeof Who>['kinds'] }) {
  return (
    <Item name={name} label={label} hint={hint} part={part} htmlFor={null}>
      <Who value={part.settings[name] ?? ''} choices={part.choices} kinds={kinds} onChange={(value) => part.set(name, value)} />
    </Item>
  );
}

export function Length({ name, hint, withDates, ...part }: Part & { name: string; hint?: string; withDates?: boolean }) {
  const { t } = useTranslation('tree');
  const dates = part.choices.fields.filter((each) => each.type === 'date');
  const key = keyOf(name);
  return (
    <Item name={name} hint={hint} part={part}>
      <DurationInput id={idOf(name)} label={t(`field.${key}` as 'field.due')} value={part.settings[name] ?? ''} dates={withDates ? dates : []} onChange={(value) => part.set(name, value)} />
    </Item>
  );
}
