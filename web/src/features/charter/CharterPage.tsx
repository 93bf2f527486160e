import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { charterQuery } from '@/api/charter-query';
import type { Schemas } from '@/api/client';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { WordsInput } from '@/components/WordsInput';
import { useLabel } from '@/lib/language';

type Clause = Schemas['Charter']['clauses'][number];
const kinds = ['all', 'in_force', 'planned', 'open'] as const;
type Kind = (typeof kinds)[number];

// The rules clause by clause: what each says, what carries it out, which scenario proves it.
export function CharterPage() {
  const { t } = useTranslation('charter');
  const text = useLabel();
  const { pack } = useParams({ from: '/frame/charter/$pack' });
  const { hash } = useLocation();
  const query = useQuery(charterQuery(pack));
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<Kind>('all');

  useEffect(() => {
    if (query.data && hash) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, [query.data, hash]);

  const wanted = (clause: Clause) =>
    (kind === 'all' || (kind === 'open' ? clause.open : clause.status === kind)) &&
    `${clause.id} ${clause.text.zh} ${clause.text.en}`.toLowerCase().includes(words.toLowerCase());

  return (
    <Loaded query={query} rows={12}>
      {(charter) => {
        const found = charter.clauses.filter(wanted);
        return (
          <>
            <PageHead title={text(charter.title)}>
              <StateTag text={t('inForce', { count: charter.in_force })} tone="good" />
              <StateTag text={t('planned', { count: charter.planned })} />
              <StateTag text={t('open', { count: charter.open })} tone={charter.open > 0 ? 'warning' : 'neutral'} />
            </PageHead>
            <div className="jw-filters">
              <Segmented value={kind} onChange={setKind} options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} />
              <WordsInput value={words} label={t('search')} onChange={setWords} />
            </div>
            <Panel flush>
              {found.length === 0 && <Nothing text={t('noMatch')} />}
              <ul className="jw-list">
                {found.map((clause) => (
                  <ClauseItem key={clause.id} clause={clause} marked={hash === clause.id} />
                ))}
              </ul>
            </Panel>
          </>
        );
      }}
    </Loaded>
  );
}

function ClauseItem({ clause, marked }: { clause: Clause; marked: boolean }) {
  const { t } = useTranslation('charter');
  const text = useLabel();
  return (
    <li id={clause.id} className={marked ? 'jw-charter marked' : 'jw-charter'}>
      <div className="jw-charter-id">
        <b>{clause.id}</b>
        <StateTag text={t(`status.${clause.status}`)} tone={clause.status === 'in_force' ? 'good' : 'neutral'} />
        {clause.open && <StateTag text={t('status.open')} tone="warning" />}
      </div>
      <div className="jw-main">
        <p className="jw-charter-text">{text(clause.text)}</p>
        {clause.reason && <p className="jw-soft">{text(clause.reason)}</p>}
        {clause.carriers.length > 0 && (
          <div className="jw-carriers">
            <span className="jw-soft">{t('carriers')}</span>
            {clause.carriers.map((carrier) => (
              <Carrier key={carrier.path} carrier={carrier} />
            ))}
          </div>
        )}
        {clause.scenarios.length > 0 && (
          <details>
            <summary>{t('scenarios', { count: clause.scenarios.length })}</summary>
            <ul>
              {clause.scenarios.map((scenario) => (
                <li key={scenario.file}>
                  {scenario.story} <code className="jw-code">{scenario.file}</code>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function Carrier({ carrier }: { carrier: Clause['carriers'][number] }) {
  const { t } = useTranslation('charter');
  const text = useLabel();
  const said = (
    <>
      <span className="jw-soft">{t(`carrier.${carrier.kind}`)}</span> {text(carrier.title)}
    </>
  );
  if (!carrier.link) return <span title={carrier.path}>{said}</span>;
  return (
    <Link to={carrier.link} title={carrier.path}>
      {said}
    </Link>
  );
}
