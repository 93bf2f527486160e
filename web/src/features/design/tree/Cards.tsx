import { ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canMove, canMoveBy, canRemove, canRemoveBranch } from './edit';
import { type Branch, isBlock, isOpen, type NodeKind, type Tree, type TreeNode } from './model';
import { LaneChoice } from './LaneBar';
import { lostRoute, targetOf, whyNoRoute } from './routes';
import type { Spot } from './spots';
import { conditionWords, subjectsFor } from './subjects';
import { type Choices, missingIn, stepName, summaryOf } from './words';

export interface CardActs {
  open: (id: string) => void;
  add: (spot: Spot, kind: NodeKind) => void;
  copy: (id: string) => void;
  remove: (id: string) => void;
  move: (id: string, by: -1 | 1) => void;
  addBranch: (block: string) => void;
  removeBranch: (block: string, flow: string) => void;
  moveBranch: (block: string, flow: string, by: -1 | 1) => void;
  toLane: (id: string, lane: string) => void;
}

interface Common {
  tree: Tree;
  acts: CardActs;
  choices: Choices;
  readOnly: boolean;
  marked: string[]; // elements with problems
}

const kinds: NodeKind[] = ['approve', 'handle', 'copy', 'conditions', 'parallel', 'inclusive', 'call', 'delay', 'route'];

// The steps of one way, with a place to add one behind each.
export function Run({ nodes, branch, ...common }: Common & { nodes: TreeNode[]; branch: string | null }) {
  const { acts, readOnly } = common;
  return (
    <div className="jw-tree-run">
      {branch !== null && <Plus tree={common.tree} spot={{ branch, index: 0 }} readOnly={readOnly} onAdd={acts.add} />}
      {nodes.map((node, index) => (
        <div className="jw-tree-step" key={node.id}>
          {node.branches ? <Block node={node} {...common} /> : <Card node={node} {...common} />}
          {isOpen([node]) && <Plus tree={common.tree} spot={{ branch, index: index + 1 }} readOnly={readOnly} onAdd={acts.add} />}
        </div>
      ))}
    </div>
  );
}

function Plus({ tree, spot, readOnly, onAdd }: { tree: Tree; spot: Spot; readOnly: boolean; onAdd: CardActs['add'] }) {
  const { t } = useTranslation('tree');
  const [isOpened, setIsOpened] = useState(false);
  const why = isOpened ? whyNoRoute(tree, spot) : undefined;
  const items = kinds.map((kind) => {
    const isRefused = kind === 'route' && why !== undefined;
    return { key: kind, disabled: isRefused, label: isRefused ? <Unavailable label={t('add.route')} why={t(`noRoute.${why}`)} /> : t(`add.${kind}`) };
  });
  return (
    <div className="jw-tree-line">
      {!readOnly && (
        <Dropdown trigger={['click']} onOpenChange={setIsOpened} menu={{ items, onClick: ({ key }) => onAdd(spot, key as NodeKind) }}>
          <Button shape="circle" size="small" type="primary" icon={<PlusOutlined />} aria-label={t('addStep')} />
        </Dropdown>
      )}
    </div>
  );
}

// What cannot be added here, with what is why.
function Unavailable({ label, why }: { label: string; why: string }) {
  return (
    <>
      {label}
      <span className="jw-tree-why">{why}</span>
    </>
  );
}

function Card({ node, tree, acts, choices, readOnly, marked }: Common & { node: TreeNode }) {
  const { t, i18n } = useTranslation('tree');
  const missing = missingIn(node);
  const isWrong = missing.length === 0 && (marked.includes(node.id) || (node.kind === 'start' && marked.includes(tree.process)));
  const name = stepName(node, choices, i18n.language) || t(`kind.${node.kind}`);
  const lane = <LaneChoice tree={tree} node={node} name={name} readOnly={readOnly} onMove={(to) => acts.toLane(node.id, to)} />;
  if (node.kind === 'route') return <RouteCard node={node} tree={tree} acts={acts} choices={choices} readOnly={readOnly} marked={marked} />;
  if (node.kind === 'end')
    return (
      <div className="jw-tree-end">
        {name} {lane}
      </div>
    );
  return (
    <article className={`jw-tree-card jw-tree-${node.kind}${missing.length > 0 || isWrong ? ' jw-tree-missing' : ''}`}>
      <button type="button" className="jw-tree-open" onClick={() => acts.open(node.id)}>
        <span className="jw-tree-head">
          <span className="jw-tree-name">{name}</span>
          <span className="jw-tree-kind">{t(`kind.${node.kind}`)}</span>
        </span>
        <span className="jw-tree-summary">{summaryOf(node, choices, t) || t('notSet')}</span>
        {missing.length > 0 && <span className="jw-tree-lacks">{missing.map((key) => t(key as 'missing.who')).join(t('comma'))}</span>}
        {isWrong && <span className="jw-tree-lacks">{t('marked')}</span>}
      </button>
      {lane}
      {!readOnly && <CardButtons node={node} tree={tree} acts={acts} name={name} />}
    </article>
  );
}

