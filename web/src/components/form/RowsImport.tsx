import { ImportOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FormComponent, keyOf, labelOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import type { Values } from '@/lib/path';
import { rowsOfTable } from '@/lib/rows-of-table';
import { TableDrop } from '../TableDrop';

interface RowsImportProps {
  columns: FormComponent[];
  // How many rows the list can still take.
  room: number;
  onRows: (rows: Values[]) => void;
}

// Rows of a list from a spreadsheet: pasted cells or a file. They are put into the form, where the
// server says what is wrong with each.
export function RowsImport({ columns, room, onRows }: RowsImportProps) {
  const { t } = useTranslation('form');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="text" icon={<ImportOutlined />} onClick={() => setOpen(true)}>
        {t('list.import')}
      </Button>
      <Modal open={open} title={t('list.import')} footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <Steps
          columns={columns}
          room={room}
          onRows={(rows) => {
            setOpen(false);
            onRows(rows);
          }}
        />
      </Modal>
    </>
  );
}

function Steps({ columns, room, onRows }: RowsImportProps) {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const [table, setTable] = useState('');
  const found = rowsOfTable(table, columns);
  const byHand = [...new Set(found.unread.map((cell) => cell.key))].map((key) => {
    const column = columns.find((one) => keyOf(one) === key);
    return column ? labelOf(column, language) : key;
  });
  const join = (names: string[]) => names.join(language === 'en' ? ', ' : '、');
  const tooMany = found.rows.length > room;
  return (
    <Space orientation="vertical" className="jw-wide">
      <p className="jw-soft">{t('list.columns', { names: join(columns.map((column) => labelOf(column, language))) })}</p>
      <Input.TextArea
        aria-label={t('list.paste')}
        placeholder={t('list.paste')}
        value={table}
        autoSize={{ minRows: 4, maxRows: 10 }}
        onChange={(event) => setTable(event.target.value)}
      />
      <TableDrop onTable={setTable} />
      {found.unknown.length > 0 && <Alert type="warning" showIcon title={t('list.unknown', { names: join(found.unknown) })} />}
      {byHand.length > 0 && <Alert type="info" showIcon title={t('list.byHand', { names: join(byHand) })} />}
      {tooMany && <Alert type="error" showIcon role="alert" title={t('list.tooMany', { count: found.rows.length, room })} />}
      <Button type="primary" disabled={found.rows.length === 0 || tooMany} onClick={() => onRows(found.rows)}>
        {t('list.take', { count: found.rows.length })}
      </Button>
    </Space>
  );
}
