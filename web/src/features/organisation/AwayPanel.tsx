import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { awayBetweenQuery } from '@/api/away-query';
import type { Schemas } from '@/api/client';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { useJoin, useLabel } from '@/lib/language';
import { formatDay, formatInstant, lastDayOf } from '@/lib/time';
import { awayOn, daysFrom, isAwayAt, rowsOf } from './away';
import { weekdayOf } from './calendar';

const daysShown = 14;

// Who is away when and who stands in: two weeks from the day of the page on, as a calendar, and in words below it.
export function AwayPanel({ at, seesAll }: { at: string; seesAll: boolean }) {
  const { t } = useTranslation('organisation');
  const [weeks, setWeeks] = useState(0);
  const days = daysFrom(formatDay(at), daysShown, weeks * daysShown);
  // A day more on either side, whatever the zone; what is of none of the days is left out.
  const [before, after] = [daysFrom(days[0], 1, -1)[0], daysFrom(days[0], 1, daysShown + 1)[0]];
  const query = useQuery(awayBetweenQuery(`${before}T00:00:00Z`, `${after}T00:00:00Z`));
  const shown = (query.data?.items ?? []).filter((one) => days.some((day) => awayOn([one], day)));
  return (
    <>
      <p className="jw-soft">{t(seesAll ? 'away.whatAll' : 'away.what')}</p>
      <Space className="jw-gap">
        <Button icon={<LeftOutlined />} aria-label={t('away.before')} onClick={() => setWeeks(weeks - 1)} />
        <b aria-live="polite">
          {days[0]} – {days.at(-1)}
        </b>
        <Button icon={<RightOutlined />} aria-label={t('away.after')} onClick={() => setWeeks(weeks + 1)} />
      </Space>
      <Panel flush>
        <Loaded query={query}>
          {() =>
            shown.length === 0 ? (
              <Nothing text={t('away.nobody')} />
            ) : (
              <>
                <AwayDays items={shown} days={days} />
                <ul className="jw-list">
                  {shown.map((one) => (
                    <AwayItem key={`${one.person.id} ${one.from} ${one.until}`} away={one} at={at} />
                  ))}
                </ul>
              </>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

// A person a row, a day a column; on a phone the words below it are all there is.
function AwayDays({ items, days }: { items: Schemas['Away'][]; days: string[] }) {
  const { t } = useTranslation('organisation');
  return (
    <div className="jw-away-frame">
      <table className="jw-away" aria-label={t('away.title')}>
        <thead>
          <tr>
            <th scope="col">{t('field.person')}</th>
            {days.map((day) => (
              <th key={day} scope="col" className={weekdayOf(day) > 5 ? 'jw-soft' : undefined}>
                {Number(day.slice(8))}
                <small>{t(`calendar.weekday.${weekdayOf(day) as 1}`)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(items).map(({ person, times }) => (
            <tr key={person.id}>
              <th scope="row">{person.name}</th>
              {days.map((day) => {
                const part = awayOn(times, day);
                return (
                  <td key={day} className={part && `jw-away-${part}`}>
                    {part && t(`away.${part}`)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AwayItem({ away, at }: { away: Schemas['Away']; at: string }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const join = useJoin();
  const until = away.until ? (lastDayOf(away.until) ?? formatInstant(away.until)) : t('openEnd');
  return (
    <li className="jw-item">
      <span className="jw-main">
        <span className="jw-title">{away.person.name}</span>
        <span className="jw-meta">
          {away.unit && <span>{text(away.unit.title)}</span>}
          <span>
            {formatInstant(away.from).replace(/ 00:00$/, '')} – {until}
          </span>
          <span>{t('away.standIns', { names: join(away.stand_ins.map((one) => one.name)) })}</span>
        </span>
      </span>
      {isAwayAt(away, at) && <StateTag text={t('away.now')} tone="warning" />}
    </li>
  );
}
