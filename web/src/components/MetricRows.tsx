import { useQuery } from '@tanstack/react-query';
import { Grid, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { metricQuery } from '@/api/metric-query';
import { useLabel } from '@/lib/language';
import { ClauseTag } from './ClauseTag';
import { Loaded } from './Loaded';
import { Pager } from './Pager';
import { columnsOf, type Field, type Row } from './records/columns';
import { RowCards } from './records/RowCards';

const pageSize = 8;

// How a metric is defined, and the records behind its value.
export function MetricRows({ metric, record }: { metric: string; record?: string }) {
  const { t } = useTranslation();
  const text = useLabel();
  const query = useQuery(metricQuery(metric, record));
  return (
    <div className="jw-metric-rows">
      <Loaded query={query} rows={3}>
        {({ metric: definition, rows, rows_total, columns }) => (
          <>
            <p>
              <b>{text(definition.title)}</b>
              {definition.clause && <ClauseTag ids={[definition.clause]} />}
              <br />
              {text(definition.description)}
            </p>
            {definition.example && (
              <p className="jw-soft jw-small">
                {t('metric.example')} {text(definition.example)}
              </p>
            )}
            <p className="jw-soft">{t('metric.rows', { count: rows_total })}</p>
            {rows.length > 0 && <Rows rows={rows} fields={columns ?? [titleField]} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

// A table, or cards on a phone: nothing is to be scrolled to sideways.
function Rows({ rows, fields }: { rows: Row[]; fields: Field[] }) {
  const text = useLabel();
  const phone = Grid.useBreakpoint().md === false;
  const [page, setPage] = useState(1);
  if (phone) {
    return (
      <>
        <RowCards rows={rows.slice((page - 1) * pageSize, page * pageSize)} fields={fields} />
        {rows.length > pageSize && <Pager page={page} size={pageSize} total={rows.length} onChange={setPage} />}
      </>
    );
  }
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      pagination={{ pageSize, hideOnSinglePage: true, size: 'small' }}
      scroll={{ x: 'max-content' }}
      dataSource={rows}
      columns={columnsOf(fields, text).map((column) => ({ ...column, sorter: undefined }))}
    />
  );
}

const titleField = { id: 'title', type: 'text' as const, title: { zh: '名称', en: 'Name' } };
