import { App, Button, Drawer, Grid, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface EditDrawerProps {
  title: string;
  width: number;
  readOnly: boolean;
  isChanged: boolean;
  onClose: () => void;
  onDone: () => void | Promise<void>;
  children: React.ReactNode;
}

// What was entered is not lost by a click beside the drawer: whoever leaves it changed is asked.
export function EditDrawer({ title, width, readOnly, isChanged, onClose, onDone, children }: EditDrawerProps) {
  const { t } = useTranslation('tree');
  const { modal } = App.useApp();
  const isWide = Grid.useBreakpoint().md;
  const [isBusy, setIsBusy] = useState(false);
  const done = () => {
    const checking = onDone();
    if (!checking) return;
    setIsBusy(true);
    void checking.finally(() => setIsBusy(false));
  };
  const leave = () => {
    if (!isChanged || readOnly) return onClose();
    modal.confirm({ title: t('leave.title'), content: t('leave.what'), okText: t('leave.drop'), cancelText: t('leave.stay'), onOk: onClose });
  };
  return (
    <Drawer
      open
      title={title}
      size={isWide ? width : '100%'}
      onClose={leave}
      footer={
        !readOnly && (
          <Space>
            <Button type="primary" loading={isBusy} onClick={done}>
              {t('done')}
            </Button>
            <Button onClick={leave}>{t('cancel')}</Button>
          </Space>
        )
      }
    >
      {children}
    </Drawer>
  );
}
