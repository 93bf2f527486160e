import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Popconfirm, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarQuery } from '@/api/calendar-query';
import { dropCalendarYear } from '@/api/drop-calendar-year';
import { dropSiteCalendar } from '@/api/drop-site-calendar';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { useJoin, useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { CalendarImport } from './CalendarImport';
import type { Calendar } from './calendar';
import { HoursDialog } from './HoursDialog';
import { MonthGrid } from './MonthGrid';
import type { Organisation } from './organisation';

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

// The working calendar of the company or of a unit, a year at a time. Administrators import years,
// set hours, and give a unit a calendar of its own.
export function CalendarPanel({ data, mayChange }: { data: Organisation; mayChange: boolean }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [year, setYear] = useState<number>();
  const [site, setSite] = useState<string>();
  const query = useQuery(calendarQuery(year, site));
  const shown = query.data?.year ?? year;
  const step = (by: number) => shown && setYear(shown + by);
  return (
    <>
      <Space wrap className="jw-gap">
        <Select
          className="jw-calendar-site"
          aria-label={t('calendar.site')}
          placeholder={t('calendar.company')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={site}
          options={data.units.filter((unit) => unit.parent).map((unit) => ({ value: unit.id, label: text(unit.title) }))}
          onChange={setSite}
        />
        <Space.Compact>
          <Button icon={<LeftOutlined />} aria-label={t('calendar.before')} onClick={() => step(-1)} />
          <Button aria-live="polite">{shown && t('calendar.year', { year: shown })}</Button>
          <Button icon={<RightOutlined />} aria-label={t('calendar.after')} onClick={() => step(1)} />
        </Space.Compact>
      </Space>
      <Loaded query={query}>{(calendar) => <CalendarYear calendar={calendar} site={site} mayChange={mayChange} />}</Loaded>
    </>
  );
}

function CalendarYear({ calendar, site, mayChange }: { calendar: Calendar; site?: string; mayChange: boolean }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [open, setOpen] = useState<'hours' | 'import' | null>(null);
  const year = calendar.year;
  return (
    <>
      {!calendar.known && <Alert className="jw-gap" type="warning" showIcon title={t('calendar.unknown', { year })} description={t('calendar.unknownHint')} />}
      <Panel title={t('calendar.hours')} extra={mayChange && <CalendarActs calendar={calendar} site={site} onOpen={setOpen} />}>
        <HoursLine calendar={calendar} />
        {site && !calendar.own && (
          <p className="jw-soft">{calendar.site ? t('calendar.asSite', { site: text(calendar.site.title) }) : t('calendar.asCompany')}</p>
        )}
        {calendar.imported && (
          <p className="jw-soft">
            {t('calendar.imported', { year, name: calendar.imported.by.name, at: formatInstant(calendar.imported.at) })}
          </p>
        )}
      </Panel>
      <div className="jw-year">
        {months.map((month) => (
          <MonthGrid key={month} calendar={calendar} month={month} />
        ))}
      </div>
      {open === 'hours' && <HoursDialog calendar={calendar} site={site} onClose={() => setOpen(null)} />}
      {open === 'import' && <CalendarImport year={year} site={site} onClose={() => setOpen(null)} />}
    </>
  );
}

function HoursLine({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('organisation');
  const join = useJoin();
  const names = (days: number[]) => join(days.map((day) => t(`calendar.weekdayLong.${day}`)));
  return (
    <p>
      {names(calendar.weekdays)} {join(calendar.hours.map((one) => `${one.from}–${one.to}`))}
      {calendar.half_weekdays.length > 0 && (
        <> · {t('calendar.halfLine', { days: names(calendar.half_weekdays), until: calendar.half_until })}</>
      )}{' '}
      <span className="jw-soft">{calendar.zone}</span>
    </p>
  );
}

function CalendarActs({ calendar, site, onOpen }: { calendar: Calendar; site?: string; onOpen: (what: 'hours' | 'import') => void }) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const drop = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => queries.invalidateQueries(),
  });
  const isOwnSite = site !== undefined && calendar.own;
  return (
    <Space wrap>
      <Refusal error={drop.error} onClose={() => drop.reset()} />
      <Button size="small" onClick={() => onOpen('hours')}>
        {t('calendar.setHours')}
      </Button>
      <Button size="small" type={calendar.known ? 'default' : 'primary'} onClick={() => onOpen('import')}>
        {t('calendar.import', { year: calendar.year })}
      </Button>
      {calendar.own && calendar.imported && (
        <Popconfirm
          title={t('calendar.dropYearAsk', { year: calendar.year })}
          onConfirm={() => drop.mutate(() => dropCalendarYear(calendar.year, site))}
        >
          <Button size="small" danger>
            {t('calendar.dropYear', { year: calendar.year })}
          </Button>
        </Popconfirm>
      )}
      {isOwnSite && (
        <Popconfirm title={t('calendar.dropSiteAsk')} onConfirm={() => drop.mutate(() => dropSiteCalendar(site))}>
          <Button size="small" danger>
            {t('calendar.dropSite')}
          </Button>
        </Popconfirm>
      )}
    </Space>
  );
}
