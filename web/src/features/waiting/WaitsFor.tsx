import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Duration } from '@/components/Duration';
import { useWaitedFor } from '@/components/useWaitedFor';
import { formatInstant } from '@/lib/time';

const namedAtOnce = 2;

// For whom a task waits, and for how long; many are counted, and named when the number is chosen.
export function WaitsFor({ row }: { row: Schemas['TaskRow'] }) {
  const { t } = useTranslation('waiting');
  const waitedFor = useWaitedFor();
  const [isOpen, setOpen] = useState(false);
  if (!row.waiting) return null;
  const { persons, vacant, seconds, since } = row.waiting;
  const names = waitedFor(persons, vacant);
  const isMany = persons.length + vacant.length > namedAtOnce;
  return (
    <span className="jw-waits-for">
      {isMany ? (
        <Popover content={names} open={isOpen} trigger={['hover', 'focus']} onOpenChange={setOpen}>
          <Button type="link" size="small" onClick={() => setOpen(true)}>
            {t('persons', { count: persons.length + vacant.length })}
          </Button>
        </Popover>
      ) : (
        <span>{names || t('nobody')}</span>
      )}
      <span className={row.overdue ? 'jw-small jw-overdue' : 'jw-small jw-soft'} title={formatInstant(since)}>
        {t('waited')} <Duration seconds={seconds} />
      </span>
    </span>
  );
}
