import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { AwayNote } from '@/components/AwayNote';
import { Panel } from '@/components/Panel';
import { Avatar } from '@/components/PersonName';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { useWaitedFor } from '@/components/useWaitedFor';
import { toneOfOutcome } from '@/lib/tone';
import { SeatRemoval } from './SeatRemoval';
import { SeatTransfer } from './SeatTransfer';

type Seat = Schemas['Seat'];

interface SeatListProps {
  task: string;
  kind: Schemas['TaskKind'];
  seats: Seat[];
  policy?: string;
  rule?: Schemas['Text'];
  onAct: (act: Schemas['TaskAct']) => void;
}

// Who decides: every seat with its vote, and how many have acted.
export function SeatList({ task, kind, seats, policy, rule, onAct }: SeatListProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const acted = seats.filter((seat) => seat.state === 'acted').length;
  const total = seats.filter((seat) => seat.status?.id !== 'removed').length;
  return (
    <Panel title={t(kind === 'vote' ? 'seats' : 'actors', { acted, total })} extra={policy && <StateTag text={t(`policy.${policy}`)} tone="active" />}>
      {rule && <p className="jw-soft jw-small">{text(rule)}</p>}
      <ul className="jw-seats">
        {seats.map((seat) => (
          <SeatItem key={seat.id} task={task} seat={seat} onAct={onAct} />
        ))}
      </ul>
    </Panel>
  );
}

function SeatItem({ task, seat, onAct }: { seat: Seat } & Pick<SeatListProps, 'task' | 'onAct'>) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const waitedFor = useWaitedFor();
  const people = seat.person ? [{ ...seat.person, deputy_for: seat.deputy_for }] : (seat.candidates ?? []);
  const name = waitedFor(people);
  return (
    <li className={seat.state}>
      <Avatar name={seat.person?.name} />
      <div className="jw-main">
        <b>{text(seat.title)}</b> {name !== text(seat.title) && name}
        {seat.weight !== undefined && <span className="jw-soft"> {t('weight', { weight: seat.weight })}</span>}
        {seat.relation && <span className="jw-soft"> {t(`relation.${seat.relation}`, { name: seat.added_by?.name })}</span>}
        {seat.asked_by && <span className="jw-soft"> {t('askedBy', { name: seat.asked_by.name })}</span>}
        {(seat.state === 'open' || seat.state === 'waiting') && <AwayNote persons={people} />}
        {seat.opinion && <blockquote>{seat.opinion}</blockquote>}
        {seat.reason_text && <div className="jw-meta">{text(seat.reason_text)}</div>}
        {seat.at && <div className="jw-meta">{formatInstant(seat.at)}</div>}
      </div>
      {seat.transferable && <SeatTransfer seat={seat} onAct={onAct} />}
      {seat.removable && <SeatRemoval task={task} seat={seat} onAct={onAct} />}
      {seat.outcome && seat.state !== 'canceled' ? (
        <StateTag text={text(seat.outcome.title)} tone={toneOfOutcome(seat.outcome.id)} />
      ) : (
        <StateTag text={seat.status ? text(seat.status.title) : t(`seat.${seat.state}`)} tone={seat.state === 'open' ? 'warning' : 'neutral'} />
      )}
    </li>
  );
}
