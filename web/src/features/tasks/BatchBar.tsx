import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Checkbox, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTasks } from '@/api/act-on-tasks';
import type { Schemas } from '@/api/client';
import { Refusal } from '@/components/feedback/Refusal';
import { type OpinionBox, OpinionInput } from '@/components/OpinionInput';
import { changedMeanwhile } from '@/components/form/useMetForm';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { useJoin, useLabel } from '@/lib/language';
import { neededBySome, needingWords, sharedOutcomes, sharesOf } from './batch';
import { useOpinionWords } from './useOpinionWords';

type Row = Schemas['TaskRow'];

const namesMax = 3;

interface BarProps {
  chosen: Row[];
  gone: Row[]; // that were chosen and are in the list no more
  onLeft: (tasks: string[]) => void;
  onTransfer: () => void;
}

// Stays at the foot of the screen, wherever in the list the boxes are ticked.
export function BatchBar({ chosen, gone, onLeft, onTransfer }: BarProps) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  const join = useJoin();
  const titles = useTitles();
  const refresh = useRefresh();
  // Of each share one, so that both may be sent again after a lost answer.
  const keys = [useActKey(), useActKey()];
  const box = useRef<OpinionBox>(null);
  const [opinion, setOpinion] = useState('');
  const [isSpared, setSpared] = useState(true);
  const [asked, setAsked] = useState<string | null>(null);
  const [left, setLeft] = useState<Schemas['BatchResult'][]>([]);
  const outcomes = sharedOutcomes(chosen);
  const needed = neededBySome(chosen, outcomes);
  const general = useOpinionWords(outcomes);
  const words = needed.length > 0 ? t('batch.opinion.part') : general;
  const isOfSome = needed.some((one) => one.outcomes.some(({ id }) => id === asked));
  const lacking = isOfSome ? t('batch.missing', { titles: titles(needingWords(chosen, asked ?? '')) }) : t('opinion.missing');
  const act = useMutation({
    mutationFn: async (outcome: string) => {
      const items: Awaited<ReturnType<typeof actOnTasks>>['items'] = [];
      for (const [place, share] of sharesOf(chosen, outcome, opinion, isSpared).entries()) {
        const what = { ...share, outcome };
        items.push(...(await actOnTasks(what, keys[place].of(what))).items);
      }
      return items;
    },
    onSettled: (_, error) => keys.forEach((key) => key.settle(_, error)),
    onSuccess: (items) => {
      const refused = items.filter((item) => !item.done);
      onLeft(refused.map((item) => item.task));
      const reasons = [...new Set(refused.map((item) => text(item.title)))];
      setLeft(refused.filter((item) => fieldsOf(item).length > 0));
      if (refused.length > 0) void message.warning(t('batch.left', { count: refused.length, why: join(reasons) }));
      else void message.success(t('batch.done', { count: items.length }));
      void refresh();
    },
  });

  function give(outcome: Schemas['OutcomeAtOnce']) {
    const lacks = outcome.needs_opinion && opinion.trim() === '';
    setAsked(lacks ? outcome.id : null);
    if (lacks) box.current?.focus();
    else act.mutate(outcome.id);
  }

  return (
    <div className="jw-actions" role="toolbar" aria-label={t('batch.title')}>
      <Refusal error={act.error} onClose={() => act.reset()} />
      {gone.length > 0 && !act.isPending && (
        <Alert
          type="info"
          showIcon
          role="status"
          title={t('batch.gone', { count: gone.length, titles: titles(gone) })}
          closable={{ onClose: () => onLeft(chosen.map((task) => task.key)) }}
        />
      )}
      <Left title={t('batch.lacking')} rows={chosen} results={left.filter((item) => !isChanged(item))} say={({ label }) => text(label)} />
      <Left title={t('batch.changed')} rows={chosen} results={left.filter(isChanged)} say={({ label, how }) => t('batch.by', { what: text(label), how: text(how) })} />
      {needed.map((one) => (
        <div key={one.outcomes[0].id} className="jw-soft">
          {t('batch.needed', { outcomes: join(one.outcomes.map((outcome) => text(outcome.title))), titles: titles(one.tasks) })}
        </div>
      ))}
      {outcomes.length > 0 && (
        <OpinionInput ref={box} label={words} opinion={opinion} onOpinion={setOpinion} lacking={asked !== null && lacking} />
      )}
      {chosen.length > 0 && (
        <Space wrap className="jw-actions-row">
          <span>{t('batch.chosen', { count: chosen.length })}</span>
          {outcomes.length === 0 && <span className="jw-soft">{t('batch.differ')}</span>}
          {needed.length > 0 && (
            <Checkbox checked={isSpared} onChange={(event) => setSpared(event.target.checked)}>
              {t('batch.onlyNeeded')}
            </Checkbox>
          )}
          {outcomes.map((outcome, place) => (
            <Button
              key={outcome.id}
              type={place === 0 ? 'primary' : 'default'}
              danger={outcome.tone === 'danger'}
              loading={act.isPending && act.variables === outcome.id}
              disabled={act.isPending}
              onClick={() => give(outcome)}
            >
              {t('batch.outcome', { outcome: text(outcome.title) })}
            </Button>
          ))}
          <Button disabled={act.isPending} onClick={onTransfer}>
            {t('batch.transferChosen')}
          </Button>
          <Button type="text" onClick={() => onLeft([])}>
            {t('batch.none')}
          </Button>
        </Space>
      )}
    </div>
  );
}

const fieldsOf = (result: Schemas['BatchResult']) => (result.missing ?? []).filter((one) => one.field);
const isChanged = (result: Schemas['BatchResult']) => result.code === changedMeanwhile;

interface LeftProps {
  title: string;
  rows: Row[];
  results: Schemas['BatchResult'][];
  say: (field: Schemas['Missing']) => string;
}

// Which fields each task that is left is held up by, and the way to it.
function Left({ title, rows, results, say }: LeftProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const join = useJoin();
  const shown = results.flatMap((result) => {
    const row = rows.find((one) => one.key === result.task);
    return row ? [{ row, fields: fieldsOf(result).map(say) }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="jw-batch-lacking"
      title={title}
      description={
        <ul className="jw-missing">
          {shown.map(({ row, fields }) => (
            <li key={row.key}>
              <Link to="/tasks/$key" params={{ key: row.key }}>
                {row.subject || text(row.title)}
              </Link>
              {t('batch.lacks', { what: join(fields) })}
            </li>
          ))}
        </ul>
      }
    />
  );
}

// The first few by name, and how many there are.
function useTitles() {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const join = useJoin();
  return (rows: Row[]) => {
    const named = join(rows.slice(0, namesMax).map((row) => t('batch.quoted', { title: row.subject || text(row.title) })));
    return rows.length > namesMax ? t('batch.titles', { titles: named, count: rows.length }) : named;
  };
}