// Where a way leads back to.
function RouteCard({ node, tree, acts, choices, readOnly, marked }: Common & { node: TreeNode }) {
  const { t, i18n } = useTranslation('tree');
  const target = targetOf(tree, node);
  const lacks = target ? (marked.includes(node.id) ? t('marked') : '') : t(node.settings.back ? 'missing.gone' : 'missing.back');
  const name = target && (stepName(target, choices, i18n.language) || t(`kind.${target.kind}`));
  return (
    <article className={`jw-tree-card jw-tree-route${lacks ? ' jw-tree-missing' : ''}`}>
      <button type="button" className="jw-tree-open" onClick={() => acts.open(node.id)}>
        <span className="jw-tree-head">
          <span className="jw-tree-name">{name ? t('said.back', { name }) : t('kind.route')}</span>
          <span className="jw-tree-kind">{t('kind.route')}</span>
        </span>
        {lacks && <span className="jw-tree-lacks">{lacks}</span>}
      </button>
      {!readOnly && (
        <div className="jw-tree-buttons">
          <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t('remove', { name: t('kind.route') })} onClick={() => acts.remove(node.id)} />
        </div>
      )}
    </article>
  );
}

function CardButtons({ node, tree, acts, name }: Pick<Common, 'tree' | 'acts'> & { node: TreeNode; name: string }) {
  const { t } = useTranslation('tree');
  if (!canRemove(node)) return null;
  return (
    <div className="jw-tree-buttons">
      <Button type="text" size="small" icon={<ArrowUpOutlined />} aria-label={t('moveUp', { name })} disabled={!canMoveBy(tree, node.id, -1)} onClick={() => acts.move(node.id, -1)} />
      <Button type="text" size="small" icon={<ArrowDownOutlined />} aria-label={t('moveDown', { name })} disabled={!canMoveBy(tree, node.id, 1)} onClick={() => acts.move(node.id, 1)} />
      {canMove(node) && <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t('copy', { name })} onClick={() => acts.copy(node.id)} />}
      <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t('remove', { name })} onClick={() => acts.remove(node.id)} />
    </div>
  );
}

function Block({ node, ...common }: Common & { node: TreeNode }) {
  const { t } = useTranslation('tree');
  const { acts, readOnly, tree } = common;
  if (!isBlock(node.kind)) return null;
  const name = node.name || t(`kind.${node.kind}`);
  return (
    <div className="jw-tree-block" role="group" aria-label={name}>
      <div className="jw-tree-block-head">
        <span>{name}</span>
        <LaneChoice tree={tree} node={node} name={name} readOnly={readOnly} onMove={(to) => acts.toLane(node.id, to)} />
        {!readOnly && (
          <Button size="small" onClick={() => acts.addBranch(node.id)}>
            {t(node.kind === 'parallel' ? 'addWay' : 'addCondition')}
          </Button>
        )}
        {!readOnly && <CardButtons node={node} tree={tree} acts={acts} name={name} />}
      </div>
      <div className="jw-tree-branches">
        {node.branches!.map((branch, index) => (
          <div className="jw-tree-branch" key={branch.flow}>
            <Head node={node} branch={branch} index={index} {...common} />
            <Run nodes={branch.nodes} branch={branch.flow} {...common} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Head({ node, branch, index, tree, acts, choices, readOnly, marked }: Common & { node: TreeNode; branch: Branch; index: number }) {
  const { t, i18n } = useTranslation('tree');
  const name = branch.name || t(branch.isDefault ? 'new.otherwise' : 'new.branch', { number: index + 1 });
  const isMissing = node.kind !== 'parallel' && !branch.isDefault && !branch.condition;
  const isToldBelow = lostRoute(tree, branch) !== undefined;
  const isWrong = !isMissing && !isToldBelow && marked.includes(branch.flow);
  const subjects = subjectsFor(tree, node.id, choices, i18n.language, t);
  const isLast = index === node.branches!.length - 1;
  const words = node.kind === 'parallel' ? t('said.parallel') : branch.isDefault ? t('said.otherwise') : conditionWords(branch.condition, subjects, t);
  return (
    <article className={`jw-tree-card jw-tree-condition${isMissing || isWrong ? ' jw-tree-missing' : ''}`}>
      <button type="button" className="jw-tree-open" onClick={() => acts.open(branch.flow)}>
        <span className="jw-tree-head">
          <span className="jw-tree-name">{name}</span>
          {node.kind === 'conditions' && <span className="jw-tree-kind">{t('priority', { number: index + 1 })}</span>}
        </span>
        {words && <span className="jw-tree-summary">{words}</span>}
        {isMissing && <span className="jw-tree-lacks">{t('missing.condition')}</span>}
        {isWrong && <span className="jw-tree-lacks">{t('marked')}</span>}
      </button>
      {!readOnly && (
        <div className="jw-tree-buttons">
          <Button type="text" size="small" icon={<ArrowLeftOutlined />} aria-label={t('moveLeft', { name })} disabled={index === 0} onClick={() => acts.moveBranch(node.id, branch.flow, -1)} />
          <Button type="text" size="small" icon={<ArrowRightOutlined />} aria-label={t('moveRight', { name })} disabled={isLast} onClick={() => acts.moveBranch(node.id, branch.flow, 1)} />
          <Button
            type="text"
            size="small"
            danger
            icon={<DeleteOutlined />}
            aria-label={t('remove', { name })}
            disabled={!canRemoveBranch(tree, node.id, branch.flow)}
            onClick={() => acts.removeBranch(node.id, branch.flow)}
          />
        </div>
      )}
    </article>
  );
}
