import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { metricQuery } from '@/api/metric-query';
import { useLabel } from '@/lib/language';
import { ClauseTag } from './ClauseTag';
import { Loaded } from './Loaded';
import { columnsOf, type Row } from './records/columns';

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
            {rows.length > 0 && (
              <Table<Row>
                size="small"
                rowKey="id"
                pagination={{ pageSize: 8, hideOnSinglePage: true, size: 'small' }}
                scroll={{ x: 'max-content' }}
                dataSource={rows}
                columns={columnsOf(columns ?? [titleField], text).map((column) => ({ ...column, sorter: undefined }))}
              />
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

const titleField = { id: 'title', type: 'text' as const, title: { zh: '名称', en: 'Name' } };
