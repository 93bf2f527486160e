import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';

// Lists with nothing in them take one line; who asks reads which they are.
export function FoldedLists({ lists }: { lists: Schemas['ChildList'][] }) {
  const { t } = useTranslation();
  const text = useLabel();
  const join = useJoin();
  const [open, setOpen] = useState(false);
  if (lists.length === 0) return null;
  return (
    <div className="jw-folded">
      <Button type="link" size="small" aria-expanded={open} icon={open ? <UpOutlined /> : <DownOutlined />} onClick={() => setOpen(!open)}>
        {t('empty.lists', { count: lists.length })}
      </Button>
      {open && <p className="jw-soft">{join(lists.map((list) => text(list.title)))}</p>}
    </div>
  );
}
