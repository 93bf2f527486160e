import { Alert, App } from 'antd';
import { type Ref, useImperativeHandle, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDesignTexts } from '@/lib/design-texts';
import {
  addBranch,
  addLane,
  addNode,
  changeBranch,
  changeNode,
  copyNode,
  moveBranch,
  moveLane,
  moveNode,
  moveToLane,
  type Names,
  removeBranch,
  removeLane,
  removeNode,
  renameLane,
} from './edit';
import { BranchDrawer } from './BranchDrawer';
import { type CardActs, Run } from './Cards';
import { withDissents } from './dissents';
import { type LaneActs, LaneBar } from './LaneBar';
import { allNodes, type NodeKind, type Tree } from './model';
import { NodeDrawer } from './NodeDrawer';
import { readTree } from './read';
import { withReads } from './reads';
import { Reasons } from './Reasons';
import { RouteDrawer } from './RouteDrawer';
import { lostRoute } from './routes';
import { findNode, runAt, type Spot } from './spots';
import { subjectsFor } from './subjects';
import type { Said } from './useFieldCheck';
import { type Choices, stepName } from './words';
import { writeTree } from './write';
import './tree.css';

interface TreeDesignerProps extends Choices {
  xml: string;
  onChange: (xml: string) => void;
  readOnly?: boolean;
  marked?: string[]; // elements with problems
  check?: (xml: string) => Promise<Said[]>; // everything that is wrong with a model
  handle?: Ref<{ select(element: string): void }>;
}

// The card that tells what is wrong with an element of the model: of the process its start.
function cardOf(tree: Tree, element: string): string {
  if (tree.process === element) return tree.nodes[0]?.id ?? element;
  const branch = allNodes(tree.nodes).flatMap((node) => node.branches ?? []).find((each) => each.flow === element);
  return (branch && lostRoute(tree, branch)?.id) ?? element;
}

// A process as cards below each other, changed in place. It draws the BPMN model `xml` and answers
// every change with the whole model; a model that is no tree is refused with what is why.
export function TreeDesigner({ xml, onChange, readOnly = false, marked = [], check, handle, ...choices }: TreeDesignerProps) {
  addDesignTexts();
  const { t, i18n } = useTranslation('tree');
  const { message } = App.useApp();
  const [open, setOpen] = useState<string | null>(null);
  const reading = useMemo(() => readTree(xml), [xml]);
  useImperativeHandle(handle, () => ({ select: (element) => setOpen(reading.tree ? cardOf(reading.tree, element) : element) }));
  if (reading.reasons)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('refused')}
        description={<Reasons reasons={reading.reasons} />}
      />
    );
  const tree = reading.tree;
  const known = choices.fields.map((each) => each.id);
  const modelOf = (changed: Tree) => writeTree(withDissents(withReads(changed, known)));
  const write = (changed: Tree) => onChange(modelOf(changed));
  // What is said of these elements when the tree is changed so.
  const checkedAt = (elements: string[], changed: Tree) => check!(modelOf(changed)).then((found) => found.filter((each) => elements.includes(each.element ?? '')));
  const names: Names = (kind, number) => t(`new.${kind}`, { number });
  const acts: CardActs = {
    open: setOpen,
    add: (spot: Spot, kind: NodeKind) => {
      const made = addNode(tree, spot, kind, names);
      const title = kind === 'copy' && tree.nodes[0]?.settings.name;
      const settings = findNode(made.tree, made.id)?.settings;
      const model = modelOf(title ? changeNode(made.tree, made.id, { settings: { ...settings, title: t('new.copied', { process: title }) } }) : made.tree);
      onChange(model);
      const node = runAt(readTree(model).tree ?? made.tree, spot.branch)[spot.index];
      if (!node.branches) setOpen(node.id);
    },
    copy: (id) => {
      write(copyNode(tree, id, (name) => t('copyOf', { name })).tree);
      void message.success(t('copied'));
    },
    remove: (id) => write(removeNode(tree, id)),
    move: (id, by) => write(moveNode(tree, id, by)),
    addBranch: (block) => write(addBranch(tree, block, names)),
    removeBranch: (block, flow) => write(removeBranch(tree, block, flow)),
    moveBranch: (block, flow, by) => write(moveBranch(tree, block, flow, by)),
    toLane: (id, lane) => write(moveToLane(tree, id, lane)),
  };
  const laneActs: LaneActs = {
    add: () => write(addLane(tree, t('lane.new', { number: tree.lanes.length + 1 }))),
    rename: (id, name) => write(renameLane(tree, id, name)),
    move: (id, by) => write(moveLane(tree, id, by)),
    remove: (id) => write(removeLane(tree, id)),
  };
  const node = open === null ? undefined : findNode(tree, open);
  const block = open === null ? undefined : allNodes(tree.nodes).find((each) => each.branches?.some((branch) => branch.flow === open));
  return (
    <section className="jw-tree" aria-label={t('label')}>
      {!readOnly && <LaneBar lanes={tree.lanes} acts={laneActs} />}
      <Run tree={tree} branch={null} nodes={tree.nodes} acts={acts} choices={choices} readOnly={readOnly} marked={marked} />
      {node?.kind === 'route' && (
        <RouteDrawer
          key={node.id}
          tree={tree}
          route={node}
          nameOf={(step) => stepName(step, choices, i18n.language)}
          readOnly={readOnly}
          onClose={() => setOpen(null)}
          onSave={(back) => write(changeNode(tree, node.id, { settings: { back } }))}
        />
      )}
      {node && !node.branches && node.kind !== 'end' && node.kind !== 'route' && (
        <NodeDrawer
          key={node.id}
          node={node}
          choices={choices}
          readOnly={readOnly}
          checkOf={check && ((change) => checkedAt(node.kind === 'start' ? [node.id, tree.process] : [node.id], changeNode(tree, node.id, change)))}
          onClose={() => setOpen(null)}
          onSave={(change) => write(changeNode(tree, node.id, change))}
        />
      )}
      {block && (
        <BranchDrawer
          key={open}
          block={block}
          branch={block.branches!.find((each) => each.flow === open)!}
          subjects={subjectsFor(tree, block.id, choices, i18n.language, t)}
          checkOf={check && ((change) => checkedAt([open!], changeBranch(tree, block.id, open!, change)))}
          readOnly={readOnly}
          onClose={() => setOpen(null)}
          onSave={(change) => write(changeBranch(tree, block.id, open!, change))}
        />
      )}
    </section>
  );
}
