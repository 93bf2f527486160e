import { useMutation, useQueries } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Grid, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { recordFormQuery } from '@/api/record-form-query';
import { type FieldStates, type FormComponent, type FormSchema, inputsOf, labelOf, widgetOf } from '@/lib/form-schema';
import { useLabel, useLanguage } from '@/lib/language';
import { Failure } from '../feedback/Failure';
import { Loading } from '../feedback/Loading';
import { keepEnter } from '../form/keepEnter';
import type { Row } from './columns';
import { type Column, FillRow, isEditable, type Stored } from './FillRow';
import { useRefresh } from './useRefresh';

// Too large for a cell; they are filled in with the form of the record.
const ownForm = new Set('attachment photo filepicker signature instance children json dynamiclist'.split(' '));

// All rows of a list that may be changed, filled in side by side and stored together. Each is stored for itself: one that is
// refused stays open with its reason and takes no other along.
export function FillRows({ list, onClose }: { list: Schemas['ChildList']; onClose: () => void }) {
  const { t } = useTranslation();
  const text = useLabel();
  const phone = !Grid.useBreakpoint().md;
  const rows = list.items.filter((row) => list.changeable.includes(row.id));
  const forms = useQueries({ queries: rows.map((row) => recordFormQuery(list.type, row.id)) });
  const failed = forms.find((form) => form.isError);
  const loaded = forms.flatMap((form) => (form.data ? [form.data] : []));
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : 960} maskClosable={false} title={`${t('edit.rows')} · ${text(list.title)}`}>
      {failed && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {!failed && loaded.length < rows.length && <Loading rows={6} />}
      {!failed && loaded.length === rows.length && <Fill list={list} rows={rows} forms={loaded} onClose={onClose} />}
    </Drawer>
  );
}

interface FillProps {
  list: Schemas['ChildList'];
  rows: Row[];
  forms: Schemas['Form'][];
  onClose: () => void;
}

function Fill({ list, rows, forms, onClose }: FillProps) {
  const { t } = useTranslation('form');
  const text = useLabel();
  const language = useLanguage();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [stores] = useState(() => new Map<string, () => Promise<Stored>>());
  const columns = columnsOf(list, forms);
  const titled = ({ shown, input }: Column) => (shown ? text(shown.title) : input ? labelOf(input, language) : '');
  const save = useMutation({
    mutationFn: async () => {
      const came: Stored[] = [];
      // One after the other: they belong to one record, whose sums and rules look at all of them.
      for (const row of rows) came.push((await stores.get(row.id)?.()) ?? 'unchanged');
      await refresh();
      return { stored: came.filter((one) => one === 'stored').length, refused: came.filter((one) => one === 'refused').length };
    },
    onSuccess: ({ stored, refused }) => {
      if (refused > 0) return void message.warning(t('rows.part', { stored, count: refused }));
      if (stored > 0) void message.success(t('rows.stored', { count: stored }));
      onClose();
    },
  });
  if (!columns.some((column) => column.input)) return <p className="jw-soft">{t('rows.none')}</p>;
  return (
    <form
      className="jw-fill"
      onKeyDown={keepEnter}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Form layout="vertical" component={false}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col">
                  {titled(column)}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row, place) => (
            <FillRow key={row.id} list={list} row={row} form={forms[place]} columns={columns} titled={titled} stores={stores} />
          ))}
        </table>
      </Form>
      <Space className="jw-drawer-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save', { ns: 'common' })}
        </Button>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
      </Space>
    </form>
  );
}

// The columns of the list, and behind them what can be filled in and is none of them.
function columnsOf(list: Schemas['ChildList'], forms: Schemas['Form'][]): Column[] {
  const inputs = new Map<string, FormComponent>();
  for (const form of forms)
    for (const { path, component } of inputsOf((form.schema as FormSchema).components))
      if (!ownForm.has(widgetOf(component)) && isEditable(path, form.fields as FieldStates)) inputs.set(path, component);
  const shown = list.columns.filter((field) => field.id !== list.link);
  const behind = [...inputs].filter(([path]) => !shown.some((field) => field.id === path));
  return [
    ...shown.map((field) => ({ id: field.id, shown: field, input: inputs.get(field.id) })),
    ...behind.map(([path, component]) => ({ id: path, input: component })),
  ];
}
