import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { dutyCalendarQuery } from '@/api/duty-calendar-query';
import { Loaded } from '@/components/Loaded';
import { StateTag } from '@/components/StateTag';
import { useJoin, useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { monthBeside, weeksOf } from './month';

type Calendar = Schemas['DutyCalendar'];

interface DutyMonthProps {
  scope: 'mine' | 'all';
  month?: string;
  onMonth: (month: string) => void;
}

// A month: what came, with its state, and what will come. On a phone the days that have something
// stand one below the other.
export function DutyMonth({ scope, month, onMonth }: DutyMonthProps) {
  const { t } = useTranslation('duties');
  const query = useQuery(dutyCalendarQuery(month, scope));
  const shown = query.data?.month ?? month;
  const step = (by: number) => shown && onMonth(monthBeside(shown, by));
  return (
    <>
      <Space className="jw-gap">
        <Button icon={<LeftOutlined />} aria-label={t('before')} onClick={() => step(-1)} />
        <b aria-live="polite">{shown}</b>
        <Button icon={<RightOutlined />} aria-label={t('after')} onClick={() => step(1)} />
      </Space>
      <Loaded query={query}>{(calendar) => <MonthTable calendar={calendar} scope={scope} />}</Loaded>
    </>
  );
}

function MonthTable({ calendar, scope }: { calendar: Calendar; scope: 'mine' | 'all' }) {
  const { t } = useTranslation('duties');
  const isEmpty = calendar.items.length === 0 && calendar.planned.length === 0;
  return (
    <>
      {isEmpty && <p className="jw-soft">{t('nothing')}</p>}
      <table className="jw-duties" aria-label={calendar.month}>
        <thead>
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
              <th key={weekday} scope="col">
                {t(`weekday.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(calendar.month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((date, weekday) =>
                date ? <DayCell key={date} date={date} calendar={calendar} scope={scope} /> : <td key={`none-${weekday + 1}`}>&nbsp;</td>,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function DayCell({ date, calendar, scope }: { date: string; calendar: Calendar; scope: 'mine' | 'all' }) {
  const { t } = useTranslation('duties');
  const items = calendar.items.filter((item) => item.due_on === date);
  const planned = calendar.planned.filter((item) => item.due_on === date);
  const day = calendar.days.find((one) => one.date === date);
  const classes = [
    date === calendar.today && 'jw-today',
    items.length + planned.length === 0 && 'jw-free',
    day && `jw-duty-${day.kind}`,
  ];
  return (
    <td className={classes.filter(Boolean).join(' ')}>
      <span className="jw-date">
        {Number(date.slice(8))}
        <span className="jw-phone">{date}</span>
        {day && (
          <span className="jw-day-word" title={day.name}>
            {' '}
            {(day.kind === 'holiday' && day.name) || t(`day.${day.kind}`)}
          </span>
        )}
      </span>
      {items.map((item) => (
        <ItemLine key={item.id} item={item} scope={scope} />
      ))}
      {planned.map((item) => (
        <PlannedLine key={item.duty} item={item} scope={scope} />
      ))}
    </td>
  );
}

function PlannedLine({ item, scope }: { item: Calendar['planned'][number]; scope: 'mine' | 'all' }) {
  const { t } = useTranslation('duties');
  const text = useLabel();
  const join = useJoin();
  const position = item.position && text(item.position.title);
  const who = position && item.person ? t('holder', { position, person: item.person.name }) : (position ?? item.person?.name);
  return (
    <Link to="/records/$type/$id" params={{ type: 'duty', id: item.duty }} className="jw-planned" title={formatInstant(item.due_at)}>
      {item.name}
      {scope === 'all' && who && ` · ${who}`}
      {item.stand_ins && t('standIns', { names: join(item.stand_ins.map((one) => one.name)) })}{' '}
      <span className="jw-small">{item.on_working_days ? t('plannedWorkingDays') : t('planned')}</span>
    </Link>
  );
}

function ItemLine({ item, scope }: { item: Calendar['items'][number]; scope: 'mine' | 'all' }) {
  const { t } = useTranslation('duties');
  const text = useLabel();
  const words = (
    <>
      {item.name}
      {scope === 'all' && ` · ${item.person.name}`}
      {item.covered_for && t('coveredFor', { name: item.covered_for.name })} <StateTag text={text(item.state.title)} tone={item.state.tone} />
      {item.is_late && item.state.id !== 'late' && <StateTag text={t('late')} tone="bad" />}
    </>
  );
  const due = t('due', { at: formatInstant(item.due_at) });
  const title = item.on_working_days ? `${due} · ${t('workingDays')}` : due;
  if (item.task) {
    return (
      <Link to="/tasks/$key" params={{ key: item.task }} className="jw-duty" title={title}>
        {words}
      </Link>
    );
  }
  return (
    <Link to="/records/$type/$id" params={{ type: 'duty_item', id: item.id }} className="jw-duty" title={title}>
      {words}
    </Link>
  );
}
