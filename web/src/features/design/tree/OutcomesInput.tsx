import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { outcomesOf, usualEnglish } from '../settings';
import { Item, type Part, Setting } from './parts';
import { englishOf, freshId, type Outcome, outcomesIn, outcomesText, transitionOf, wrongTitle } from './values/outcomes';

const name = 'jw:outcomes';

// The buttons that end a step: what each is called, whether it passes, and what becomes of the record.
export function OutcomesInput(part: Part) {
  const { t } = useTranslation('tree');
  const { settings, set } = part;
  const kind = settings['jw:kind'] ?? '';
  const outcomes = outcomesIn(settings, outcomesOf((key) => (key === 'jw:kind' ? kind : ''), 'zh-CN'));
  if (!outcomes) return <Setting {...part} name={name} hint={t('hint.outcomes')} />;
  const decides = kind === 'approve' || kind === 'vote';
  const least = decides ? 2 : 1;
  const write = (changed: Outcome[]) => set(name, outcomesText(changed));
  const remove = (id: string) => {
    write(outcomes.filter((each) => each.id !== id));
    for (const setting of Object.keys(settings)) if (setting.startsWith(`jw:on.${id}.`)) set(setting, '');
  };
  return (
    <Item name={name} part={part} htmlFor={null} hint={decides ? t('hint.outcomesDecide') : undefined}>
      <ul className="jw-tree-rows" aria-label={t('field.outcomes')}>
        {outcomes.map((outcome, index) => (
          <li key={outcome.id} className="jw-tree-outcome">
            <OutcomeRow {...part} outcome={outcome} outcomes={outcomes} onRename={(title) => write(outcomes.map((each) => (each.id === outcome.id ? { ...each, title } : each)))} />
            {decides && <Tag color={index === 0 ? 'green' : 'red'}>{t(index === 0 ? 'passes' : 'fails')}</Tag>}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('remove', { name: outcome.title })}
              disabled={outcomes.length <= least}
              onClick={() => remove(outcome.id)}
            />
          </li>
        ))}
      </ul>
      <Button size="small" icon={<PlusOutlined />} onClick={() => write([...outcomes, { id: freshId(outcomes), title: t('new.outcome', { number: outcomes.length + 1 }) }])}>
        {t('addOutcome')}
      </Button>
    </Item>
  );
}

function OutcomeRow({ outcome, outcomes, onRename, settings, set, choices }: Part & { outcome: Outcome; outcomes: Outcome[]; onRename: (title: string) => void }) {
  const { t } = useTranslation('tree');
  const { id, title } = outcome;
  const wrong = wrongTitle(outcomes, outcome);
  const transition = settings[transitionOf(id)] || undefined;
  const options = choices.transitions.map((each) => ({ value: each.id, label: each.title }));
  const isKnown = !transition || options.some((each) => each.value === transition);
  return (
    <div className="jw-tree-outcome-fields">
      <Input aria-label={t('outcomeName', { name: title })} status={wrong ? 'error' : undefined} maxLength={30} value={title} onChange={(event) => onRename(event.target.value.replaceAll(',', '，'))} />
      <Input
        aria-label={t('outcomeEnglish', { name: title })}
        placeholder={usualEnglish(id, title) ?? t('field.title_en')}
        value={settings[englishOf(id)] ?? ''}
        onChange={(event) => set(englishOf(id), event.target.value)}
      />
      {(options.length > 0 || transition) && (
        <Select
          aria-label={t('outcomeTransition', { name: title })}
          allowClear
          placeholder={t('keepsState')}
          value={transition}
          options={isKnown ? options : [...options, { value: transition!, label: transition! }]}
          onChange={(chosen?: string) => set(transitionOf(id), chosen ?? '')}
        />
      )}
      {wrong && (
        <span className="jw-tree-lacks" role="alert">
          {t(`wrong.${wrong}`)}
        </span>
      )}
    </div>
  );
}
