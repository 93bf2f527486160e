import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Tabs } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTask } from '@/api/act-on-task';
import type { Schemas } from '@/api/client';
import { asProblem, type Missing } from '@/api/problem';
import { saveTaskDraft } from '@/api/save-task-draft';
import { setDeputy } from '@/api/set-deputy';
import { taskQuery } from '@/api/task-query';
import type { TasksNarrowed } from '@/api/tasks-query';
import { Loading } from '@/components/feedback/Loading';
import type { Attachment } from '@/components/form/AttachmentList';
import { DraftWord } from '@/components/form/DraftWord';
import { FormView } from '@/components/form/FormView';
import { MetRefusal } from '@/components/form/MetRefusal';
import { rememberDraft } from '@/components/form/rememberDraft';
import { useKeptDraft } from '@/components/form/useKeptDraft';
import { changedMeanwhile, useMetForm } from '@/components/form/useMetForm';
import { OpinionAreas } from '@/components/OpinionAreas';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { Story } from '@/components/timeline/Story';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';
import { useWaitedFor } from '@/components/useWaitedFor';
import { ActionBar } from './ActionBar';
import { Beside, Comparison } from './Beside';
import { isContinuous, nextTask } from './continuous';
import { MatterNow } from './MatterNow';
import { ReturnedNotice } from './ReturnedNotice';
import { SeatList } from './SeatList';
import { StoredForm, Unsent } from './StoredForm';
import { TaskHead } from './TaskHead';
import { useSigning } from './useSigning';

const DiagramPanel = lazy(() => import('@/components/diagram/DiagramPanel').then((file) => ({ default: file.DiagramPanel })));

interface DeskProps {
  task: Schemas['TaskDetail'];
  narrowed: TasksNarrowed; // what the list was narrowed to that it was opened from
  onDone: (result: Schemas['TaskActDone']) => void;
}

