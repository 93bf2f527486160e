import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Grid, Space, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiBase, type Schemas } from '@/api/client';
import { listParameters } from '@/api/records-query';
import { useLabel } from '@/lib/language';
import { Nothing } from '../feedback/Nothing';
import { Loaded } from '../Loaded';
import { PageHead } from '../PageHead';
import { Pager } from '../Pager';
import { Panel } from '../Panel';
import { WordsInput } from '../WordsInput';
import { ColumnChoice } from './ColumnChoice';
import { columnsOf, type Row } from './columns';
import { FilterForm } from './FilterForm';
import { filtersOf, type ListSearch } from './list-search';
import { RowCards } from './RowCards';

interface RecordListProps {
  id: string;
  title: string;
  type: string;
  fields: Schemas['Field'][];
  states: Schemas['State'][];
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  query: UseQueryResult<Schemas['RecordList'] | Schemas['ListData']>;
  exportable: boolean;
  create?: ReactNode;
}

// A list of records: query form, columns of choice, sorting, paging, export; cards on a phone.
export function RecordList(props: RecordListProps) {
  const { id, title, type, fields, states, search, onSearch, query, exportable, create } = props;
  const { t } = useTranslation('records');
  const text = useLabel();
  const phone = Grid.useBreakpoint().md === false;
  const [hidden, setHidden] = useHiddenColumns(id);
  const shown = fields.filter((field) => !hidden.includes(field.id));
  const filtered = Boolean(search.q || search.filter);

  return (
    <>
      <PageHead title={title}>
        <WordsInput value={search.q ?? ''} label={t('search')} onChange={(q) => onSearch({ ...search, q: q || undefined, page: undefined })} />
        <Space>
          <Button icon={<ReloadOutlined />} aria-label={t('refresh')} loading={query.isFetching} onClick={() => void query.refetch()} />
          {!phone && <ColumnChoice fields={fields} hidden={hidden} onHidden={setHidden} />}
          {exportable && <Button icon={<DownloadOutlined />} href={exportAddress(type, search)} download aria-label={t('export')} />}
          {create}
        </Space>
      </PageHead>
      <FilterForm fields={fields} states={states} search={search} onSearch={onSearch} />
      <Panel flush>
        <Loaded query={query}>
          {(list) => (
            <>
              {list.items.length === 0 && <Nothing text={t(filtered ? 'noMatch' : 'none')}>{!filtered && create}</Nothing>}
              {list.items.length > 0 && phone && <RowCards rows={list.items} fields={fields} />}
              {list.items.length > 0 && !phone && (
                <Table<Row>
                  size="small"
                  rowKey="id"
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  dataSource={list.items}
                  columns={columnsOf(shown, text).map((column) => ({ ...column, sortOrder: orderOf(column.key as string, search.sort) }))}
                  onChange={(_page, _filters, sorter) => {
                    const { columnKey, order } = Array.isArray(sorter) ? sorter[0] : sorter;
                    const sort = order ? `${order === 'descend' ? '-' : ''}${String(columnKey)}` : undefined;
                    onSearch({ ...search, sort, page: undefined });
                  }}
                />
              )}
              <Pager page={list.page} size={list.size} total={list.total} onChange={(page) => onSearch({ ...search, page })} />
            </>
          )}
        </Loaded>
      </Panel>
    </>
  );
}

function orderOf(field: string, sort: string | undefined) {
  if (sort === field) return 'ascend' as const;
  return sort === `-${field}` ? ('descend' as const) : null;
}

function useHiddenColumns(id: string) {
  const storageKey = `jingwei.columns.${id}`;
  const [hidden, setHidden] = useState<string[]>(() => localStorage.getItem(storageKey)?.split(',').filter(Boolean) ?? []);
  function keep(next: string[]) {
    localStorage.setItem(storageKey, next.join(','));
    setHidden(next);
  }
  return [hidden, keep] as const;
}

function exportAddress(type: string, search: ListSearch): string {
  const wanted = listParameters({ q: search.q, filter: filtersOf(search), sort: search.sort });
  const query = new URLSearchParams(Object.entries(wanted).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])));
  return `${apiBase}/records/${encodeURIComponent(type)}/export.csv?${query.toString()}`;
}
