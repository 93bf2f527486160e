import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useLabel } from '@/lib/language';

export interface MenuAct {
  key: string;
  label: string;
  danger?: boolean;
  onClick: () => void;
}

interface MenuProps {
  title: string; // of the item in the list
  acts?: MenuAct[]; // absent: they are asked for
  onOpen: () => Promise<{ error: unknown }>;
  dialogs: ReactNode;
  none?: string; // said where there is no act
}

// The acts on an item of a list, asked for when they are looked for; those that undo the others come last.
export function ActMenu({ title, acts, onOpen, dialogs, none }: MenuProps) {
  const { t } = useTranslation('tasks');
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const asked = [{ key: 'asked', label: <Spin size="small" />, disabled: true }];
  const nothing = [{ key: 'none', label: none ?? t('row.none'), disabled: true }];
  const items = acts?.toSorted((one, other) => Number(one.danger ?? false) - Number(other.danger ?? false)).map(({ key, label, danger, onClick }) => ({ key, label, danger, onClick }));

  async function look() {
    const { error } = await onOpen();
    if (!error) return;
    setOpen(false);
    refused(error);
  }

  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (next) void look();
        }}
        menu={{ items: items ? (items.length > 0 ? items : nothing) : asked }}
      >
        <Button size="small" type="text" className="jw-row-acts" icon={<MoreOutlined />} aria-label={t('row.acts', { title })} title={t('more')} />
      </Dropdown>
      {dialogs}
    </>
  );
}

// Tells of a refusal where no page has a place for it.
export function useRefused() {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  return (error: unknown) => void message.error(text(asProblem(error).title) || t('common:problem.unreachable'));
}
