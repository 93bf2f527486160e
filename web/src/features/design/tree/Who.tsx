import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { candidateWords, entriesOf, type Named } from '@/lib/candidate-words';
import type { Choices } from './words';

const candidates = ['superior', 'superiors', 'unit_head', 'unit_heads', 'position', 'role', 'person', 'unit', 'unit_below', 'field', 'parent_field', 'unit_head_field',
  'starter', 'choice_starter', 'choice_previous', 'formula'] as const;
type Kind = (typeof candidates)[number] | 'everyone';
// Who may start a process: nobody is known yet whose superior or field could be meant.
export const starterKinds: Kind[] = ['everyone', 'role', 'position', 'person', 'unit', 'unit_below'];

// Whose the process is.
export const ownerKinds: Kind[] = ['role', 'position'];

const listHeight = 16 * 32; // all kinds at once

const levelled: Kind[] = ['superior', 'superiors', 'unit_heads'];

function entryOf(kind: Kind, subject: string): string {
  const entries: Record<Kind, string> = {
    everyone: 'everyone',
    superior: `superior:starter:${subject || 1}`,
    superiors: `superiors:starter:${subject || 1}`,
    unit_heads: `unit_heads:starter:${subject || 1}`,
    unit_head: 'unit_head:starter',
    unit_head_field: `unit_head:field:${subject}`,
    position: `position:${subject}`,
    role: `role:${subject}`,
    person: `person:${subject}`,
    unit: `unit:${subject}`,
    unit_below: `unit:${subject}:below`,
    field: `field:${subject}`,
    parent_field: `parent.field:${subject}`,
    starter: 'starter',
    choice_starter: 'choice:starter',
    choice_previous: 'choice:previous',
    formula: subject.startsWith('=') ? subject : `= ${subject}`,
  };
  return entries[kind];
}

interface WhoProps {
  value: string;
  choices: Choices;
  kinds?: readonly Kind[];
  label?: string; // of the list of those who are chosen
  onChange: (value: string) => void;
}

// Who is asked: a list of entries in words, and one more by its kind; what is chosen from a list is added at once.
export function Who({ value, choices, kinds = candidates, label, onChange }: WhoProps) {
  const { t } = useTranslation('tree');
  const [kind, setKind] = useState<Kind>(kinds[0]);
  const [subject, setSubject] = useState('');
  const entries = entriesOf(value);
  const lists: Partial<Record<Kind, Named[]>> = {
    position: choices.positions,
    role: choices.roles,
    person: choices.people,
    unit: choices.units,
    unit_below: choices.units,
    field: choices.fields.filter((each) => !each.type || each.type === 'person'),
    unit_head_field: choices.fields.filter((each) => !each.type || each.type === 'unit'),
  };
  const needsWords = kind === 'formula' || kind === 'parent_field';
  const isReady = subject.trim() !== '' || (!lists[kind] && !needsWords);
  // A formula stands alone: it says all who are asked.
  const add = (chosen = subject) => {
    const entry = entryOf(kind, chosen.trim());
    onChange(kind === 'formula' ? entry : [...entries.filter((each) => !each.startsWith('=') && each !== entry), entry].join(', '));
    setSubject('');
  };
  return (
    <div className="jw-tree-who">
      <ul aria-label={label ?? t('chosen')}>
        {entries.map((entry) => {
          const words = candidateWords(entry, choices, t);
          return (
            <li key={entry}>
              <span>{entry.startsWith('=') ? entry : words}</span>
              <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('remove', { name: words })} onClick={() => onChange(entries.filter((each) => each !== entry).join(', '))} />
            </li>
          );
        })}
      </ul>
      <div className="jw-tree-add-who">
        <Select
          aria-label={t('whoKind')}
          value={kind}
          listHeight={listHeight}
          options={kinds.map((each) => ({ value: each, label: t(`who.${each}`) }))}
          onChange={(chosen: Kind) => {
            setKind(chosen);
            setSubject('');
          }}
        />
        {kind === 'person' && (
          <PeoplePicker
            label={t('who.person')}
            value={null}
            known={Object.fromEntries(choices.people.map((each) => [each.id, each.title]))}
            onChange={(chosen) => chosen && add(chosen as string)}
          />
        )}
        {kind !== 'person' && lists[kind] && (
          <Select
            aria-label={t(`who.${kind}`)}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('choose')}
            value={null}
            options={lists[kind].map((each) => ({ value: each.id, label: each.title }))}
            onChange={(chosen: string) => add(chosen)}
          />
        )}
        {levelled.includes(kind) && <InputNumber aria-label={t('level')} prefix={t('level')} min={1} max={10} value={Number(subject) || 1} onChange={(level) => setSubject(String(level ?? 1))} />}
        {needsWords && <Input aria-label={t(`who.${kind}`)} value={subject} onChange={(event) => setSubject(event.target.value)} />}
        {!lists[kind] && (
          <Button onClick={() => add()} disabled={!isReady}>
            {t('addWho')}
          </Button>
        )}
      </div>
    </div>
  );
}
