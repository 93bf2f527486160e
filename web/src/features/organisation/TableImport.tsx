import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/components/feedback/Refusal';
import { TableDrop } from '@/components/TableDrop';

interface TableImportProps<Found> {
  title: string;
  hint?: string;
  template: { file: string; text: string };
  send: (csv: string, mode: 'preview' | 'apply') => Promise<Found>;
  // What is read again afterwards; left out: everything.
  changes?: QueryKey;
  // What the table does, or has done.
  children: (found: Found, isDone: boolean) => ReactNode;
  onClose: () => void;
}

// A table from a file: template, upload, what it would do, then the import.
export function TableImport<Found>({ title, hint, template, send, changes, children, onClose }: TableImportProps<Found>) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const preview = useMutation({ mutationFn: (file: string) => send(file, 'preview') });
  const apply = useMutation({
    mutationFn: () => send(csv, 'apply'),
    onSuccess: () => queries.invalidateQueries(changes && { queryKey: changes }),
  });
  const choose = (content: string) => {
    setCsv(content);
    apply.reset();
    preview.mutate(content);
  };
  const found = apply.data ?? preview.data;
  const isReady = preview.data !== undefined && apply.data === undefined;
  return (
    <Modal open title={title} footer={null} width={760} onCancel={onClose}>
      <Space orientation="vertical" className="jw-wide">
        {hint && <p>{hint}</p>}
        <Button href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${template.text}\r\n`)}`} download={template.file}>
          {t('import.template')}
        </Button>
        <TableDrop onTable={choose} />
        <Refusal error={apply.error ?? preview.error} />
        {found !== undefined && children(found, apply.data !== undefined)}
        {isReady && (
          <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate()}>
            {t('import.apply')}
          </Button>
        )}
      </Space>
    </Modal>
  );
}
