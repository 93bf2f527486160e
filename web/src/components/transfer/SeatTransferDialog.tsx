import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { ctrlEnter } from '../form/ctrlEnter';
import { PeoplePicker } from '../form/PeopleInput';
import { OpinionInput } from '../OpinionInput';

interface SeatTransferDialogProps {
  seat: Schemas['Seat'];
  onAct: (act: Schemas['TaskAct']) => void;
  onClose: () => void;
}

// An administrator gives somebody's seat to another person; the story says that he did it.
export function SeatTransferDialog({ seat, onAct, onClose }: SeatTransferDialogProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const isComplete = Boolean(person) && reason.trim() !== '';
  const submit = () => onAct({ act: 'transfer', seat: seat.id, persons: [person ?? ''], text: reason.trim() });
  return (
    <Modal
      open
      title={t('seatTransfer.title', { seat: text(seat.title) })}
      okText={t('seatTransfer.act')}
      okButtonProps={{ disabled: !isComplete, title: t('shortcut') }}
      afterOpenChange={(isOpen) => isOpen && document.getElementById('seat-transfer-to')?.focus()}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="jw-soft">{t('seatTransfer.what')}</p>
      <Form layout="vertical" onKeyDownCapture={ctrlEnter(submit, isComplete)}>
        <Form.Item label={t('seatTransfer.to')} htmlFor="seat-transfer-to" required>
          <PeoplePicker id="seat-transfer-to" label={t('seatTransfer.to')} opens value={person} onChange={(next) => setPerson(next as string | null)} />
        </Form.Item>
        <Form.Item label={t('seatTransfer.reason')} htmlFor="seat-transfer-reason" required>
          <OpinionInput id="seat-transfer-reason" opinion={reason} onOpinion={setReason} rows={2} rowsMax={6} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
