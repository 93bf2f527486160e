import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import type { RecordAct } from './record-act';
import { RecordDrawer } from './RecordDrawer';

// Adds one record to a list of those that belong to another.
export function AddChild({ list, parent }: { list: Schemas['ChildList']; parent: string }) {
  const { t } = useTranslation();
  const text = useLabel();
  const [act, setAct] = useState<RecordAct | null>(null);
  return (
    <>
      <Button size="small" icon={<PlusOutlined />} className="jw-add" onClick={() => setAct({ type: list.type, parent, link: list.link })}>
        {t('add.named', { name: text(list.title) })}
      </Button>
      <RecordDrawer act={act} onClose={() => setAct(null)} />
    </>
  );
}
