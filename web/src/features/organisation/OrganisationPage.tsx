import { useQuery } from '@tanstack/react-query';
import { Tabs, Tree, type TreeDataNode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { organisationQuery } from '@/api/organisation-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { Avatar, PersonName } from '@/components/PersonName';
import { StateTag } from '@/components/StateTag';
import { WordsInput } from '@/components/WordsInput';
import { useLabel } from '@/lib/language';
import { DeputyPanel } from './DeputyPanel';

type Organisation = Schemas['Organisation'];

// Who is who: units, the positions in them, who holds each, and who stands in for whom.
export function OrganisationPage() {
  const { t } = useTranslation('organisation');
  const query = useQuery(organisationQuery());
  return (
    <>
      <PageHead title={t('title')} />
      <Loaded query={query}>
        {(data) => (
          <Tabs
            items={[
              { key: 'units', label: t('units'), children: <Units data={data} /> },
              { key: 'people', label: t('people', { count: data.people.length }), children: <People data={data} /> },
              { key: 'deputies', label: t('deputies'), children: <DeputyPanel data={data} /> },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}

function Units({ data }: { data: Organisation }) {
  const text = useLabel();
  const roots = data.units.filter((unit) => !unit.parent);
  const [unit, setUnit] = useState(roots[0]?.id);
  const nodes = (parent: string | undefined): TreeDataNode[] =>
    data.units
      .filter((one) => (one.parent || undefined) === parent)
      .map((one) => ({ key: one.id, title: text(one.title), children: nodes(one.id) }));
  const chosen = data.units.find((one) => one.id === unit);

  return (
    <div className="jw-org">
      <Panel>
        <Tree
          blockNode
          defaultExpandAll
          selectedKeys={unit ? [unit] : []}
          treeData={nodes(undefined)}
          onSelect={([key]) => key && setUnit(String(key))}
        />
      </Panel>
      <Panel title={text(chosen?.title)} flush>
        {chosen && <Positions data={data} unit={chosen} />}
      </Panel>
    </div>
  );
}

function Positions({ data, unit }: { data: Organisation; unit: Organisation['units'][number] }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const positions = data.positions.filter((position) => position.unit === unit.id);
  if (positions.length === 0) return <Nothing text={t('noPositions')} />;
  return (
    <ul className="jw-list">
      {positions.map((position) => (
        <li key={position.id} className="jw-item">
          <span className="jw-main">
            <span>
              <b>{text(position.title)}</b> {unit.head_position === position.id && <StateTag text={t('head')} tone="active" />}{' '}
              <span className="jw-soft jw-small">{t('headcount', { held: position.holders.length, count: position.headcount })}</span>
            </span>
            <span className="jw-holders">
              {position.holders.length === 0 && <StateTag text={t('vacant')} tone="warning" />}
              {position.holders.map((person) => (
                <PersonName key={person.id} name={person.name} />
              ))}
              {(position.deputies ?? []).map((person) => (
                <span key={person.id} className="jw-soft">
                  {t('deputy', { name: person.name })}
                </span>
              ))}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function People({ data }: { data: Organisation }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = data.people.filter((person) =>
    [person.name, person.initials, ...person.positions.flatMap((one) => [one.title.zh, one.title.en])].some((one) =>
      one.toLowerCase().includes(wanted),
    ),
  );
  return (
    <>
      <div className="jw-filters">
        <WordsInput value={words} label={t('search')} onChange={setWords} />
      </div>
      {found.length === 0 && <Nothing text={t('nobody')} />}
      <div className="jw-people">
        {found.map((person) => (
          <div key={person.id} className="jw-process">
            <span className="jw-person">
              <Avatar name={person.name} />
              <b>{person.name}</b>
            </span>
            <span className="jw-soft jw-small">
              {person.positions.map((one) => text(one.title)).join(' · ') || '—'}
              {person.unit && ` · ${text(person.unit.title)}`}
            </span>
          </div>
        ))}
      </div>
    </>
  );
}
