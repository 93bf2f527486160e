// What the whole process is set to, shown at its start.
import type { useTranslation } from 'react-i18next';
import { MoreTab } from './MoreTab';
import { People, Rights } from './inputs';
import { Setting, type StepPart, Transition, Words } from './parts';
import { ownerKinds, starterKinds } from './Who';

// What the record becomes at each end of the whole process.
const ends = ['pass', 'reject', 'withdraw', 'cancel'].map((end) => `of.jw:on.${end}.transition`);
const shown = ['name', 'of.jw:title_en', 'of.jw:title', 'of.jw:owner', 'of.jw:withdraw', ...ends, 'of.jw:copy_at_start', 'of.jw:copy_at_end', 'of.jw:end_notice'];

export function processTabs(part: StepPart, t: ReturnType<typeof useTranslation<'tree'>>['t']) {
  return [
    {
      key: 'start',
      label: t('tab.start'),
      holds: (name: string) => name === 'starters',
      children: <People {...part} name="starters" hint={t('hint.starters')} kinds={starterKinds} />,
    },
    { key: 'fields', label: t('tab.fields'), holds: (name: string) => name === 'of.jw:start_fields', children: <Rights {...part} name="of.jw:start_fields" isStart /> },
    {
      key: 'whole',
      label: t('tab.whole'),
      holds: (name: string) => shown.includes(name),
      children: (
        <>
          <Setting {...part} name="name" label={t('process.name')} />
          <Setting {...part} name="of.jw:title_en" label={t('process.title_en')} />
          <Setting {...part} name="of.jw:title" label={t('process.title')} hint={t('hint.matter')} />
          <People {...part} name="of.jw:owner" hint={t('hint.owner')} kinds={ownerKinds} />
          <Words {...part} name="of.jw:withdraw" values={['before_first_act', 'running', 'none']} />
          {ends.map((name) => (
            <Transition key={name} {...part} name={name} hint={name.includes('.pass.') ? t('hint.ends') : undefined} />
          ))}
          <People {...part} name="of.jw:copy_at_start" />
          <People {...part} name="of.jw:copy_at_end" />
          <Words {...part} name="of.jw:end_notice" values={['all', 'not_passed', 'none']} />
        </>
      ),
    },
    {
      key: 'more',
      label: t('tab.more'),
      holds: () => true,
      children: <MoreTab {...part} type="bpmn:Process" prefix="of." isElsewhere={(name) => shown.includes(name) || ['of.jw:start_fields', 'of.jw:starters'].includes(name)} />,
    },
  ];
}
