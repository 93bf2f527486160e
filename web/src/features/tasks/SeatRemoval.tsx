import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { removalQuery } from '@/api/removal-query';
import { ctrlEnter } from '@/components/form/ctrlEnter';
import { Loaded } from '@/components/Loaded';
import { OpinionInput } from '@/components/OpinionInput';
import { useLabel } from '@/lib/language';

interface SeatRemovalProps {
  task: string;
  seat: Schemas['Seat'];
  onAct: (act: Schemas['TaskAct']) => void;
}

// The way to take a seat away, beside the seat.
export function SeatRemoval({ task, seat, onAct }: SeatRemovalProps) {
  const { t } = useTranslation('tasks');
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('act.remove_signer')}
      </Button>
      {open && <RemovalDialog task={task} seat={seat} onAct={(act) => (close(), onAct(act))} onClose={close} />}
    </>
  );
}

// Says what it would come to before it is done.
function RemovalDialog({ task, seat, onAct, onClose }: SeatRemovalProps & { onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const [reason, setReason] = useState('');
  const query = useQuery(removalQuery(task, seat.id));
  const removal = query.data;
  const isComplete = removal !== undefined && (!removal.needs_reason || reason.trim() !== '');
  const submit = () => onAct({ act: 'remove_signer', seat: seat.id, text: reason.trim() || undefined });
  return (
    <Modal
      open
      title={t('removal.title', { seat: text(seat.title) })}
      okText={t('act.remove_signer')}
      okButtonProps={{ disabled: !isComplete, danger: removal?.decides, title: t('shortcut') }}
      onOk={submit}
      onCancel={onClose}
    >
      <Loaded query={query} rows={2}>
        {(found) => (
          <>
            <Consequence removal={found} hasVoted={seat.state === 'acted'} />
            <Form layout="vertical" onKeyDownCapture={ctrlEnter(submit, isComplete)}>
              <Form.Item label={t('removal.reason')} htmlFor="removal-reason" required={found.needs_reason}>
                <OpinionInput id="removal-reason" opinion={reason} onOpinion={setReason} rows={2} rowsMax={6} />
              </Form.Item>
            </Form>
          </>
        )}
      </Loaded>
    </Modal>
  );
}

function Consequence({ removal, hasVoted }: { removal: Schemas['Removal']; hasVoted: boolean }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const others = removal.seats.slice(1).map((gone) => text(gone.title));
  const decided = removal.outcome ? t('removal.decidesAs', { outcome: text(removal.outcome.title) }) : t('removal.decides');
  return (
    <>
      <p>{t(hasVoted ? 'removal.voted' : 'removal.silent')}</p>
      {others.length > 0 && <p>{t('removal.with', { names: others.join(t('removal.comma')) })}</p>}
      {removal.decides ? (
        <Alert className="jw-gap" type="warning" showIcon title={decided} description={removal.matter && t('removal.ends', { state: text(removal.matter.title) })} />
      ) : (
        <p className="jw-soft">{t('removal.goesOn')}</p>
      )}
    </>
  );
}
