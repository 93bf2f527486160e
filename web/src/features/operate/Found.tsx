import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Engine, instancesFoundQuery, pageSize } from '@/api/engine';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { formatInstant } from '@/lib/time';
import { FoundActs } from './FoundActs';
import { type Chosen, type EngineSearch, filterOf } from './found';
import { StandingTag } from './StandingTag';
import { useProcessName } from './useProcessName';

// The instances found, and what can be done with those chosen: some, or all of every page.
export function Found({ search }: { search: EngineSearch }) {
  const asked = JSON.stringify({ ...search, page: undefined });
  return <FoundList key={asked} search={search} />;
}

function FoundList({ search }: { search: EngineSearch }) {
  const { t } = useTranslation('operate');
  const navigate = useNavigate({ from: '/operate' });
  const page = search.page ?? 1;
  const query = useQuery({ ...instancesFoundQuery(filterOf(search), page), placeholderData: (before) => before });
  const [chosen, setChosen] = useState<Chosen>([]);
  const choose = (keys: string[], is: boolean) =>
    setChosen((before) => [...(before === 'all' ? [] : before).filter((key) => !keys.includes(key)), ...(is ? keys : [])]);
  return (
    <Panel flush>
      <Loaded query={query} rows={8}>
        {({ items, total }) => {
          const keys = items.map((item) => item.processInstanceKey);
          const isChosen = (key: string) => chosen === 'all' || chosen.includes(key);
          const here = keys.filter(isChosen).length;
          const count = chosen === 'all' ? total : chosen.length;
          if (total === 0) return <Nothing text={t('none')} />;
          return (
            <>
              <div className="jw-engine-acts">
                <Checkbox
                  checked={here === keys.length}
                  indeterminate={here > 0 && here < keys.length}
                  onChange={(event) => choose(keys, event.target.checked)}
                >
                  {count > 0 ? t('chosen', { count }) : t('common:total', { count: total })}
                </Checkbox>
                {count > 0 && count < total && (
                  <Button size="small" type="link" onClick={() => setChosen('all')}>
                    {t('chooseAll', { count: total })}
                  </Button>
                )}
                <FoundActs search={search} chosen={chosen} count={count} onDone={() => setChosen([])} />
              </div>
              <ul className="jw-list">
                {items.map((item) => (
                  <Item key={item.processInstanceKey} instance={item} chosen={isChosen(item.processInstanceKey)} onChoose={choose} />
                ))}
              </ul>
              <Pager
                page={page}
                size={pageSize}
                total={total}
                onChange={(next) => void navigate({ search: { ...search, page: next > 1 ? next : undefined } })}
              />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

interface ItemProps {
  instance: Engine['ProcessInstance'];
  chosen: boolean;
  onChoose: (keys: string[], is: boolean) => void;
}

function Item({ instance, chosen, onChoose }: ItemProps) {
  const { t } = useTranslation('operate');
  const nameOf = useProcessName();
  const { processInstanceKey: key, parentProcessInstanceKey: caller } = instance;
  const name = nameOf(instance.processDefinitionId, instance.processDefinitionName);
  return (
    <li className="jw-with-box">
      <Checkbox checked={chosen} aria-label={t('choose', { key })} onChange={(event) => onChoose([key], event.target.checked)} />
      <Link to="/operate/$key" params={{ key }} className="jw-item">
        <span className="jw-main">
          <span className="jw-title">
            {name} <span className="jw-of">v{instance.processDefinitionVersion}</span>
          </span>
          <span className="jw-meta">
            <code>{key}</code>
            {instance.businessId && <span>{t('businessId', { id: instance.businessId })}</span>}
            {caller && <span>{t('calledBy', { key: caller })}</span>}
            <span>{t('startedAt', { at: formatInstant(instance.startDate) })}</span>
            {instance.endDate && <span>{t('endedAt', { at: formatInstant(instance.endDate) })}</span>}
          </span>
        </span>
        <span className="jw-tags">
          <StandingTag instance={instance} />
        </span>
      </Link>
    </li>
  );
}
