import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { SeatTransferDialog } from '@/components/transfer/SeatTransferDialog';

interface SeatTransferProps {
  seat: Schemas['Seat'];
  onAct: (act: Schemas['TaskAct']) => void;
}

// The way to give somebody's seat to another person, beside the seat.
export function SeatTransfer({ seat, onAct }: SeatTransferProps) {
  const { t } = useTranslation('tasks');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('seatTransfer.act')}
      </Button>
      {open && (
        <SeatTransferDialog
          seat={seat}
          onAct={(act) => {
            setOpen(false);
            onAct(act);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
