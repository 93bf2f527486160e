import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordAct } from './record-act';
import { RecordDrawer } from './RecordDrawer';

interface CreateProps {
  type: string;
  parent?: string;
  // The process that makes such records; then its start form is opened instead.
  start?: string;
  // Instead of "New".
  title?: string;
}

export function CreateButton({ type, parent, start, title }: CreateProps) {
  const { t } = useTranslation('records');
  const navigate = useNavigate();
  const [act, setAct] = useState<RecordAct | null>(null);
  if (start) {
    return (
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate({ to: '/start/$process', params: { process: start } })}>
        {title ?? t('create')}
      </Button>
    );
  }
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setAct({ type, parent })}>
        {title ?? t('create')}
      </Button>
      <RecordDrawer
        act={act}
        onClose={() => setAct(null)}
        onDone={(record) => void navigate({ to: '/records/$type/$id', params: { type: record.type, id: record.id } })}
      />
    </>
  );
}
