// The fields of a drawer. Each knows its setting, shows what is set, and what is wrong with it.
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings, TreeNode } from './model';
import type { Choices } from './words';

export interface Part {
  settings: Settings;
  choices: Choices;
  errors: Record<string, string>; // by setting, what would be right
  set: (name: string, value: string) => void;
}

export interface StepPart extends Part {
  node: TreeNode;
}

// Of `jw:due` and of `of.jw:owner` (a setting of the process, shown at its start): due, owner.
export const keyOf = (name: string) => name.replace(/^of\./, '').replace('jw:', '').replaceAll('.', '_');

export const idOf = (name: string) => `jw-tree-${name.replace(/[^a-z_]+/g, '-')}`;

interface ItemProps {
  name: string;
  label?: string;
  hint?: string;
  part: Pick<Part, 'errors'>;
  htmlFor?: string | null; // of one control; null: of several, which are named by themselves
  children: ReactNode;
}

// The words of a setting stand under its key.
export function Item({ name, label, hint, part, htmlFor, children }: ItemProps) {
  const { t } = useTranslation('tree');
  const wrong = part.errors[name];
  return (
    <Form.Item
      label={label ?? t(`field.${keyOf(name)}` as 'field.name')}
      htmlFor={htmlFor === null ? undefined : (htmlFor ?? idOf(name))}
      extra={hint}
      validateStatus={wrong ? 'error' : undefined}
      help={wrong && <span role="alert">{wrong}</span>}
    >
      {children}
    </Form.Item>
  );
}

export function Setting({ name, hint, label, placeholder, ...part }: Part & { name: string; hint?: string; label?: string; placeholder?: string }) {
  return (
    <Item name={name} label={label} hint={hint} part={part}>
      <Input id={idOf(name)} placeholder={placeholder} value={part.settings[name] ?? ''} onChange={(event) => part.set(name, event.target.value)} />
    </Item>
  );
}

interface ChoiceProps extends Part {
  name: string;
  options: { value: string; label: string }[];
  usual?: string;
  hint?: string;
  label?: string;
}

// A value that is none of the options is shown as it stands.
export function Choice({ name, options, usual, hint, label, ...part }: ChoiceProps) {
  const { t } = useTranslation('tree');
  const value = part.settings[name] || undefined;
  const isOther = value !== undefined && !options.some((each) => each.value === value);
  return (
    <Item name={name} label={label} hint={hint} part={part}>
      <Select
        id={idOf(name)}
        allowClear
        value={value}
        placeholder={usual ? t('usual', { value: usual }) : t('notSet')}
        options={isOther ? [...options, { value, label: value }] : options}
        onChange={(chosen?: string) => part.set(name, chosen ?? '')}
      />
    </Item>
  );
}

// The first value is what holds where nothing is set.
export function Words({ values, ...part }: Part & { name: string; values: string[] }) {
  const { t } = useTranslation('tree');
  const options = values.map((value) => ({ value, label: t(`${keyOf(part.name)}.${value}` as 'policy.any') }));
  return <Choice {...part} options={options} usual={options[0].label} />;
}

// What the record that the process is about becomes then; nothing where it has no such ways.
export function Transition({ name, label, hint, ...part }: Part & { name: string; label?: string; hint?: string }) {
  const { t } = useTranslation('tree');
  const { transitions } = part.choices;
  if (transitions.length === 0 && !part.settings[name]) return null;
  return <Choice {...part} name={name} label={label} hint={hint} usual={t('keepsState')} options={transitions.map(({ id, title }) => ({ value: id, label: title }))} />;
}
