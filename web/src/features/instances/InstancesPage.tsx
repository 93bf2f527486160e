import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { instancesQuery } from '@/api/instances-query';
import { Nothing } from '@/components/feedback/Nothing';
import { InstanceItems } from '@/components/InstanceItems';
import { Loaded } from '@/components/Loaded';
import { InstanceRowActs } from '@/components/matter/InstanceRowActs';
import { PageHead } from '@/components/PageHead';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { usePrintSelection } from '@/components/usePrintSelection';
import { WordsInput } from '@/components/WordsInput';
import { useLabel } from '@/lib/language';

const states = [
  'active',
  'running',
  'returned',
  'suspended',
  'incident',
  'passed',
  'auto_passed',
  'rejected',
  'auto_rejected',
  'timed_out',
  'done',
  'withdrawn',
  'withdrawn_after',
  'terminated',
  'voided',
  'deleted',
  'archived',
] as const satisfies readonly Schemas['InstanceFilter'][];

// Processes under way and ended, mine or all that I may see.
export function InstancesPage() {
  const { t } = useTranslation('instances');
  const navigate = useNavigate({ from: '/instances' });
  const { scope, state, q, page } = useSearch({ from: '/frame/instances' });
  const wanted = states.find((one) => one === state);
  const query = useQuery({
    ...instancesQuery({ scope: scope ?? 'mine', state: wanted, q, page: page ?? 1 }),
    placeholderData: (before) => before,
  });

  return (
    <>
      <PageHead title={t('title')}>
        <Segmented
          value={scope ?? 'mine'}
          options={[
            { value: 'mine', label: t('mine') },
            { value: 'all', label: t('all') },
          ]}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, scope: next === 'all' ? 'all' : undefined, page: undefined }) })}
        />
        <Select
          allowClear
          aria-label={t('state')}
          placeholder={t('state')}
          style={{ width: 170 }}
          value={wanted}
          options={states.map((one) => ({ value: one, label: t(`common:instance.${one}`) }))}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, state: next, page: undefined }) })}
        />
        <WordsInput
          value={q ?? ''}
          label={t('search')}
          onChange={(words) => void navigate({ search: (before) => ({ ...before, q: words || undefined, page: undefined }), replace: true })}
        />
      </PageHead>
      <Panel flush>
        <Loaded query={query}>
          {(list) => (
            <>
              {list.items.length === 0 ? <Nothing text={t(q || wanted ? 'noMatch' : 'none')} /> : <PrintableItems rows={list.items} />}
              <Pager
                page={list.page}
                size={list.size}
                total={list.total}
                onChange={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
              />
            </>
          )}
        </Loaded>
      </Panel>
    </>
  );
}

function PrintableItems({ rows }: { rows: Schemas['InstanceRow'][] }) {
  const text = useLabel();
  const printableOf = (row: Schemas['InstanceRow']) => ({ instance: row.key, title: row.subject || row.record?.title || text(row.process.title) });
  const { bar, boxOf } = usePrintSelection(rows.map(printableOf));
  return (
    <>
      {bar}
      <InstanceItems rows={rows} before={boxOf && ((row) => boxOf(printableOf(row)))} after={(row) => <InstanceRowActs {...printableOf(row)} />} />
    </>
  );
}
