import { useTranslation } from 'react-i18next';
import { DurationInput } from './DurationInput';
import { Item, type Part, Setting } from './parts';
import { type Escalation, escalationOf, escalationText } from './values/escalation';
import { Who } from './Who';

const name = 'jw:escalate';

// After how long a task that is not done is shown to whom.
export function EscalationInput(part: Part) {
  const { t } = useTranslation('tree');
  const escalation = escalationOf(part.settings[name] ?? '');
  if (!escalation) return <Setting {...part} name={name} hint={t('hint.escalateText')} />;
  const isHalf = Boolean(escalation.after) !== Boolean(escalation.to);
  const errors = isHalf ? { [name]: t(escalation.to ? 'missing.escalateAfter' : 'missing.escalateTo') } : part.errors;
  const change = (more: Partial<Escalation>) => part.set(name, escalationText({ ...escalation, ...more }));
  return (
    <Item name={name} part={{ errors }} hint={t('hint.escalate')} htmlFor="jw-tree-escalate">
      <DurationInput id="jw-tree-escalate" label={t('field.escalate')} value={escalation.after} onChange={(after) => change({ after })} />
      {(escalation.after || escalation.to) && (
        <div className="jw-tree-then">
          <span>{t('escalateTo')}</span>
          <Who label={t('escalateTo')} value={escalation.to} choices={part.choices} onChange={(to) => change({ to })} />
        </div>
      )}
    </Item>
  );
}
