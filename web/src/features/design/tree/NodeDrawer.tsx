import { Alert, Checkbox, Form, Input, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActsInput } from './ActsInput';
import { EditDrawer } from './EditDrawer';
import { EscalationInput } from './EscalationInput';
import type { Settings, TreeNode } from './model';
import { MoreTab } from './MoreTab';
import { OutcomesInput } from './OutcomesInput';
import { Length, People, Rights } from './inputs';
import { Choice, Item, type Part, Setting, type StepPart, Transition, Words } from './parts';
import { CountInput, PassInput, WeightsInput, withPass } from './PassInput';
import { processTabs } from './ProcessTabs';
import { ReminderInput } from './ReminderInput';
import { type Checking, useFieldCheck } from './useFieldCheck';
import { type Choices, stepName } from './words';

interface NodeDrawerProps extends Checking {
  node: TreeNode;
  choices: Choices;
  readOnly: boolean;
  onClose: () => void;
  onSave: (change: Change) => void;
}

interface Change {
  name: string;
  settings: Settings;
}

const policies = ['any', 'all', 'sequence', 'one_pass', 'unanimous', 'ratio', 'weight', 'count', 'formula'];
const hasEnglish = ['approve', 'handle', 'copy', 'call', 'delay', 'automatic', 'start'];

// The settings of a step, in the tabs of an approval product. Saved as a whole.
export function NodeDrawer({ node, choices, readOnly, onClose, onSave, checkOf }: NodeDrawerProps) {
  const { t, i18n } = useTranslation('tree');
  const [draft, setDraft] = useState<Change>({ name: node.name, settings: node.settings });
  const { errors, others, refuse } = useFieldCheck({ node, draft, checkOf });
  const [tab, setTab] = useState<string>();
  const set = (key: string, value: string) => setDraft((before) => ({ ...before, settings: { ...before.settings, [key]: value } }));
  const part: StepPart = { node, settings: draft.settings, choices, errors, set };
  const tabs = tabsOf(part, t);
  const keep = (wrong: string[]) => {
    if (wrong.length > 0) return setTab(tabs.find((each) => wrong.some((name) => each.holds(name)))?.key ?? tab);
    onSave({ name: draft.name.trim(), settings: draft.settings });
    onClose();
  };
  const save = () => (checkOf ? refuse().then(keep) : keep([]));
  return (
    <EditDrawer
      title={stepName(node, choices, i18n.language) || t(`kind.${node.kind}`)}
      width={600}
      readOnly={readOnly}
      isChanged={draft.name !== node.name || draft.settings !== node.settings}
      onClose={onClose}
      onDone={save}
    >
      {others.map((each) => (
        <Alert key={each} type="warning" showIcon title={each} style={{ marginBottom: 12 }} />
      ))}
      <Form layout="vertical" disabled={readOnly}>
        <Form.Item label={t('field.name')} htmlFor="jw-tree-step-name">
          <Input id="jw-tree-step-name" maxLength={80} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
        </Form.Item>
        {hasEnglish.includes(node.kind) && (
          <Setting {...part} name="jw:title_en" placeholder={stepName({ ...node, settings: {} }, choices, 'en').replace(node.name, '')} />
        )}
        {node.kind === 'automatic' && <p className="jw-soft">{t('hint.automatic')}</p>}
        {node.kind === 'delay' && <Length {...part} name="wait" />}
        {node.kind === 'call' && <Choice {...part} name="process" options={choices.processes.map((each) => ({ value: each.id, label: each.title }))} />}
        {node.kind === 'copy' && <Copy {...part} />}
        {tabs.length > 0 && <Tabs activeKey={tab ?? tabs[0].key} onChange={setTab} items={tabs} />}
      </Form>
    </EditDrawer>
  );
}

interface Tab {
  key: string;
  label: string;
  children: React.ReactNode;
  holds: (setting: string) => boolean;
}

const held = {
  acts: ['jw:outcomes', 'jw:acts', 'jw:batch', 'jw:opinion', 'jw:signature', 'jw:return', 'jw:after_return'],
  time: ['jw:due', 'jw:remind', 'jw:escalate', 'jw:overdue', 'jw:copy'],
  who: ['jw:dissent', 'jw:candidates', 'jw:policy', 'jw:pass', 'jw:reject', 'jw:weights', 'jw:empty', 'jw:applicant', 'jw:duplicates'],
};

