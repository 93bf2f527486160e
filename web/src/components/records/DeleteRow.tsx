import { DeleteOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { deleteRecord } from '@/api/delete-record';
import type { Row } from './columns';
import { useRefresh } from './useRefresh';

// Takes a row out of its list, once it is confirmed; sums and formulas are asked for again.
export function DeleteRow({ row, name, onRefused }: { row: Row; name: string; onRefused: (error: unknown) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: () => deleteRecord(row.type, row.id, row.version),
    onSuccess: () => void message.success(t('row.deleted')),
    onError: onRefused,
    onSettled: refresh,
  });
  return (
    <Popconfirm title={t('row.deleteAsk', { name })} okText={t('row.delete')} okButtonProps={{ danger: true }} cancelText={t('cancel')} onConfirm={() => remove.mutate()}>
      <Button type="text" size="small" danger icon={<DeleteOutlined />} loading={remove.isPending} aria-label={t('row.deleteNamed', { name })} />
    </Popconfirm>
  );
}
