import { ImportOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Modal, Space, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { type ImportedList, importRecords, importTemplateAddress, previewImport } from '@/api/import-records';
import { Refusal } from '../feedback/Refusal';
import { TableDrop } from '../TableDrop';
import { useActKey } from '../useActKey';
import { ImportProblems } from './ImportProblems';
import { useRefresh } from './useRefresh';

// Records from a table: template, upload, preview with the cells that are refused, result.
export function ImportButton({ type }: { type: string }) {
  const { t } = useTranslation('records');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip title={t('import.open')}>
        <Button icon={<ImportOutlined />} aria-label={t('import.open')} onClick={() => setOpen(true)} />
      </Tooltip>
      <Modal open={open} title={t('import.open')} footer={null} width={860} destroyOnHidden onCancel={() => setOpen(false)}>
        <ImportSteps type={type} />
      </Modal>
    </>
  );
}

// Rows of the list of one record, under the rights of the step that it stands on.
export function ImportToList({ type, list, title }: { type: string; list: ImportedList; title: string }) {
  const { t } = useTranslation('records');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<ImportOutlined />} className="jw-add" onClick={() => setOpen(true)} aria-label={t('import.into', { title })}>
        {t('import.open')}
      </Button>
      <Modal open={open} title={t('import.into', { title })} footer={null} width={860} destroyOnHidden onCancel={() => setOpen(false)}>
        <ImportSteps type={type} list={list} />
      </Modal>
    </>
  );
}

function ImportSteps({ type, list }: { type: string; list?: ImportedList }) {
  const { t, i18n } = useTranslation('records');
  const refresh = useRefresh();
  const key = useActKey();
  const [csv, setCsv] = useState('');
  const preview = useMutation({ mutationFn: (file: string) => previewImport(type, file, list) });
  const apply = useMutation({ mutationFn: () => importRecords(type, csv, key.of(type, csv, list?.owner ?? ''), list), onSuccess: refresh, onSettled: key.settle });
  const found: Schemas['Import'] | undefined = apply.data ?? preview.data;
  const choose = (content: string) => {
    setCsv(content);
    apply.reset();
    preview.mutate(content);
  };
  return (
    <Space direction="vertical" style={{ width: '100%' }}>
      <Button href={importTemplateAddress(type, i18n.language === 'en' ? 'en' : 'zh', list)} download>
        {t('import.template')}
      </Button>
      <TableDrop onTable={choose} />
      <Refusal error={apply.error ?? preview.error} />
      {found && <Summary found={found} />}
      {found && found.problems.length > 0 && <ImportProblems found={found} />}
      {preview.data && preview.data.problems.length === 0 && !apply.data && (
        <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate()}>
          {t('import.apply', { count: preview.data.rows })}
        </Button>
      )}
    </Space>
  );
}

function Summary({ found }: { found: Schemas['Import'] }) {
  const { t } = useTranslation('records');
  const refused = found.problems.length;
  let message = t('import.ready', { count: found.rows });
  if (refused > 0) message = t('import.refused', { count: refused, rows: found.rows });
  if (found.created > 0) message = t('import.created', { count: found.created, rows: found.rows });
  const skipped = found.blank > 0 ? t('import.blank', { count: found.blank }) : undefined;
  return <Alert type={refused > 0 ? 'warning' : 'success'} showIcon message={message} description={skipped} />;
}
