import { Alert, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { importPeople } from '@/api/import-people';
import { importPositions } from '@/api/import-positions';
import { importUnits } from '@/api/import-units';
import { useLabel } from '@/lib/language';
import { counted } from './organisation';
import { TableImport } from './TableImport';

const lists = {
  people: { send: importPeople, columns: 'id,name,name_en,phone,email,position,main' },
  units: { send: importUnits, columns: 'id,name,name_en,kind,parent,head' },
  positions: { send: importPositions, columns: 'id,name,name_en,unit,superior,headcount' },
};
export type ImportedList = keyof typeof lists;

// People, units or positions from a table.
export function OrganisationImport({ list, onClose }: { list: ImportedList; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  const { send, columns } = lists[list];
  return (
    <TableImport
      title={t(`import.open.${list}`)}
      template={{ file: `${list}.csv`, text: columns }}
      send={send}
      changes={['organisation']}
      onClose={onClose}
    >
      {({ rows }, isDone) => <Lines list={list} rows={rows} isDone={isDone} />}
    </TableImport>
  );
}

type Line = Schemas['PeopleImport']['rows'][number];

function Lines({ list, rows, isDone }: { list: ImportedList; rows: Line[]; isDone: boolean }) {
  const { t } = useTranslation('organisation');
  const counts = counted(rows);
  const summary = t(list === 'people' ? 'import.countsOfPeople' : 'import.counts', { ...counts });
  return (
    <>
      <Alert type="success" showIcon title={t(isDone ? 'import.done' : 'import.ready', { count: rows.length })} description={summary} />
      <Table
        size="small"
        rowKey="line"
        scroll={{ x: true }}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows}
        columns={[
          { title: t('import.line'), dataIndex: 'line' },
          { title: t('field.id'), dataIndex: 'id' },
          { title: t(list === 'people' ? 'person.name' : 'import.name'), dataIndex: 'name' },
          {
            title: t('import.act'),
            dataIndex: 'act',
            filters: (['added', 'changed', 'kept'] as const).map((act) => ({ value: act, text: t(`import.acts.${act}`) })),
            onFilter: (act, line) => line.act === act,
            render: (act: Line['act']) => t(`import.acts.${act}`),
          },
          { title: t('import.changes'), dataIndex: 'changes', render: (changes: Line['changes']) => <Changes changes={changes} /> },
          ...(list === 'people' ? [{ title: t('field.position'), dataIndex: 'position' }] : []),
        ]}
      />
    </>
  );
}

function Changes({ changes }: { changes: Line['changes'] }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const said = (column: string, value: Schemas['Text']) => {
    if (value.zh === '') return t('import.nothing');
    return column === 'kind' ? t(`kind.${value.zh}`) : text(value);
  };
  return changes.map(({ column, from, to }) => (
    <div key={column}>{t('import.change', { column: t(`import.columns.${column}`), from: said(column, from), to: said(column, to) })}</div>
  ));
}
