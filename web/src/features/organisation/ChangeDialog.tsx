import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DatePicker, Form, Modal, Popconfirm, Button } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/components/feedback/Refusal';

interface ChangeDialogProps {
  title: string;
  complete: boolean;
  // `from` is absent for at once.
  onSave: (from?: string) => Promise<unknown>;
  onRemove?: (from?: string) => Promise<unknown>;
  removeLabel?: string;
  onClose: () => void;
  children: ReactNode;
}

// A change of the organisation and the day from which it holds.
export function ChangeDialog({ title, complete, onSave, onRemove, removeLabel, onClose, children }: ChangeDialogProps) {
  const { t } = useTranslation('organisation');
  const [day, setDay] = useState<Dayjs | null>(null);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (act: (from?: string) => Promise<unknown>) => act(day?.startOf('day').toISOString()),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: (query) => ['organisation', 'people', 'leaving'].includes(String(query.queryKey[0])) });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={[
        onRemove && (
          <Popconfirm key="remove" title={t('removeAsk')} onConfirm={() => change.mutate(onRemove)}>
            <Button danger>{removeLabel}</Button>
          </Popconfirm>
        ),
        <Button key="save" type="primary" disabled={!complete} loading={change.isPending} onClick={() => change.mutate(onSave)}>
          {t('save')}
        </Button>,
      ]}
    >
      <Refusal error={change.error} onClose={() => change.reset()} />
      <Form layout="vertical">
        {children}
        <Form.Item label={t('field.from')} htmlFor="change-from" extra={t('fromHint')}>
          <DatePicker
            id="change-from"
            className="jw-wide"
            placeholder={t('atOnce')}
            minDate={dayjs().add(1, 'day')}
            value={day}
            onChange={setDay}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
