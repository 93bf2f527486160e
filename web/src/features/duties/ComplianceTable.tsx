import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { dutyComplianceQuery } from '@/api/duty-compliance-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';

type Compliance = Schemas['DutyCompliance'];
type Cell = Compliance['rows'][number]['cells'][number];

// Person and duty by month, the latest first: the punctuality (M-54) and what it is made of; every cell opens the sheet
// with its items.
export function ComplianceTable() {
  const { t } = useTranslation('duties');
  const [months, setMonths] = useState(6);
  const query = useQuery(dutyComplianceQuery(months));
  return (
    <>
      <Select
        className="jw-gap"
        aria-label={t('span')}
        value={months}
        options={[3, 6, 12].map((count) => ({ value: count, label: t('months', { count }) }))}
        onChange={setMonths}
      />
      <p className="jw-soft">{t('legend')}</p>
      <Loaded query={query}>
        {(data) => (
          <>
            {data.cut && <Alert className="jw-gap" type="info" showIcon title={t('cut')} />}
            {data.rows.length === 0 ? <Nothing text={t('noRows')} /> : <Matrix data={data} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Matrix({ data }: { data: Compliance }) {
  const { t } = useTranslation('duties');
  const months = data.months.toReversed();
  return (
    <div className="jw-scroll">
      <table className="jw-compliance">
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('duty')}</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {month}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={`${row.person.id}/${row.duty.id}`}>
              <th scope="row">{row.person.name}</th>
              <td>
                <Link to="/records/$type/$id" params={{ type: 'duty', id: row.duty.id }}>
                  {row.duty.name}
                </Link>
              </td>
              {months.map((month) => (
                <MonthCell key={month} cell={row.cells.find((cell) => cell.month === month)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MonthCell({ cell }: { cell?: Cell }) {
  if (!cell) return <td>–</td>;
  return (
    <td className={cell.missed > 0 ? 'jw-missed' : cell.late > 0 ? 'jw-late' : undefined}>
      <SheetLink cell={cell} />
    </td>
  );
}

function SheetLink({ cell }: { cell: Cell }) {
  const { t } = useTranslation('duties');
  return (
    <Link to="/records/$type/$id" params={{ type: 'duty_sheet', id: cell.sheet }}>
      <b>{cell.punctuality === '–' ? '–' : `${cell.punctuality}%`}</b>
      <span className="jw-meta">{t('counts', { due: cell.due, onTime: cell.on_time, late: cell.late, missed: cell.missed })}</span>
    </Link>
  );
}
