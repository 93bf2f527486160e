import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importPeople } from '@/api/import-people';
import { importPositions } from '@/api/import-positions';
import { importUnits } from '@/api/import-units';
import { Refusal } from '@/components/feedback/Refusal';
import { TableDrop } from '@/components/TableDrop';

const lists = {
  people: { send: importPeople, columns: 'id,name,name_en,phone,email,position,main' },
  units: { send: importUnits, columns: 'id,name,name_en,kind,parent,head' },
  positions: { send: importPositions, columns: 'id,name,name_en,unit,superior,headcount' },
};
export type ImportedList = keyof typeof lists;

// People, units or positions from a table: template, upload, what each line would do, then the import.
export function OrganisationImport({ list, onClose }: { list: ImportedList; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  const { send, columns } = lists[list];
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const preview = useMutation({ mutationFn: (file: string) => send(file, 'preview') });
  const apply = useMutation({
    mutationFn: () => send(csv, 'apply'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['organisation'] }),
  });
  const choose = (content: string) => {
    setCsv(content);
    apply.reset();
    preview.mutate(content);
  };
  const found = apply.data ?? preview.data;
  return (
    <Modal open title={t(`import.open.${list}`)} footer={null} width={760} onCancel={onClose}>
      <Space direction="vertical" className="jw-wide">
        <Button href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${columns}\r\n`)}`} download={`${list}.csv`}>
          {t('import.template')}
        </Button>
        <TableDrop onTable={choose} />
        <Refusal error={apply.error ?? preview.error} />
        {found && (
          <>
            <Alert type="success" showIcon title={t(apply.data ? 'import.done' : 'import.ready', { count: found.rows.length })} />
            <Table
              size="small"
              rowKey="line"
              scroll={{ x: true }}
              pagination={{ pageSize: 10, hideOnSinglePage: true }}
              dataSource={found.rows}
              columns={[
                { title: t('import.line'), dataIndex: 'line' },
                { title: t('field.id'), dataIndex: 'id' },
                { title: t(list === 'people' ? 'person.name' : 'import.name'), dataIndex: 'name' },
                { title: t('import.act'), dataIndex: 'act', render: (act: string) => t(`import.acts.${act}`) },
                ...(list === 'people' ? [{ title: t('field.position'), dataIndex: 'position' }] : []),
              ]}
            />
          </>
        )}
        {preview.data && !apply.data && (
          <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate()}>
            {t('import.apply')}
          </Button>
        )}
      </Space>
    </Modal>
  );
}
