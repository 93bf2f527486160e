import { useTranslation } from 'react-i18next';
import { type Calendar, monthOf } from './calendar';

// One month: holidays, shifted working days and half days stand out and say their name.
export function MonthGrid({ calendar, month }: { calendar: Calendar; month: number }) {
  const { t } = useTranslation('organisation');
  const { before, days } = monthOf(calendar, month);
  const weeks = Math.ceil((before + days.length) / 7);
  return (
    <table className="jw-month">
      <caption>{t(`calendar.months.${month as 1}`)}</caption>
      <thead>
        <tr>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <th key={weekday} scope="col">
              {t(`calendar.weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => (
          <tr key={days[Math.max(0, week * 7 - before)].date}>
            {Array.from({ length: 7 }, (__, weekday) => {
              const day = days[week * 7 + weekday - before];
              if (!day) return <td key={`none-${weekday + 1}`}>&nbsp;</td>;
              const kind = t(`calendar.kind.${day.kind}`);
              return (
                <td key={day.date} className={`jw-day-${day.kind}`} title={[day.date, day.name, kind].filter(Boolean).join(' · ')}>
                  {day.number}
                  {(day.kind === 'off' || day.kind === 'shifted' || day.kind === 'half') && <small>{t(`calendar.mark.${day.kind}`)}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
