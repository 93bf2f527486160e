import { Table } from 'antd';
import { type FormComponent, keyOf, kindOf, labelOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { isNumeric } from '../records/columns';
import { useFormModel } from './FormView';
import { ReadField } from './ReadField';
import { isShown, valueShown } from './shown';

interface RowsTableProps {
  columns: FormComponent[];
  path: string;
  count: number;
}

// The first rows of a list that is only read, side by side. A column that no row shows takes no room.
export function RowsTable({ columns, path, count }: RowsTableProps) {
  const model = useFormModel();
  const language = useLanguage();
  const places = Array.from({ length: count }, (_, place) => place);
  const shown = columns.filter((column) => places.some((place) => isShown(column, `${path}.${place}.`, model)));
  return (
    <Table<number>
      size="small"
      pagination={false}
      className="jw-dense"
      rowKey={(place) => place}
      dataSource={places}
      columns={shown.map((column) => ({
        key: keyOf(column),
        title: labelOf(column, language),
        align: isNumeric(kindOf(column)) ? 'right' : 'left',
        onCell: () => ({ className: kindOf(column) === 'date' ? 'jw-whole' : undefined }),
        render: (place: number) => cell(column, `${path}.${place}.`),
      }))}
    />
  );

  function cell(column: FormComponent, prefix: string) {
    if (!isShown(column, prefix, model)) return null;
    const inner = prefix + keyOf(column);
    const state = model.states[inner];
    const component = state?.choices ? { ...column, values: state.choices } : column;
    return <ReadField component={component} path={inner} value={valueShown(inner, model)} brief={kindOf(column) === 'money'} />;
  }
}
