import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { DurationInput } from './DurationInput';
import { Item, type Part, Setting } from './parts';
import { type Reminder, reminderOf, reminderText } from '@/lib/duration-words';

const name = 'jw:remind';

// When who is asked is reminded first, how often again, and how many times at most.
export function ReminderInput(part: Part) {
  const { t } = useTranslation('tree');
  const reminder = reminderOf(part.settings[name] ?? '');
  if (!reminder) return <Setting {...part} name={name} hint={t('hint.remind')} />;
  const change = (more: Partial<Reminder>) => part.set(name, reminderText({ ...reminder, ...more }));
  return (
    <Item name={name} part={part} hint={t('hint.reminder')} htmlFor="jw-tree-remind">
      <DurationInput id="jw-tree-remind" label={t('field.remind')} value={reminder.first} onChange={(first) => change({ first })} />
      {reminder.first && (
        <div className="jw-tree-again">
          <span>{t('reminder.every')}</span>
          <DurationInput id="jw-tree-every" label={t('reminder.every')} value={reminder.every} placeholder={t('reminder.same')} onChange={(every) => change({ every })} />
          <span>{t('reminder.times')}</span>
          <InputNumber aria-label={t('reminder.times')} min={1} max={999} precision={0} placeholder={t('reminder.endless')} value={reminder.times} onChange={(times) => change({ times })} />
        </div>
      )}
    </Item>
  );
}
