import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Modal, Rate } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnInstance } from '@/api/act-on-instance';
import type { Schemas } from '@/api/client';
import { sessionQuery } from '@/api/session-query';
import { namedIn, type Person } from '@/lib/mentions';
import type { Attachment } from '../form/AttachmentList';
import { ctrlEnter } from '../form/ctrlEnter';
import { FilesInput } from '../form/FilesInput';
import { MentionInput } from '../MentionInput';
import { OpinionInput } from '../OpinionInput';
import { useRefresh } from '../records/useRefresh';
import { useActKey } from '../useActKey';
import { JumpTarget } from './JumpTarget';
import { WithdrawalWords } from './WithdrawalWords';

type ActName = Schemas['InstanceActName'];

export interface InstanceAct {
  key: ActName;
  label: string;
  danger: boolean;
  isPending: boolean;
  onClick: () => void;
}

const wordless: ActName[] = ['urge', 'retry'];
const dangers: ActName[] = ['cancel', 'withdraw', 'void', 'delete'];

function labelOf(act: ActName | null) {
  if (act === 'evaluate') return 'words';
  return act === 'comment' ? 'comment' : 'reason';
}

// What the reader may do to an instance, once it is read, and the dialog of what an act asks for. The caller tells of a refusal;
// null: there is none any more.
export function useInstanceActs(
  instance: Schemas['InstanceDetail'] | undefined,
  onRefused: (error: unknown) => void,
): { acts: InstanceAct[]; dialog: ReactNode } {
  const { t } = useTranslation('instances');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = useActKey();
  const [asking, setAsking] = useState<ActName | null>(null);
  const [words, setWords] = useState('');
  const [files, setFiles] = useState<Attachment[]>([]);
  const [picked, setPicked] = useState<Person[]>([]);
  const [target, setTarget] = useState<string | undefined>();
  const [score, setScore] = useState(0);
  const act = useMutation({
    mutationFn: ({ name, said }: { name: ActName; said?: string }) => {
      onRefused(null);
      const what = {
        act: name,
        text: said,
        target: name === 'jump' ? target : undefined,
        score: name === 'evaluate' ? score : undefined,
        ...(name === 'comment' && { files: files.map((file) => file.id), mentions: namedIn(words, picked) }),
      };
      return actOnInstance(instance?.key ?? '', what, key.of(what));
    },
    onSettled: key.settle,
    onError: (error) => {
      setAsking(null);
      onRefused(error);
    },
    onSuccess: (_, { name }) => {
      setAsking(null);
      setWords('');
      setFiles([]);
      setPicked([]);
      void message.success(t(`did.${wordOf(name)}`));
      void refresh();
    },
  });
  const session = useQuery(sessionQuery());
  if (!instance || instance.acts.length === 0) return { acts: [], dialog: null };
  // What the starter says of his own running matter is a note that goes with it (附言).
  const isNote = !instance.ended_at && instance.starter?.id === session.data?.person.id;
  const wordOf = (name: ActName) => {
    if (name === 'withdraw' && instance.ended_at) return 'withdrawAfter';
    return name === 'comment' && isNote ? 'note' : name;
  };
  const isEvaluation = asking === 'evaluate';
  const needsWords = asking !== null && !isEvaluation;
  const isIncomplete = (needsWords && words.trim() === '') || (asking === 'jump' && !target) || (isEvaluation && score === 0);
  const acts = instance.acts.map((name) => ({
    key: name,
    label: t(`act.${wordOf(name)}`),
    danger: dangers.includes(name),
    isPending: act.isPending && act.variables.name === name,
    onClick: () => (wordless.includes(name) ? act.mutate({ name }) : setAsking(name)),
  }));
  const submit = () => asking && act.mutate({ name: asking, said: words.trim() });
  const dialog = (
    <Modal
      open={asking !== null}
      title={asking && t(`act.${wordOf(asking)}`)}
      okText={asking ? t(`act.${wordOf(asking)}`) : ''}
      okButtonProps={{ disabled: isIncomplete, title: t('tasks:shortcut'), danger: asking !== null && dangers.includes(asking) }}
      confirmLoading={act.isPending}
      afterOpenChange={(isOpen) => isOpen && document.getElementById(asking === 'jump' ? 'jump-target' : 'instance-words')?.focus()}
      onOk={submit}
      onCancel={() => setAsking(null)}
      destroyOnHidden // Each row of a list has such a dialog: what labels name is there once.
    >
      <Form layout="vertical" onKeyDownCapture={ctrlEnter(submit, !isIncomplete)}>
        {asking === 'jump' && <JumpTarget instance={instance.key} value={target} onChange={setTarget} />}
        {isEvaluation && (
          <Form.Item label={t('score')} required>
            <Rate value={score} onChange={setScore} aria-label={t('score')} />
          </Form.Item>
        )}
        {asking === 'withdraw' && instance.withdrawal && <WithdrawalWords ahead={instance.withdrawal} />}
        {asking === 'delete' && <p className="jw-soft">{t('deleteWhat')}</p>}
        {asking === 'comment' && isNote && <p className="jw-soft">{t('noteWhat')}</p>}
        <Form.Item label={t(asking === 'comment' && isNote ? 'noteWords' : labelOf(asking))} htmlFor="instance-words" required={!isEvaluation}>
          {asking === 'comment' ? (
            <MentionInput id="instance-words" value={words} onChange={setWords} onPick={(person) => setPicked((before) => [...before, person])} />
          ) : (
            <OpinionInput id="instance-words" opinion={words} onOpinion={setWords} rows={3} rowsMax={8} />
          )}
        </Form.Item>
        {asking === 'comment' && (
          <Form.Item label={t('files')} htmlFor="instance-files">
            <FilesInput id="instance-files" files={files} onChange={setFiles} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
  return { acts, dialog };
}
