import { Button, Drawer, Form, Grid, Input, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldRights } from './FieldRights';
import type { Settings, TreeNode } from './model';
import { starterKinds, Who } from './Who';
import type { Choices } from './words';

interface NodeDrawerProps {
  node: TreeNode;
  choices: Choices;
  readOnly: boolean;
  onClose: () => void;
  onSave: (change: { name: string; settings: Settings }) => void;
}

interface Part {
  settings: Settings;
  choices: Choices;
  set: (name: string, value: string) => void;
}

const policies = ['any', 'all', 'sequence', 'one_pass', 'unanimous', 'ratio', 'weight', 'count', 'formula'];
const withPass = ['ratio', 'weight', 'count', 'formula'];

// The settings of a step, in the tabs of an approval product. Saved as a whole.
export function NodeDrawer({ node, choices, readOnly, onClose, onSave }: NodeDrawerProps) {
  const { t } = useTranslation('tree');
  const isWide = Grid.useBreakpoint().md;
  const [name, setName] = useState(node.name);
  const [settings, setSettings] = useState(node.settings);
  const part: Part = { settings, choices, set: (key, value) => setSettings((before) => ({ ...before, [key]: value })) };
  const isTask = node.kind === 'approve' || node.kind === 'handle';
  const save = () => {
    onSave({ name: name.trim(), settings });
    onClose();
  };
  return (
    <Drawer
      open
      title={node.name || t(`kind.${node.kind}`)}
      size={isWide ? 560 : '100%'}
      onClose={onClose}
      footer={
        !readOnly && (
          <Button type="primary" onClick={save}>
            {t('done')}
          </Button>
        )
      }
    >
      <Form layout="vertical" disabled={readOnly}>
        <Text label={t('field.name')} id="name" value={name} onChange={setName} />
        {node.kind === 'automatic' && <p className="jw-soft">{t('hint.automatic')}</p>}
        {node.kind === 'delay' && <Setting {...part} name="wait" hint={t('hint.wait')} />}
        {node.kind === 'call' && <Choice {...part} name="process" options={choices.processes.map((each) => ({ value: each.id, label: each.title }))} />}
        {node.kind === 'copy' && <Copy {...part} />}
        {node.kind === 'start' && (
          <Form.Item label={t('field.starters')} extra={t('hint.starters')}>
            <Who value={settings.starters ?? ''} choices={choices} kinds={starterKinds} onChange={(value) => part.set('starters', value)} />
          </Form.Item>
        )}
        {isTask && (
          <Tabs
            items={[
              { key: 'who', label: t('tab.who'), children: <WhoTab {...part} isApproval={node.kind === 'approve'} /> },
              { key: 'fields', label: t('tab.fields'), children: <FieldRights value={settings['jw:fields'] ?? ''} fields={choices.fields} onChange={(value) => part.set('jw:fields', value)} /> },
              { key: 'acts', label: t('tab.acts'), children: <ActsTab {...part} /> },
              { key: 'time', label: t('tab.time'), children: <TimeTab {...part} /> },
            ]}
          />
        )}
      </Form>
    </Drawer>
  );
}

function Text({ label, id, value, onChange, hint }: { label: string; id: string; value: string; onChange: (value: string) => void; hint?: string }) {
  return (
    <Form.Item label={label} htmlFor={`jw-tree-${id}`} extra={hint}>
      <Input id={`jw-tree-${id}`} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

// The words of a setting stand under its name without `jw:`.
function Setting({ name, hint, settings, set }: Part & { name: string; hint?: string }) {
  const { t } = useTranslation('tree');
  const key = name.replace('jw:', '');
  return <Text label={t(`field.${key}` as 'field.name')} id={key} hint={hint} value={settings[name] ?? ''} onChange={(value) => set(name, value)} />;
}

function Choice({ name, options, usual, settings, set }: Part & { name: string; options: { value: string; label: string }[]; usual?: string }) {
  const { t } = useTranslation('tree');
  const key = name.replace('jw:', '');
  const value = settings[name] || undefined;
  const isOther = value !== undefined && !options.some((each) => each.value === value);
  return (
    <Form.Item label={t(`field.${key}` as 'field.name')} htmlFor={`jw-tree-${key}`}>
      <Select
        id={`jw-tree-${key}`}
        allowClear
        value={value}
        placeholder={usual ? t('usual', { value: usual }) : t('notSet')}
        options={isOther ? [...options, { value, label: value }] : options}
        onChange={(chosen?: string) => set(name, chosen ?? '')}
      />
    </Form.Item>
  );
}

// The first value is what holds where nothing is set.
function Words({ values, ...part }: Part & { name: string; values: string[] }) {
  const { t } = useTranslation('tree');
  const area = part.name.replace('jw:', '');
  const options = values.map((value) => ({ value, label: t(`${area}.${value}` as 'policy.any') }));
  return <Choice {...part} options={options} usual={options[0].label} />;
}

function Copy(part: Part) {
  const { t } = useTranslation('tree');
  return (
    <>
      <Form.Item label={t('field.to')}>
        <Who value={part.settings.to ?? ''} choices={part.choices} onChange={(value) => part.set('to', value)} />
      </Form.Item>
      <Setting {...part} name="title" hint={t('hint.title')} />
      <Setting {...part} name="text" hint={t('hint.title')} />
    </>
  );
}

function WhoTab({ isApproval, ...part }: Part & { isApproval: boolean }) {
  const { t } = useTranslation('tree');
  const policy = part.settings['jw:policy'] ?? '';
  return (
    <>
      <Form.Item label={t(isApproval ? 'field.candidates' : 'field.handlers')}>
        <Who value={part.settings['jw:candidates'] ?? ''} choices={part.choices} onChange={(value) => part.set('jw:candidates', value)} />
      </Form.Item>
      <Words {...part} name="jw:policy" values={policies} />
      {withPass.includes(policy) && <Setting {...part} name="jw:pass" hint={t(`hint.pass.${policy}` as 'hint.pass.ratio')} />}
      {policy === 'count' && <Setting {...part} name="jw:reject" />}
      {policy === 'weight' && <Setting {...part} name="jw:weights" hint={t('hint.weights')} />}
      <Words {...part} name="jw:empty" values={['administrators', 'refuse', 'pass', 'reject']} />
      <Words {...part} name="jw:applicant" values={['allowed', 'deputy', 'skip', 'superior', 'unit_head']} />
      <Words {...part} name="jw:duplicates" values={['ask', 'first', 'consecutive', 'last']} />
    </>
  );
}

function ActsTab(part: Part) {
  const { t } = useTranslation('tree');
  return (
    <>
      <Setting {...part} name="jw:outcomes" hint={t('hint.outcomes')} />
      <Setting {...part} name="jw:acts" hint={t('hint.acts')} />
      <Words {...part} name="jw:opinion" values={['optional', 'required', 'required_on_disagree']} />
      <Words {...part} name="jw:signature" values={['none', 'required']} />
      <Words {...part} name="jw:return" values={['executed', 'previous', 'starter', 'none']} />
      <Words {...part} name="jw:after_return" values={['choose', 'again', 'back']} />
    </>
  );
}

function TimeTab(part: Part) {
  const { t } = useTranslation('tree');
  return (
    <>
      <Setting {...part} name="jw:due" hint={t('hint.due')} />
      <Setting {...part} name="jw:remind" hint={t('hint.remind')} />
      <Words {...part} name="jw:overdue" values={['notify', 'pass', 'reject', 'close', 'escalate']} />
    </>
  );
}
