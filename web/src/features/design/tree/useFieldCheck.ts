// What the server's check says of a step as it is being set, told at the field it is about.
import { useEffect, useMemo, useState } from 'react';
import type { TreeNode } from './model';

export interface Said {
  element?: string;
  setting?: string; // that is wrong: jw:due
  text: string;
}

export interface Checking {
  // The check of the model with the step changed so; nothing where nobody checks.
  checkOf?: (change: Partial<TreeNode>) => Promise<Said[]>;
}

interface Checked extends Checking {
  node: Pick<TreeNode, 'id' | 'kind' | 'settings'>;
  draft: Partial<TreeNode>;
}

const quietFor = 600; // milliseconds without a change

// The drawer of the start holds the settings of the process, too.
function placed(said: Said[], node: Checked['node']): Said[] {
  if (node.kind !== 'start') return said;
  return said.map((each) => (each.setting && each.element !== node.id ? { ...each, setting: each.setting === 'jw:starters' ? 'starters' : `of.${each.setting}` } : each));
}

export function useFieldCheck({ node, draft, checkOf }: Checked) {
  const [said, setSaid] = useState<Said[]>([]);
  const [before, setBefore] = useState<Said[]>([]); // of the step as it was opened
  const isChanged = draft.settings !== node.settings || 'condition' in draft;
  useEffect(() => {
    if (!checkOf) return;
    let gone = false;
    const timer = setTimeout(() => {
      checkOf(draft)
        .then((answer) => {
          if (gone) return;
          setSaid(answer);
          if (!isChanged) setBefore(answer);
        })
        .catch(() => undefined); // Publishing says it again.
    }, isChanged ? quietFor : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
    // The check follows what is entered, not the acts that are made anew with every look.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [draft, isChanged]);
  const errors = useMemo(() => Object.fromEntries(placed(said, node).flatMap((each) => (each.setting ? [[each.setting, each.text]] : []))), [said, node]);
  // What a step lacks stands over it when it is opened, and goes once it is mended; while it is first filled in nobody is told.
  const others = useMemo(() => {
    const texts = said.filter((each) => !each.setting).map((each) => each.text);
    return [...new Set(texts)].filter((text) => before.some((each) => each.text === text));
  }, [said, before]);

  // The settings that were changed here and are wrong; what was wrong before keeps nobody from going on.
  const refuse = async (): Promise<string[]> => {
    const answer = (await checkOf?.(draft).catch((): Said[] => [])) ?? [];
    setSaid(answer);
    return placed(answer, node)
      .map((each) => each.setting ?? '')
      .filter((name) => name && draft.settings?.[name] && draft.settings[name] !== node.settings[name]);
  };
  return { errors, others, refuse };
}
