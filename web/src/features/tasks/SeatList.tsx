import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Panel } from '@/components/Panel';
import { Avatar } from '@/components/PersonName';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { toneOfOutcome } from '@/lib/tone';

type Seat = Schemas['Seat'];

// Who decides: every seat with its vote, and how many have acted.
export function SeatList({ kind, seats, policy }: { kind: Schemas['TaskKind']; seats: Seat[]; policy?: string }) {
  const { t } = useTranslation('tasks');
  const acted = seats.filter((seat) => seat.state === 'acted').length;
  return (
    <Panel title={t(kind === 'vote' ? 'seats' : 'actors', { acted, total: seats.length })} extra={policy && <StateTag text={t(`policy.${policy}`)} tone="active" />}>
      <ul className="jw-seats">
        {seats.map((seat) => (
          <SeatItem key={seat.id} seat={seat} />
        ))}
      </ul>
    </Panel>
  );
}

function SeatItem({ seat }: { seat: Seat }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  return (
    <li className={seat.state}>
      <Avatar name={seat.person?.name} />
      <div className="jw-main">
        <b>{text(seat.title)}</b> {seat.person?.name !== text(seat.title) && seat.person?.name}
        {seat.deputy_for && <span className="jw-soft"> {t('common:timeline.behalf', { name: seat.deputy_for.name })}</span>}
        {seat.opinion && <blockquote>{seat.opinion}</blockquote>}
        {seat.at && <div className="jw-meta">{formatInstant(seat.at)}</div>}
      </div>
      {seat.outcome ? (
        <StateTag text={text(seat.outcome.title)} tone={toneOfOutcome(seat.outcome.id)} />
      ) : (
        <StateTag text={t(`seat.${seat.state}`)} tone={seat.state === 'open' ? 'warning' : 'neutral'} />
      )}
    </li>
  );
}