function tabsOf(part: StepPart, t: ReturnType<typeof useTranslation<'tree'>>['t']): Tab[] {
  const { node } = part;
  if (node.kind === 'start') return processTabs(part, t);
  if (node.kind === 'call')
    return [{ key: 'more', label: t('tab.more'), holds: () => true, children: <MoreTab {...part} type="bpmn:CallActivity" prefix="" isElsewhere={(name) => name === 'jw:title_en'} /> }];
  if (node.kind !== 'approve' && node.kind !== 'handle') return [];
  const isOfOutcome = (name: string) => /^jw:on\..*\.(transition|title_en)$/.test(name) && !name.endsWith('.written_transition');
  const own = [...held.who, ...held.acts, ...held.time, 'jw:fields', 'jw:title_en'];
  const holds = (list: string[]) => (name: string) => list.includes(name) || (list === held.acts && isOfOutcome(name));
  return [
    { key: 'who', label: t('tab.who'), holds: holds(held.who), children: <WhoTab {...part} isApproval={node.kind === 'approve'} /> },
    {
      key: 'fields',
      label: t('tab.fields'),
      holds: (name) => name === 'jw:fields',
      children: <Rights {...part} name="jw:fields" />,
    },
    { key: 'acts', label: t('tab.acts'), holds: holds(held.acts), children: <ActsTab {...part} /> },
    { key: 'time', label: t('tab.time'), holds: holds(held.time), children: <TimeTab {...part} /> },
    { key: 'more', label: t('tab.more'), holds: () => true, children: <MoreTab {...part} type="bpmn:UserTask" prefix="" isElsewhere={(name) => own.includes(name) || isOfOutcome(name)} /> },
  ];
}

function Copy(part: Part) {
  const { t } = useTranslation('tree');
  return (
    <>
      <People {...part} name="to" />
      <Setting {...part} name="title" hint={t('hint.title')} />
      <Setting {...part} name="text" hint={t('hint.title')} />
    </>
  );
}

function WhoTab({ isApproval, ...part }: Part & { isApproval: boolean }) {
  const { t } = useTranslation('tree');
  const policy = part.settings['jw:policy'] ?? '';
  // What one way of deciding needs to pass says nothing to another.
  const setPolicy = (name: string, value: string) => {
    part.set(name, value);
    for (const needed of ['jw:pass', 'jw:reject', 'jw:weights']) if (part.settings[needed]) part.set(needed, '');
  };
  return (
    <>
      <People {...part} name="jw:candidates" label={t(isApproval ? 'field.candidates' : 'field.handlers')} />
      <Words {...part} set={setPolicy} name="jw:policy" values={policies} />
      {(withPass.includes(policy) || part.settings['jw:pass']) && <PassInput {...part} policy={policy} />}
      {(policy === 'count' || part.settings['jw:reject']) && <CountInput {...part} name="jw:reject" hint={t('hint.reject')} />}
      {(policy === 'weight' || part.settings['jw:weights']) && <WeightsInput {...part} />}
      {isApproval && <Choice {...part} name="jw:dissent" usual={t('dissent.usual')} options={['end', 'go_on'].map((value) => ({ value, label: t(`dissent.${value}` as 'dissent.end') }))} />}
      <Words {...part} name="jw:empty" values={['administrators', 'refuse', 'wait', 'pass', 'reject']} />
      <Words {...part} name="jw:applicant" values={['allowed', 'deputy', 'skip', 'superior', 'unit_head']} />
      <Words {...part} name="jw:duplicates" values={['ask', 'first', 'consecutive', 'last']} />
    </>
  );
}

function ActsTab(part: Part) {
  const { t } = useTranslation('tree');
  const isBatch = part.settings['jw:batch'] === 'allowed';
  return (
    <>
      <OutcomesInput {...part} />
      {part.settings['jw:transition'] && <Transition {...part} name="jw:transition" />}
      <Item name="jw:batch" part={part} htmlFor={null} hint={t('hint.batch')}>
        <Checkbox checked={isBatch} onChange={(event) => part.set('jw:batch', event.target.checked ? 'allowed' : '')}>
          {t('batch')}
        </Checkbox>
      </Item>
      <Words {...part} name="jw:opinion" values={['optional', 'required', 'required_on_disagree']} />
      <Words {...part} name="jw:signature" values={['none', 'required']} />
      <ActsInput {...part} />
      <Words {...part} name="jw:return" values={['executed', 'previous', 'starter', 'none']} />
      <Words {...part} name="jw:after_return" values={['choose', 'again', 'back']} />
    </>
  );
}

function TimeTab(part: Part) {
  const { t } = useTranslation('tree');
  return (
    <>
      <Length {...part} name="jw:due" hint={t('hint.due')} withDates />
      <Words {...part} name="jw:overdue" values={['notify', 'pass', 'reject', 'close', 'escalate']} />
      <ReminderInput {...part} />
      <EscalationInput {...part} />
      <People {...part} name="jw:copy" hint={t('hint.copy')} />
    </>
  );
}
