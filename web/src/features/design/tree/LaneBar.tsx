import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Lane, laneOf, type Tree, type TreeNode } from './model';

export interface LaneActs {
  add: () => void;
  rename: (id: string, name: string) => void;
  move: (id: string, by: -1 | 1) => void;
  remove: (id: string) => void;
}

// The lanes of the drawing, for the roles and units that do its steps: made, named, put in order.
export function LaneBar({ lanes, acts }: { lanes: Lane[]; acts: LaneActs }) {
  const { t } = useTranslation('tree');
  return (
    <div className="jw-tree-lanes" role="group" aria-label={t('lane.all')}>
      {lanes.map((lane, index) => (
        <LaneItem key={lane.id} lane={lane} isFirst={index === 0} isLast={index === lanes.length - 1} acts={acts} />
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={acts.add}>
        {t('lane.add')}
      </Button>
    </div>
  );
}

function LaneItem({ lane, isFirst, isLast, acts }: { lane: Lane; isFirst: boolean; isLast: boolean; acts: LaneActs }) {
  const { t } = useTranslation('tree');
  const [name, setName] = useState(lane.name);
  const store = () => name.trim() !== lane.name && acts.rename(lane.id, name.trim());
  return (
    <span className="jw-tree-lane">
      <Input size="small" aria-label={t('lane.name')} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} onBlur={store} onPressEnter={store} />
      <Button type="text" size="small" icon={<ArrowUpOutlined />} aria-label={t('moveUp', { name: lane.name })} disabled={isFirst} onClick={() => acts.move(lane.id, -1)} />
      <Button type="text" size="small" icon={<ArrowDownOutlined />} aria-label={t('moveDown', { name: lane.name })} disabled={isLast} onClick={() => acts.move(lane.id, 1)} />
      <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t('lane.remove', { name: lane.name })} onClick={() => acts.remove(lane.id)} />
    </span>
  );
}

interface LaneChoiceProps {
  tree: Tree;
  node: TreeNode;
  name: string;
  readOnly: boolean;
  onMove: (lane: string) => void;
}

// In which lane a step lies, and the way to another; nothing where there are not several.
export function LaneChoice({ tree, node, name, readOnly, onMove }: LaneChoiceProps) {
  const { t } = useTranslation('tree');
  if (tree.lanes.length < 2) return null;
  const here = tree.lanes.find((each) => each.id === laneOf(tree, node.lane))!;
  if (readOnly) return <span className="jw-tree-in">{here.name}</span>;
  return (
    <Dropdown
      trigger={['click']}
      menu={{ selectable: true, selectedKeys: [here.id], items: tree.lanes.map((each) => ({ key: each.id, label: each.name })), onClick: ({ key }) => onMove(key) }}
    >
      <Button type="text" size="small" className="jw-tree-in" aria-label={t('lane.of', { name, lane: here.name })}>
        {here.name} ▾
      </Button>
    </Dropdown>
  );
}
