import { useMutation } from '@tanstack/react-query';
import { App, Button, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTasks } from '@/api/act-on-tasks';
import type { Schemas } from '@/api/client';
import { asProblem } from '@/api/problem';
import { OpinionInput } from '@/components/OpinionInput';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';
import { useOpinionWords } from './useOpinionWords';

interface QuickProps {
  task: Schemas['TaskRow'];
  outcomes: Schemas['OutcomeAtOnce'][];
  onDone: () => void;
}

// Decides one task without leaving the list: one click opens the opinion, the second decides.
export function QuickDecision({ task, outcomes, onDone }: QuickProps) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  const refresh = useRefresh();
  const key = useActKey();
  const [open, setOpen] = useState(false);
  const [opinion, setOpinion] = useState('');
  const [asked, setAsked] = useState(false);
  const words = useOpinionWords(outcomes);
  const act = useMutation({
    mutationFn: (outcome: string) => {
      const what = { tasks: [task.key], outcome, opinion: opinion.trim() || undefined };
      return actOnTasks(what, key.of(what));
    },
    onSettled: key.settle,
    onError: (error) => void message.error(text(asProblem(error).title) || t('common:problem.unreachable')),
    onSuccess: (result) => {
      const refused = result.items.find((item) => !item.done);
      if (refused) return void message.warning(text(refused.title));
      setOpen(false);
      onDone();
      void message.success(t('batch.done', { count: 1 }));
      void refresh();
    },
  });

  function give(outcome: Schemas['OutcomeAtOnce']) {
    const lacks = outcome.needs_opinion && opinion.trim() === '';
    setAsked(lacks);
    if (!lacks) act.mutate(outcome.id);
  }

  const title = task.subject || text(task.title);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      title={title}
      destroyOnHidden
      content={
        <div className="jw-quick">
          <OpinionInput label={words} opinion={opinion} onOpinion={setOpinion} lacking={asked && t('opinion.missing')} rows={2} rowsMax={5} />
          <Space>
            {outcomes.map((outcome, place) => (
              <Button
                key={outcome.id}
                type={place === 0 ? 'primary' : 'default'}
                danger={outcome.tone === 'danger'}
                loading={act.isPending && act.variables === outcome.id}
                disabled={act.isPending}
                onClick={() => give(outcome)}
              >
                {text(outcome.title)}
              </Button>
            ))}
          </Space>
        </div>
      }
    >
      <Button size="small" type="link" className="jw-quick-open" aria-label={t('quick.open', { title })}>
        {t('quick.decide')}
      </Button>
    </Popover>
  );
}
