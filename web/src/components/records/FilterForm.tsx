import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, DatePicker, Grid, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { PeoplePicker } from '../form/PeopleInput';
import { filterValue, type ListSearch, withFilter } from './list-search';

type Field = Schemas['Field'];

interface FilterFormProps {
  fields: Field[];
  states: Schemas['State'][];
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
}

const filterable = new Set(['choice', 'person', 'date', 'date_time', 'boolean']);
const foldedCount = 3;

// The query form above a list: the state and the fields that can be chosen rather than typed.
export function FilterForm({ fields, states, search, onSearch }: FilterFormProps) {
  const { t } = useTranslation('records');
  const phone = Grid.useBreakpoint().md === false;
  const [open, setOpen] = useState(false);
  const all = fields.filter((field) => filterable.has(field.type) && field.id !== 'state');
  const room = phone ? 0 : states.length > 0 ? foldedCount - 1 : foldedCount;
  const shown = open ? all : all.slice(0, room);
  if (states.length === 0 && all.length === 0) return null;
  return (
    <div className="jw-filter-form">
      {states.length > 0 && <StateFilter states={states} search={search} onSearch={onSearch} />}
      {shown.map((field) => (
        <FieldFilter key={field.id} field={field} search={search} onSearch={onSearch} />
      ))}
      <span>
        {all.length > room && (
          <Button type="link" icon={open ? <UpOutlined /> : <DownOutlined />} onClick={() => setOpen(!open)}>
            {t(open ? 'fewer' : 'moreFilters')}
          </Button>
        )}
        {search.filter && (
          <Button type="link" onClick={() => onSearch({ ...search, filter: undefined, page: undefined })}>
            {t('reset')}
          </Button>
        )}
      </span>
    </div>
  );
}

type OneFilterProps = Pick<FilterFormProps, 'search' | 'onSearch'>;

function StateFilter({ states, search, onSearch }: OneFilterProps & { states: Schemas['State'][] }) {
  const { t } = useTranslation('records');
  const text = useLabel();
  return (
    <label>
      <span>{t('state')}</span>
      <Select
        mode="multiple"
        maxTagCount="responsive"
        allowClear
        aria-label={t('state')}
        placeholder={t('any')}
        value={(filterValue(search, 'state', 'in') as string[] | undefined) ?? []}
        options={states.map((state) => ({ value: state.id, label: text(state.title) }))}
        onChange={(value) => onSearch(withFilter(search, 'state', 'in', value))}
      />
    </label>
  );
}

function FieldFilter({ field, search, onSearch }: OneFilterProps & { field: Field }) {
  const { t } = useTranslation('records');
  const text = useLabel();
  const label = text(field.title);
  const set = (op: 'eq' | 'in', value: unknown) => onSearch(withFilter(search, field.id, op, value));
  return (
    <div role="group" aria-label={label}>
      <span>{label}</span>
      {field.type === 'choice' && (
        <Select
          mode="multiple"
          maxTagCount="responsive"
          allowClear
          aria-label={label}
          placeholder={t('any')}
          value={(filterValue(search, field.id, 'in') as string[] | undefined) ?? []}
          options={(field.options ?? []).map((option) => ({ value: option.id, label: text(option.title) }))}
          onChange={(value) => set('in', value)}
        />
      )}
      {field.type === 'boolean' && (
        <Select
          allowClear
          aria-label={label}
          placeholder={t('any')}
          value={filterValue(search, field.id, 'eq') as boolean | undefined}
          options={[
            { value: true, label: t('common:yes') },
            { value: false, label: t('common:no') },
          ]}
          onChange={(value) => set('eq', value)}
        />
      )}
      {field.type === 'person' && (
        <PeoplePicker label={label} value={filterValue(search, field.id, 'eq') ?? null} onChange={(value) => set('eq', value)} />
      )}
      {(field.type === 'date' || field.type === 'date_time') && <RangeFilter field={field} search={search} onSearch={onSearch} />}
    </div>
  );
}

function RangeFilter({ field, search, onSearch }: OneFilterProps & { field: Field }) {
  const day = (value: unknown) => (typeof value === 'string' ? dayjs(value) : null);
  const from = day(filterValue(search, field.id, 'ge'));
  const to = day(filterValue(search, field.id, 'le'));
  const edge = (at: dayjs.Dayjs | null | undefined, end: boolean) => {
    if (!at) return undefined;
    if (field.type === 'date') return at.format('YYYY-MM-DD');
    return (end ? at.endOf('day') : at.startOf('day')).toISOString();
  };
  return (
    <DatePicker.RangePicker
      value={[from, to]}
      allowEmpty={[true, true]}
      onChange={(range) =>
        onSearch(withFilter(withFilter(search, field.id, 'ge', edge(range?.[0], false)), field.id, 'le', edge(range?.[1], true)))
      }
    />
  );
}