// The desk holds what is being filled in; a refused act keeps every word of it.
export function TaskDesk({ task, narrowed, onDone }: DeskProps) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  const waitedFor = useWaitedFor();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const queries = useQueryClient();
  const key = useActKey();
  const form = useMetForm(task.form, task.draft);
  const [read] = useState(task.form.values);
  const [opinion, setOpinion] = useState(task.draft?.opinion ?? '');
  const [files, setFiles] = useState<Attachment[]>([]);
  const signing = useSigning({ isNeeded: task.needs_signature === true, isAnew: task.signed_anew === true });
  const [tab, setTab] = useState('work');
  const open = task.acts.includes('complete');
  // What is said and signed goes with the act as the form does.
  useEffect(form.forgive, [form.forgive, opinion, files, signing.shown]);

  const act = useMutation({
    mutationFn: async (what: Schemas['TaskAct']) => {
      form.forgive();
      await kept.settled();
      const signed = what.act === 'complete' ? { ...what, signature: await signing.give() } : what;
      return actOnTask(task.key, { version: task.version, ...signed }, key.of(task.version, signed));
    },
    onSettled: key.settle,
    onError: (error) => {
      const { code, status, missing } = asProblem(error);
      if (code === changedMeanwhile) return meet(error, missing);
      refuse(error);
      if (status === 409) void refresh();
    },
    onSuccess: async (result, what) => {
      if (what.act === 'complete') {
        kept.release();
        // The act is done: a signature that could not be kept is drawn again the next time.
        await signing.given().catch(() => undefined);
        await completed(result);
      } else void message.success(t(`did.${what.act}`));
      void refresh();
    },
  });
  const kept = useKeptDraft({
    parts: [form.values, opinion],
    pending: act.isPending,
    savedAt: task.draft?.saved_at,
    save: task.acts.includes('save_draft') ? saveDraft : null,
  });
  const draft = useMutation({
    mutationFn: kept.keepNow,
    onError: (error) => refuse(error),
    onSuccess: () => void message.success(t('did.save_draft')),
  });

  // It stands beside the form.
  function refuse(error: unknown, lacking?: Missing[]) {
    setTab('work');
    form.refuse(error, lacking);
  }

  // Somebody else has changed what the form shows: his changes come in, and what both changed is to be chosen.
  async function meet(conflict: unknown, said: Missing[]) {
    try {
      // What a kept draft has put into the cache is no answer of the server.
      const now = await queries.fetchQuery({ ...taskQuery(task.key), staleTime: 0 });
      form.meet(now.form, said);
      refuse(conflict, []);
    } catch (error) {
      refuse(error);
    }
  }

  // The page shows the draft when it is opened again, before the server is asked.
  async function saveDraft() {
    const typed = { values: form.sendable(), opinion, record_version: form.keptVersion };
    const both = form.both();
    const remember = (saved_at: string) =>
      rememberDraft<Schemas['TaskDetail']>(queries, taskQuery(task.key).queryKey, { ...typed, saved_at, both });
    void remember(kept.savedAt ?? '');
    const saved = await saveTaskDraft(task.key, typed);
    await remember(saved.saved_at);
    return saved;
  }
  const deputy = useMutation({
    mutationFn: (person: string) => setDeputy({ deputy: person }),
    onError: (error) => refuse(error),
    onSuccess: () => {
      void message.success(t('did.deputy'));
      void refresh();
    },
  });

  async function completed(result: Schemas['TaskActDone']) {
    const names = waitedFor(result.next_persons);
    const next = isContinuous() ? await nextTask(queries, narrowed, result) : undefined;
    if (!next || next === task.key) return onDone(result);
    void message.success(names ? t('doneNext', { names }) : t('done'));
    await navigate({ to: '/tasks/$key', params: { key: next }, search: narrowed });
  }

  function complete(outcome: string) {
    act.mutate({
      act: 'complete',
      outcome,
      opinion: opinion.trim() || undefined,
      files: files.length > 0 ? files.map((file) => file.id) : undefined,
      values: form.sendable(),
      record_version: form.form.version,
    });
  }

  // What the step says of the lists; a record that the form makes has none of its own yet.
  function listsOfTask() {
    return task.form.record ? Object.values(task.form.children ?? {}) : undefined;
  }

  const story = (
    <>
      {(task.seats.length > 1 || task.kind === 'vote' || task.seats.some((seat) => seat.transferable || seat.removable)) && (
        <SeatList
          task={task.key}
          kind={task.kind}
          seats={task.seats}
          policy={task.policy}
          rule={task.rule}
          onAct={(what) => act.mutate(what)}
        />
      )}
      <Panel title={t('story')}>
        <Story entries={task.timeline} />
      </Panel>
    </>
  );

  return (
    <div className={task.acts.length > 0 ? 'jw-desk' : undefined}>
      <TaskHead task={task} />
      <ReturnedNotice task={task} />
      {task.state !== 'open' && <MatterNow instance={task.instance} />}
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'work',
            label: t('tab.work'),
            children: (
              <div className="jw-two">
                <div>
                  <MetRefusal error={form.refused} undecided={form.undecided} decides={task.kind !== 'work'} onClose={form.forgive} />
                  {task.comparison && <Comparison comparison={task.comparison} />}
                  <Panel title={text(task.form.title)}>
                    {open ? (
                      <FormView
                        schema={form.schema}
                        values={form.values}
                        states={form.states}
                        missing={form.missing}
                        names={form.names}
                        record={task.form.record ?? task.record}
                        collisions={form.collisions}
                        decide={form.decide}
                        lists={listsOfTask()}
                        change={form.change}
                      />
                    ) : (
                      <StoredForm form={task.form} record={task.record} />
                    )}
                  </Panel>
                  {task.state !== 'open' && <Unsent form={task.form} read={read} written={form.values} opinion={opinion} names={form.names} />}
                  <OpinionAreas areas={task.areas} />
                  <Beside task={task} />
                </div>
                <div>{story}</div>
              </div>
            ),
          },
          {
            key: 'diagram',
            label: t('tab.diagram'),
            children: (
              <Suspense fallback={<Loading />}>
                <DiagramPanel instance={task.instance} />
              </Suspense>
            ),
          },
        ]}
      />
      {task.acts.length > 0 && (
        <ActionBar
          task={task}
          busy={act.isPending || draft.isPending}
          undecided={form.undecided > 0}
          opinion={opinion}
          onOpinion={setOpinion}
          files={files}
          onFiles={setFiles}
          signing={signing}
          onComplete={complete}
          onAct={(what) => act.mutate(what)}
          onDeputy={(person) => deputy.mutate(person)}
          draft={<DraftWord savedAt={kept.savedAt} failed={kept.failed} />}
          onSaveDraft={() => draft.mutate()}
        />
      )}
    </div>
  );
}
