import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { charterQuery } from '@/api/charter-query';
import { chartersQuery } from '@/api/charters-query';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';

type Clause = Schemas['Clause'];

// The clauses that demand a step, one click away: their words and the way to the charter.
export function ClauseTag({ ids, clauses }: { ids?: string[]; clauses?: Clause[] }) {
  const [open, setOpen] = useState(false);
  const { t } = useTranslation();
  const names = clauses?.map((clause) => clause.id) ?? ids ?? [];
  if (names.length === 0) return null;
  const text = names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join(' ');
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={clauses ? <ClauseTexts clauses={clauses} /> : <FoundClauses ids={names} />}
    >
      <button type="button" className="jw-clause" aria-label={t('clause.open', { ids: names.join(' ') })}>
        {text}
      </button>
    </Popover>
  );
}

function FoundClauses({ ids }: { ids: string[] }) {
  const briefs = useQuery(chartersQuery());
  const charters = useQueries({ queries: (briefs.data?.items ?? []).map((brief) => charterQuery(brief.pack)) });
  const found = charters.flatMap(({ data }) =>
    (data?.clauses ?? []).filter((one) => ids.includes(one.id)).map((one) => ({ id: one.id, text: one.text, pack: data!.pack })),
  );
  return <ClauseTexts clauses={found.length > 0 ? found : ids.map((id) => ({ id, text: { zh: '', en: '' }, pack: '' }))} />;
}

function ClauseTexts({ clauses }: { clauses: Clause[] }) {
  const text = useLabel();
  const { t } = useTranslation();
  return (
    <dl className="jw-clause-text">
      {clauses.map((clause) => (
        <div key={clause.id}>
          <dt>{clause.id}</dt>
          <dd>
            {text(clause.text)}{' '}
            {clause.pack && (
              <Link to="/charter/$pack" params={{ pack: clause.pack }} hash={clause.id}>
                {t('clause.read')}
              </Link>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
