import { Form, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Attachment } from '@/components/form/AttachmentList';
import { ctrlEnter } from '@/components/form/ctrlEnter';
import { FilesInput } from '@/components/form/FilesInput';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { MentionInput } from '@/components/MentionInput';
import { OpinionInput } from '@/components/OpinionInput';
import { namedIn, type Person } from '@/lib/mentions';
import { needsReason } from './buttons';
import { besideOf, ReturnChoice, type Strategy } from './ReturnChoice';

export type DialogAct = 'return' | 'reply' | 'copy' | 'circulate' | 'confirm_read' | 'comment' | 'opinion';

interface DialogProps {
  act: DialogAct | null;
  task: Schemas['TaskDetail'];
  onClose: () => void;
  onAct: (act: Schemas['TaskAct']) => void;
}

// What an act asks before it is done: to whom, to which step, in which words. It stays while it closes, so
// that the focus goes back to where it was called from. The first thing it asks has the focus, Ctrl+Enter does the act.
export function ActDialog({ act: asked, task, onClose, onAct }: DialogProps) {
  const { t } = useTranslation('tasks');
  const [words, setWords] = useState('');
  const [persons, setPersons] = useState<string[]>([]);
  const [files, setFiles] = useState<Attachment[]>([]);
  const [picked, setPicked] = useState<Person[]>([]);
  const [target, setTarget] = useState<string | undefined>();
  const [act, setAct] = useState(asked);
  const [strategy, setStrategy] = useState<Strategy>('again');
  const [beside, setBeside] = useState<string[]>([]);

  useEffect(() => {
    if (!asked) return;
    setAct(asked);
    setWords('');
    setPersons([]);
    setFiles([]);
    setPicked([]);
    choose(task.return_targets[0]);
  }, [asked, task.return_targets]);

  // Another place may only be gone back to in the other way.
  function choose(place?: Schemas['ReturnTarget']) {
    setTarget(place?.id);
    setBeside([]);
    setStrategy((before) => (place && !place.strategies.includes(before) ? place.strategies[0] : before));
  }

  if (!act) return null;
  const asksPeople = act === 'circulate' || act === 'copy';
  const asksWords = act !== 'copy';
  const takesFiles = act === 'comment' || act === 'opinion' || act === 'reply';
  const needsWords = ['comment', 'return', 'opinion', 'reply'].includes(act) || needsReason(task, act);
  const complete = (!asksPeople || persons.length > 0) && (!needsWords || words.trim() !== '') && (act !== 'return' || Boolean(target));

  // What was chosen while the way allowed it.
  const together = strategy === 'again' ? besideOf(task.return_targets, target, beside).map((one) => one.id).filter((id) => beside.includes(id)) : [];

  function submit() {
    if (!act) return;
    const said = words.trim() || undefined;
    onAct({
      act,
      text: said,
      persons: asksPeople ? persons : undefined,
      files: takesFiles && files.length > 0 ? files.map((file) => file.id) : undefined,
      mentions: act === 'comment' ? namedIn(words, picked) : undefined,
      ...(act === 'return' ? { target, strategy, ...(together.length > 0 && { beside: together }) } : {}),
    });
  }

  return (
    <Modal
      open={asked !== null}
      title={t(`act.${act}`)}
      okText={t(`act.${act}`)}
      okButtonProps={{ disabled: !complete, title: t('shortcut') }}
      afterOpenChange={(isOpen) => isOpen && document.getElementById(asksPeople ? 'act-people' : 'act-words')?.focus()}
      onOk={submit}
      onCancel={onClose}
      destroyOnHidden // Each row of a list has such a dialog: what labels name is there once.
    >
      <Form layout="vertical" onKeyDownCapture={ctrlEnter(submit, complete)}>
        {act === 'return' && (
          <ReturnChoice
            targets={task.return_targets}
            target={target}
            onTarget={(id) => choose(task.return_targets.find((one) => one.id === id))}
            strategy={strategy}
            onStrategy={setStrategy}
            beside={beside}
            onBeside={setBeside}
          />
        )}
        {asksPeople && (
          <Form.Item label={t(`dialog.${act}`)} htmlFor="act-people" required>
            <PeoplePicker
              id="act-people"
              label={t(`dialog.${act}`)}
              many
              opens
              value={persons}
              onChange={(next) => setPersons(next === null ? [] : ((Array.isArray(next) ? next : [next]) as string[]))}
            />
          </Form.Item>
        )}
        {asksWords && (
          <Form.Item label={t(`dialog.words.${act}`)} htmlFor="act-words" required={needsWords}>
            {act === 'comment' ? (
              <MentionInput id="act-words" value={words} onChange={setWords} onPick={(person) => setPicked((before) => [...before, person])} />
            ) : (
              <OpinionInput
                id="act-words"
                opinion={words}
                onOpinion={setWords}
                phrases={act === 'reply' || act === 'opinion' ? task.phrases : undefined}
                rows={3}
                rowsMax={8}
              />
            )}
          </Form.Item>
        )}
        {takesFiles && (
          <Form.Item label={t('dialog.files')} htmlFor="act-files">
            <FilesInput id="act-files" files={files} onChange={setFiles} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
