import { useTranslation } from 'react-i18next';
import { useJoin, useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { useActor } from '@/components/useActor';
import { useWaitedFor } from '@/components/useWaitedFor';
import { ClauseTag } from '../ClauseTag';
import { Duration } from '../Duration';
import { Nothing } from '../feedback/Nothing';
import { AttachmentList } from '../form/AttachmentList';
import { SignatureImage } from '../form/SignatureImage';
import { Avatar } from '../PersonName';
import { StateTag } from '../StateTag';
import { toneOfOutcome } from '@/lib/tone';
import { Changes } from './Changes';
import { Said } from './Said';
import type { Told } from './story';

// The story of a task, a process or a record: who did what, with which words, in what time; what is
// still to come stands dashed at the end.
export function Timeline({ entries }: { entries: Told[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return <Nothing text={t('timeline.empty')} />;
  return (
    <ol className="jw-timeline">
      {entries.map((entry) => (
        <TimelineItem key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function TimelineItem({ entry }: { entry: Told }) {
  const text = useLabel();
  const join = useJoin();
  const { t } = useTranslation();
  const waitedFor = useWaitedFor();
  const actor = useActor();
  const ahead = !entry.at;
  const who = actor(entry.person) ?? waitedFor(entry.persons ?? []);
  const others = entry.person && entry.persons && entry.persons.length > 0 ? entry.persons : [];
  return (
    <li className={ahead ? 'ahead' : undefined}>
      <Avatar name={entry.person?.name ?? entry.persons?.[0]?.name} />
      <div className="jw-main">
        <div>
          <b>{who || t(ahead ? 'waitedFor.nobody' : 'timeline.system')}</b>
          {entry.on_behalf_of && <span className="jw-soft"> {t('timeline.behalf', { name: entry.on_behalf_of.name })}</span>}
          {entry.by_administrator && <span className="jw-soft"> · {t('timeline.byAdministrator')}</span>}
          {entry.seat && text(entry.seat) !== who && <span className="jw-soft"> · {text(entry.seat)}</span>}
        </div>
        <div className="jw-timeline-act">
          <span>{text(entry.title)}</span>
          {entry.outcome && <StateTag text={text(entry.outcome.title)} tone={toneOfOutcome(entry.outcome.id)} />}
          {entry.to_state && (
            <span className="jw-small">
              {entry.from_state && `${text(entry.from_state.title)} → `}
              {text(entry.to_state.title)}
            </span>
          )}
          {others.length > 0 && <span className="jw-small">{join(others.map((person) => person.name))}</span>}
          {entry.clause && <ClauseTag ids={[entry.clause]} />}
        </div>
        {entry.reason_text && <div className="jw-soft">{text(entry.reason_text)}</div>}
        {(entry.opinion || entry.text) && (
          <blockquote>
            <Said text={entry.opinion || entry.text || ''} people={entry.mentions ?? []} />
          </blockquote>
        )}
        {entry.files && <AttachmentList files={entry.files} />}
        {entry.changes && <Changes changes={entry.changes} />}
        {entry.signature && <SignatureImage signature={entry.signature} />}
        <div className="jw-meta">
          {entry.alike && <span>{t('timeline.alike', { count: entry.alike.count, since: formatInstant(entry.alike.since) })}</span>}
          {entry.at ? <time dateTime={entry.at}>{formatInstant(entry.at)}</time> : <span>{t('timeline.ahead')}</span>}
          {entry.seconds !== undefined && entry.seconds > 0 && (
            <span>
              {t('timeline.took')} <Duration seconds={entry.seconds} />
            </span>
          )}
        </div>
      </div>
    </li>
  );
}
