import { Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';

type Row = Schemas['ImportProblem'];

// The lines of a file that are refused: the cells at fault in red, with what would be right.
export function ImportProblems({ found }: { found: Schemas['Import'] }) {
  const { t } = useTranslation('records');
  const text = useLabel();
  const join = useJoin();
  const why = (row: Row) =>
    row.missing.length === 0
      ? text(row.title)
      : join(row.missing.map((one) => t('common:pair', { name: text(one.label), value: text(one.how) })));
  const columns = found.columns.map((column, index) => ({
    key: column.field,
    title: text(column.title),
    render: (_: unknown, row: Row) => {
      const isAtFault = row.missing.some((one) => one.column === index + 1);
      return <Typography.Text type={isAtFault ? 'danger' : undefined}>{row.cells[index] || (isAtFault ? '—' : '')}</Typography.Text>;
    },
  }));
  return (
    <Table
      size="small"
      rowKey="line"
      dataSource={found.problems}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      // A wide table is scrolled with the arrow keys from any of its rows.
      onRow={() => ({ tabIndex: 0 })}
      columns={[
        { key: 'line', title: t('import.line'), dataIndex: 'line' },
        ...columns,
        { key: 'why', title: t('import.why'), render: (_: unknown, row: Row) => <Typography.Text type="danger">{why(row)}</Typography.Text> },
      ]}
    />
  );
}
