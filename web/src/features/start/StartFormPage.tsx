import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { dropStartDraft } from '@/api/drop-start-draft';
import { processQuery } from '@/api/process-query';
import { saveStartDraft } from '@/api/save-start-draft';
import { startProcess } from '@/api/start-process';
import { ActResult } from '@/components/ActResult';
import { ClosedWord } from '@/components/ClosedWord';
import { ClauseTag } from '@/components/ClauseTag';
import { DraftWord } from '@/components/form/DraftWord';
import { FormView } from '@/components/form/FormView';
import { keepEnter } from '@/components/form/keepEnter';
import { MetRefusal } from '@/components/form/MetRefusal';
import { rememberDraft } from '@/components/form/rememberDraft';
import { useFormState } from '@/components/form/useFormState';
import { useKeptDraft } from '@/components/form/useKeptDraft';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';
import { BehalfChoice } from './BehalfChoice';
import { PathPreview } from './PathPreview';

// The start of a process: its form, then the result with who acts next.
export function StartFormPage() {
  const { t } = useTranslation('start');
  const { process } = useParams({ from: '/frame/start/$process' });
  const { again } = useSearch({ from: '/frame/start/$process' });
  const [behalf, setBehalf] = useState<string | undefined>();
  const queries = useQueryClient();
  const query = useQuery({ ...processQuery(process, again, behalf), refetchOnWindowFocus: false });
  const [started, setStarted] = useState<Schemas['ProcessStarted'] | null>(null);

  if (started) {
    const again = () => {
      setStarted(null);
      void queries.resetQueries({ queryKey: ['process', process] });
    };
    return <ActResult instance={started.instance} record={started.record} next={started.next_persons} again={{ process, onAgain: again }} />;
  }
  return (
    <Loaded query={query} back={<Link to="/start">{t('title')}</Link>}>
      {(start) => (
        <StartForm key={`${process} ${again ?? ''} ${behalf ?? ''}`} start={start} behalf={behalf} onBehalf={setBehalf} onStarted={setStarted} />
      )}
    </Loaded>
  );
}

interface StartFormProps {
  start: Schemas['ProcessStart'];
  behalf: string | undefined;
  onBehalf: (person: string | undefined) => void;
  onStarted: (started: Schemas['ProcessStarted']) => void;
}

function StartForm({ start, behalf, onBehalf, onStarted }: StartFormProps) {
  const { t } = useTranslation('start');
  const { message } = App.useApp();
  const text = useLabel();
  const refresh = useRefresh();
  const queries = useQueryClient();
  const key = useActKey();
  const navigate = useNavigate({ from: '/start/$process' });
  // Started again, the form begins with the earlier matter, until what was changed of it is kept as the draft.
  const { again, kept: keptAgain } = useSearch({ from: '/frame/start/$process' });
  const isFresh = again !== undefined && !keptAgain;
  const { closed } = start.process;
  const form = useFormState(start.form, isFresh ? undefined : start.draft?.values);
  const [choices, setChoices] = useState<Schemas['Choices']>({});
  const submit = useMutation({
    mutationFn: async () => {
      form.forgive();
      await kept.settled();
      const values = form.sendable();
      return startProcess(start.process.id, { values, choices, again, behalf }, key.of(values, choices, behalf));
    },
    onSettled: key.settle,
    onError: (error) => form.refuse(error),
    onSuccess: (started) => {
      kept.release();
      void remember(undefined);
      // A start that is answered again did not meet the draft that was kept in between.
      if (kept.savedAt) dropStartDraft(start.process.id).catch(() => {});
      onStarted(started);
      void refresh();
    },
  });
  const kept = useKeptDraft({ parts: [form.values], pending: submit.isPending, savedAt: isFresh ? undefined : start.draft?.saved_at, save: closed ? null : saveDraft });
  const draft = useMutation({
    mutationFn: kept.keepNow,
    onError: (error) => form.refuse(error),
    onSuccess: () => void message.success(t('kept')),
  });

  async function saveDraft() {
    const values = form.sendable();
    void remember({ values, saved_at: kept.savedAt ?? '' });
    if (isFresh) void navigate({ search: { again, kept: true }, replace: true });
    const saved = await saveStartDraft(start.process.id, values);
    await remember({ values, ...saved });
    return saved;
  }

  // The form shows it when it is opened again, before the server is asked.
  function remember(draft: Schemas['TaskDraft'] | undefined) {
    return rememberDraft<Schemas['ProcessStart']>(queries, processQuery(start.process.id, again, behalf).queryKey, draft);
  }

  return (
    <div className="jw-desk">
      <PageHead title={text(start.process.title)}>
        <ClauseTag ids={start.process.clauses} />
      </PageHead>
      {start.process.description && <p className="jw-soft">{text(start.process.description)}</p>}
      {closed && <ClosedWord closed={closed} />}
      {again && !closed && <Alert type="info" showIcon className="jw-closed-word" title={t(isFresh && start.draft ? 'again.draft' : 'again.what')} />}
      {start.may_behalf && <BehalfChoice start={start} onBehalf={onBehalf} />}
      <MetRefusal error={form.refused} onClose={form.forgive} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate();
        }}
        onKeyDown={(event) => {
          keepEnter(event);
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit.mutate();
        }}
      >
        <Panel>
          <FormView
            schema={form.schema}
            values={form.values}
            states={form.states}
            missing={form.missing}
            names={form.names}
            isNew
            change={form.change}
          />
        </Panel>
        <PathPreview process={start.process.id} values={form.sendable()} choices={choices} behalf={behalf} onChoices={setChoices} />
        <div className="jw-actions">
          <Space wrap className="jw-actions-row">
            <Button type="primary" htmlType="submit" disabled={Boolean(closed)} loading={submit.isPending}>
              {t('submit')}
            </Button>
            <Button disabled={Boolean(closed)} loading={draft.isPending} onClick={() => draft.mutate()}>
              {t('keep')}
            </Button>
            <DraftWord savedAt={kept.savedAt} failed={kept.failed} />
          </Space>
        </div>
      </form>
    </div>
  );
}
