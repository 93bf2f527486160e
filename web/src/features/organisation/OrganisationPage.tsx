import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, DatePicker, Tabs } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationQuery } from '@/api/organisation-query';
import { sessionQuery } from '@/api/session-query';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { addOrganisationTexts } from '@/lib/organisation-texts';
import { formatInstant } from '@/lib/time';
import { AwayPanel } from './AwayPanel';
import { CalendarPanel } from './CalendarPanel';
import { DeputyPanel } from './DeputyPanel';
import { OrganisationChart } from './OrganisationChart';
import { PeoplePanel } from './PeoplePanel';
import { UnitsPanel } from './UnitsPanel';

// Who is who, now or on another day: the chart, units and positions, people, who stands in for
// whom and who is away. Those who keep the organisation change it here; accounts are for administrators.
export function OrganisationPage() {
  addOrganisationTexts();
  const { t } = useTranslation('organisation');
  const session = useQuery(sessionQuery());
  const [day, setDay] = useState<Dayjs | null>(null);
  const query = useQuery(organisationQuery(day?.startOf('day').toISOString()));
  const roles = session.data?.roles ?? [];
  const administers = roles.includes('administrator');
  const keeps = administers || roles.includes('organisation_keeper');
  const mayChange = !day && keeps;
  return (
    <>
      <PageHead title={t('title')}>
        {!day && administers && <Link to="/identity-provider">{t('signOn')}</Link>}
        <DatePicker aria-label={t('at')} placeholder={t('today')} value={day} onChange={setDay} />
      </PageHead>
      <Loaded query={query}>
        {(data) => (
          <>
            {!day && data.planned.length > 0 && (
              <Alert
                className="jw-gap"
                type="info"
                showIcon
                title={t('planned', { count: data.planned.length })}
                description={data.planned.slice(0, 5).map((moment) => (
                  <button key={moment} type="button" className="jw-link" onClick={() => setDay(dayjs(moment))}>
                    {formatInstant(moment)}
                  </button>
                ))}
              />
            )}
            <Tabs
              className="jw-many-tabs"
              tabBarGutter={16}
              items={[
                { key: 'chart', label: t('chart'), children: <OrganisationChart data={data} /> },
                { key: 'units', label: t('units'), children: <UnitsPanel data={data} mayChange={mayChange} /> },
                {
                  key: 'people',
                  label: t('people', { count: data.people.length }),
                  children: <PeoplePanel data={data} mayChange={mayChange} administers={administers} />,
                },
                { key: 'deputies', label: t('deputies'), children: <DeputyPanel data={data} /> },
                { key: 'away', label: t('away.title'), children: <AwayPanel key={data.at.slice(0, 10)} at={data.at} seesAll={keeps} /> },
                { key: 'calendar', label: t('workingCalendar'), children: <CalendarPanel data={data} mayChange={mayChange} /> },
              ]}
            />
          </>
        )}
      </Loaded>
    </>
  );
}
