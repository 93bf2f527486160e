import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { useLabel } from '@/lib/language';

interface SeatTransferProps {
  seat: Schemas['Seat'];
  onAct: (act: Schemas['TaskAct']) => void;
}

// An administrator gives somebody's seat to another person; the story says that he did it.
export function SeatTransfer({ seat, onAct }: SeatTransferProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');

  function submit() {
    setOpen(false);
    onAct({ act: 'transfer', seat: seat.id, persons: [person ?? ''], text: reason.trim() });
  }

  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('seatTransfer.act')}
      </Button>
      <Modal
        open={open}
        title={t('seatTransfer.title', { seat: text(seat.title) })}
        okText={t('seatTransfer.act')}
        okButtonProps={{ disabled: !person || reason.trim() === '' }}
        onOk={submit}
        onCancel={() => setOpen(false)}
      >
        <p className="jw-soft">{t('seatTransfer.what')}</p>
        <Form layout="vertical">
          <Form.Item label={t('seatTransfer.to')} htmlFor="seat-transfer-to" required>
            <PeoplePicker id="seat-transfer-to" label={t('seatTransfer.to')} value={person} onChange={(next) => setPerson(next as string | null)} />
          </Form.Item>
          <Form.Item label={t('seatTransfer.reason')} htmlFor="seat-transfer-reason" required>
            <Input.TextArea
              id="seat-transfer-reason"
              value={reason}
              maxLength={4000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={(event) => setReason(event.target.value)}
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
