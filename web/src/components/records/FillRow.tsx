import { useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import type { Schemas } from '@/api/client';
import { recordFormQuery } from '@/api/record-form-query';
import { editableValues, type FieldStates, type FormComponent } from '@/lib/form-schema';
import { FormField } from '../form/FormField';
import { FormScope } from '../form/FormView';
import { MetRefusal } from '../form/MetRefusal';
import { CellValue, type Field, type Row } from './columns';
import { useRecordForm } from './useRecordForm';

// What a row comes to when all are stored.
export type Stored = 'unchanged' | 'stored' | 'refused';
// One column: the field as the list shows it, the input of it, or both.
export interface Column {
  id: string;
  shown?: Field;
  input?: FormComponent;
}

interface FillRowProps {
  list: Schemas['ChildList'];
  row: Row;
  form: Schemas['Form'];
  columns: Column[];
  titled: (column: Column) => string;
  // How each row is stored; it puts itself here.
  stores: Map<string, () => Promise<Stored>>;
}

// A line of the table, drawn as a card on a phone. It is stored for itself.
export function FillRow({ list, row, form, columns, titled, stores }: FillRowProps) {
  const queries = useQueryClient();
  const { state, save } = useRecordForm({ type: list.type, id: row.id }, form);

  useLayoutEffect(() => {
    stores.set(row.id, async () => {
      const before = editableValues(state.schema, state.states, state.form.values);
      if (JSON.stringify(state.sendable()) === JSON.stringify(before)) return 'unchanged';
      if (state.undecided > 0) return 'refused';
      try {
        await save.mutateAsync();
        state.meet(await queries.fetchQuery(recordFormQuery(list.type, row.id)), []);
        return 'stored';
      } catch {
        return 'refused';
      }
    });
  });

  const cell = (column: Column) => {
    if (column.input && isEditable(column.id, state.states)) return <FormField component={column.input} path={column.id} />;
    return column.shown && <CellValue field={column.shown} row={row} />;
  };
  const refusal = (Boolean(state.refused) || state.undecided > 0) && <MetRefusal error={state.refused} undecided={state.undecided} onClose={state.forgive} />;
  return (
    <FormScope
      ids={`row-${row.id}`}
      values={state.values}
      states={state.states}
      missing={state.missing}
      names={state.names}
      record={{ type: list.type, id: row.id }}
      collisions={state.collisions}
      decide={state.decide}
      change={state.change}
    >
      <tbody>
        <tr>
          {columns.map((column) => (
            <td key={column.id} data-label={titled(column)}>
              {cell(column)}
            </td>
          ))}
        </tr>
        {refusal && (
          <tr>
            <td colSpan={columns.length}>{refusal}</td>
          </tr>
        )}
      </tbody>
    </FormScope>
  );
}

export function isEditable(id: string, states: FieldStates): boolean {
  const state = states[id];
  return state !== undefined && state.visible && state.editable && !state.computed;
}

