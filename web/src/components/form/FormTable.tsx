import { Table } from 'antd';
import { type FormComponent, keyOf, labelOf } from '@/lib/form-schema';
import { pick, useLanguage } from '@/lib/language';
import { valueAt, type Values } from '@/lib/path';
import { useFormModel } from './FormView';

// The table of the standard: a view of a list, never an input.
export function FormTable({ component }: { component: FormComponent }) {
  const { values } = useFormModel();
  const language = useLanguage();
  const source = (component.dataSource ?? keyOf(component)).replace(/^=\s*/, '');
  const rows = (valueAt(values, source) as Values[] | undefined) ?? [];
  return (
    <div className="jw-form-table">
      <div className="jw-form-caption">{labelOf(component, language)}</div>
      <Table<Values>
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowKey={(row) => String(row.id ?? rows.indexOf(row))}
        dataSource={rows}
        columns={(component.columns ?? []).map((column) => ({
          title: pick(column.label, language),
          dataIndex: column.key.split('.'),
          render: (value: unknown) => (value === null || value === undefined ? '' : String(value)),
        }))}
      />
    </div>
  );
}
