import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { pathOfForm } from '@/api/path-of-form';
import { useLabel } from '@/lib/language';
import { ClosedWord } from '../ClosedWord';
import { Refusal } from '../feedback/Refusal';
import { Panel } from '../Panel';
import { PathSteps } from './PathSteps';
import { useRested } from './useRested';

interface BegunPathProps {
  subject: Schemas['FormSubject'];
  values: Schemas['Values'];
}

// The processes that handing in the form begins, each with the steps it will meet as the form stands; looked up again when
// the hand rests.
export function BegunPath({ subject, values }: BegunPathProps) {
  const { t } = useTranslation('start');
  const asked = useRested(JSON.stringify(values));
  const query = useQuery({
    queryKey: ['path', subject, asked],
    queryFn: () => pathOfForm(subject, JSON.parse(asked) as Schemas['Values']),
    placeholderData: (before) => before,
  });
  if (query.error) return <Refusal error={query.error} quiet />;
  if (!query.data) return null;
  const { processes } = query.data;
  if (processes.length === 0) return <NoProcess />;
  return (
    <Panel title={t('path.title')}>
      {processes.map((begun) => (
        <Begun key={begun.process.id} begun={begun} made={subject.record?.transition ? 'transition' : 'create'} />
      ))}
    </Panel>
  );
}

export function NoProcess() {
  const { t } = useTranslation('start');
  return <p className="jw-soft jw-small">{t('path.none')}</p>;
}

function Begun({ begun, made }: { begun: Schemas['BegunProcess']; made: 'create' | 'transition' }) {
  const { t } = useTranslation('start');
  const text = useLabel();
  const title = text(begun.process.title);
  if (begun.closed) return <ClosedWord closed={begun.closed} />;
  return (
    <>
      <p className="jw-soft">{t(`path.begins.${made}`, { title })}</p>
      {begun.steps.length > 0 ? <PathSteps steps={begun.steps} /> : <p>{t('path.noSteps')}</p>}
    </>
  );
}
