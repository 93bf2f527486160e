import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '@/components/PageHead';
import { CreateButton } from '@/components/records/CreateButton';
import { ComplianceTable } from './ComplianceTable';
import { DutyMonth } from './DutyMonth';

// Recurring work: a month of it as a calendar, and who did his on time.
export function DutiesPage() {
  const { t } = useTranslation('duties');
  const { tab, month } = useSearch({ from: '/frame/duties' });
  const navigate = useNavigate();
  const go = (search: { tab?: string; month?: string }) => void navigate({ to: '/duties', search });
  const tabs = [
    { key: 'mine', label: t('mine'), children: <DutyMonth scope="mine" month={month} onMonth={(next) => go({ tab, month: next })} /> },
    { key: 'all', label: t('all'), children: <DutyMonth scope="all" month={month} onMonth={(next) => go({ tab, month: next })} /> },
    { key: 'compliance', label: t('compliance'), children: <ComplianceTable /> },
  ];
  return (
    <>
      <PageHead title={t('title')}>
        <CreateButton type="duty" title={t('assign')} />
      </PageHead>
      <Tabs
        activeKey={tabs.some((one) => one.key === tab) ? tab : 'mine'}
        onChange={(key) => go({ tab: key, month })}
        items={tabs}
        destroyOnHidden
      />
    </>
  );
}
