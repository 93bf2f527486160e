import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Grid, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { taskProcessesQuery } from '@/api/task-processes-query';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { useLabel } from '@/lib/language';
import { type BoxFilter, isNarrowed, statesOf } from './box-search';

interface BoxFiltersProps {
  box: Schemas['TaskBox'];
  filter: BoxFilter;
  onFilter: (filter: BoxFilter) => void;
}

// The query form above a box: process, state, starter and days. Folded on a phone.
export function BoxFilters({ box, filter, onFilter }: BoxFiltersProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const phone = Grid.useBreakpoint().md === false;
  const [open, setOpen] = useState(false);
  const processes = useQuery(taskProcessesQuery(box));
  const states = statesOf[box] ?? [];
  const set = (more: BoxFilter) => onFilter({ ...filter, ...more });
  return (
    <div className="jw-filter-form">
      {(open || !phone) && (
        <>
          <label>
            <span>{t('filter.process')}</span>
            <Select
              allowClear
              aria-label={t('filter.process')}
              placeholder={t('filter.any')}
              popupMatchSelectWidth={false}
              value={filter.process}
              options={(processes.data?.items ?? []).map((one) => ({ value: one.id, label: `${text(one.title)} · ${one.count}` }))}
              onChange={(process?: string) => set({ process })}
            />
          </label>
          {states.length > 0 && (
            <label>
              <span>{t('filter.state')}</span>
              <Select
                allowClear
                aria-label={t('filter.state')}
                placeholder={t('filter.any')}
                value={filter.state}
                options={states.map((state) => ({ value: state, label: t(`filter.states.${state}`) }))}
                onChange={(state?: string) => set({ state })}
              />
            </label>
          )}
          {box !== 'started' && (
            <div role="group" aria-label={t('filter.starter')}>
              <span>{t('filter.starter')}</span>
              <PeoplePicker
                label={t('filter.starter')}
                value={filter.starter ?? null}
                onChange={(starter) => set({ starter: (starter as string | null) ?? undefined })}
              />
            </div>
          )}
          <div role="group" aria-label={t(`filter.time.${box}`)}>
            <span>{t(`filter.time.${box}`)}</span>
            <DatePicker.RangePicker
              value={[dayOf(filter.from), dayOf(filter.to)]}
              allowEmpty={[true, true]}
              onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
            />
          </div>
        </>
      )}
      <span>
        {phone && (
          <Button type="link" icon={open ? <UpOutlined /> : <DownOutlined />} onClick={() => setOpen(!open)}>
            {t(open ? 'filter.fold' : 'filter.open')}
          </Button>
        )}
        {isNarrowed(filter) && (
          <Button type="link" onClick={() => onFilter({})}>
            {t('filter.reset')}
          </Button>
        )}
      </span>
    </div>
  );
}

const dayOf = (text?: string) => (text ? dayjs(text) : null);
