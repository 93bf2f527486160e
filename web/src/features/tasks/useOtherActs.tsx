import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { ActDialog, type DialogAct } from './ActDialog';
import { inOrder, labelOf } from './buttons';
import { HandDialog, waysOf } from './HandDialog';

export interface OtherAct {
  key: string;
  label: string;
  onClick: () => void;
}

const dialogActs: DialogAct[] = ['reply', 'confirm_read', 'return', 'copy', 'circulate', 'comment', 'opinion'];
const plainActs = ['claim', 'unclaim', 'take_back', 'urge'] as const;

// What may be done to a task beside completing it, as its step calls and orders it; what an act asks for, it asks in one of the
// dialogs. Nothing before the task is read.
export function useOtherActs(
  task: Schemas['TaskDetail'] | undefined,
  onAct: (act: Schemas['TaskAct']) => void,
  onDeputy: (person: string) => void,
): { acts: OtherAct[]; dialogs: ReactNode } {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const [dialog, setDialog] = useState<DialogAct | null>(null);
  const [hands, setHands] = useState(false);
  if (!task) return { acts: [], dialogs: null };
  const asking = dialogActs.filter((act) => task.acts.includes(act));
  const plain = plainActs.filter((act) => task.acts.includes(act));

  const label = (act: string) => labelOf(task, act, (name) => t(`act.${name}`), text);
  const namedHand = () => waysOf(task).map((way) => t(`hand.way.${way}`)).join(' / ');
  const acts = inOrder(task, [
    ...asking.slice(0, 3).map((act) => ({ key: act, label: label(act), onClick: () => setDialog(act) })),
    ...(waysOf(task).length > 0 ? [{ key: 'transfer', label: labelOf(task, 'hand', namedHand, text), onClick: () => setHands(true) }] : []),
    ...asking.slice(3).map((act) => ({ key: act, label: label(act), onClick: () => setDialog(act) })),
    ...plain.map((act) => ({ key: act, label: label(act), onClick: () => onAct({ act }) })),
  ]);

  const dialogs = (
    <>
      {hands && (
        <HandDialog
          task={task}
          onClose={() => setHands(false)}
          onAct={(act) => {
            setHands(false);
            onAct(act);
          }}
          onDeputy={(person) => {
            setHands(false);
            onDeputy(person);
          }}
        />
      )}
      <ActDialog
        act={dialog}
        task={task}
        onClose={() => setDialog(null)}
        onAct={(act) => {
          setDialog(null);
          onAct(act);
        }}
      />
    </>
  );
  return { acts, dialogs };
}
