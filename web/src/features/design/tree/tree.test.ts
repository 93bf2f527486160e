// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { addBranch, addLane, addNode, canMoveBy, canRemoveBranch, changeNode, copyNode, moveBranch, moveLane, moveNode, moveToLane, removeBranch, removeLane, removeNode, renameLane } from './edit';
import { allNodes, type Tree, type TreeNode } from './model';
import { readTree } from './read';
import { chance, model, names, randomTree, sequence, spotsOf, treeOf } from './testing';
import { emptyModel, writeTree } from './write';
import { childrenOf } from './xml';

const packs = import.meta.glob<string>('../../../../../packs/*/processes/*.bpmn', { eager: true, query: '?raw', import: 'default' });
const pack = (name: string) => Object.entries(packs).find(([path]) => path.endsWith(`/${name}.bpmn`))![1];

// Everything of a model but its drawing and white space.
function semantic(xml: string): string {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const say = (element: Element): string => {
    const attributes = [...element.attributes].map((each) => `${each.name}=${each.value}`).sort();
    const text = !element.firstElementChild ? element.textContent : '';
    return `<${element.localName} ${attributes.join(' ')}>${text}${childrenOf(element).filter((each) => each.localName !== 'BPMNDiagram').map(say).join('\n')}`;
  };
  return say(document.documentElement);
}

const shown = (nodes: TreeNode[]): unknown =>
  nodes.map(({ id, kind, name, settings, branches, join }) => ({
    id,
    kind,
    name,
    settings,
    join,
    branches: branches?.map((each) => ({ flow: each.flow, name: each.name, condition: each.condition, isDefault: each.isDefault, nodes: shown(each.nodes) })),
  }));

const why = (inside: string) => readTree(model(inside)).reasons?.map((each) => `${each.element}: ${each.why}`);

const decided = model(`
    <startEvent id="s"/>
    <userTask id="a" name="审批" x:mark="1"><documentation>说明</documentation><extensionElements><zeebe:userTask/><x:other/><zeebe:properties><zeebe:property name="jw:kind" value="approve"/><zeebe:property name="other" value="kept"/></zeebe:properties></extensionElements></userTask>
    <exclusiveGateway id="g" default="no"/>
    <serviceTask id="t" name="改状态"><extensionElements><zeebe:taskDefinition type="records:transition"/></extensionElements></serviceTask>
    <endEvent id="e"/><endEvent id="e2"/>
    ${sequence('f1', 's', 'a')}${sequence('f2', 'a', 'g')}${sequence('yes', 'g', 't', '= a.outcome = "agree"')}${sequence('no', 'g', 'e2')}${sequence('f3', 't', 'e')}`);

test('a model is read as steps and branches', () => {
  const tree = treeOf(decided);
  expect(tree.nodes.map((node) => `${node.id} ${node.kind}`)).toEqual(['s start', 'a approve', 'g conditions']);
  expect(tree.nodes[2].branches!.map((each) => [each.flow, each.condition, each.isDefault, each.nodes.map((node) => `${node.id} ${node.kind}`)])).toEqual([
    ['yes', '= a.outcome = "agree"', false, ['t automatic', 'e end']],
    ['no', '', true, ['e2 end']],
  ]);
});

test('ways that meet without a gateway go on together behind the branches', () => {
  const xml = model(`<startEvent id="s"/><exclusiveGateway id="g" default="f3"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>
    ${sequence('f1', 's', 'g')}${sequence('f2', 'g', 'a', '= x')}${sequence('f3', 'g', 'b')}${sequence('f4', 'a', 'b')}${sequence('f5', 'b', 'e')}`);
  expect(treeOf(xml).nodes.map((node) => node.id)).toEqual(['s', 'g', 'b', 'e']);
  expect(shown(treeOf(writeTree(treeOf(xml))).nodes)).toEqual(shown(treeOf(xml).nodes));
});

test('a setting that is changed leaves everything else of its step as it was', () => {
  const tree = treeOf(decided);
  const written = writeTree(changeNode(tree, 'a', { settings: { ...tree.nodes[1].settings, 'jw:policy': 'all' } }));
  expect(written.match(/<userTask.*?<\/userTask>/s)![0].replaceAll(/>\s+/g, '>').replaceAll(/\s+</g, '<')).toBe(
    '<userTask id="a" name="审批" x:mark="1"><documentation>说明</documentation><extensionElements><zeebe:userTask/><x:other/><zeebe:properties>' +
      '<zeebe:property name="jw:kind" value="approve"/><zeebe:property name="other" value="kept"/><zeebe:property name="jw:policy" value="all"/></zeebe:properties></extensionElements>' +
      '<incoming>f1</incoming><outgoing>f2</outgoing></userTask>',
  );
});

test('a copied step brings along what the tree does not show', () => {
  const made = copyNode(treeOf(decided), 'a', (name) => `${name}（副本）`);
  const written = writeTree(made.tree);
  expect(written.match(/<x:other/g)).toHaveLength(2);
  expect(treeOf(written).nodes.map((node) => `${node.id} ${node.name}`).slice(1, 3)).toEqual(['a 审批', 'a_1 审批（副本）']);
});

test('models that are no tree are refused with the elements that are why', () => {
  const line = sequence('f1', 's', 'a') + sequence('f2', 'a', 'e');
  const steps = '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>';
  expect(why(steps + line)).toBeUndefined();
  expect(readTree('<no').reasons).toEqual([{ element: '', name: '', why: 'broken' }]);
  expect(why(`${steps}<boundaryEvent id="b" attachedToRef="a"/>${line}`)).toEqual(['b: boundary']);
  expect(why(`${steps}<startEvent id="s2"/>${line}`)).toEqual(['s2: starts']);
  expect(why(`${steps}<subProcess id="sub" triggeredByEvent="true"/>${line}`)).toEqual(['sub: element']);
  expect(why(`${steps}<userTask id="alone"/>${line}`)).toEqual(['alone: unconnected']);
  expect(why(`<laneSet><lane id="l1"/><lane id="l2"/></laneSet>${steps}${line}`)).toBeUndefined();
  expect(why(`<laneSet><lane id="l1"><childLaneSet><lane id="l2"/></childLaneSet></lane></laneSet>${steps}${line}`)).toEqual(['l1: lanes']);
  expect(why(`<laneSet><lane id="l1"/></laneSet><laneSet><lane id="l2"/></laneSet>${steps}${line}`)).toEqual(['l2: lanes']);
  expect(why(`${steps}<textAnnotation id="note"/>${line}`)).toEqual(['note: annotation']);
  expect(why(`${steps}<exclusiveGateway id="g" default="f2"/>${sequence('f1', 's', 'a')}${sequence('f3', 'a', 'g')}${sequence('f2', 'g', 'e')}${sequence('back', 'g', 'a', '= x')}`)).toBeUndefined();
  const ways = `<exclusiveGateway id="g" default="2"/><userTask id="b"/><exclusiveGateway id="h" default="6"/>${sequence('1', 's', 'g')}${sequence('2', 'g', 'a')}${sequence('3', 'g', 'b', '= x')}`;
  expect(why(`${steps}${ways}${sequence('4', 'a', 'h')}${sequence('5', 'b', 'h')}${sequence('6', 'h', 'e')}${sequence('7', 'h', 'a', '= y')}`)).toEqual(['g: join', 'h: loop']);
  const within = `<parallelGateway id="g"/><parallelGateway id="j"/><userTask id="b"/><exclusiveGateway id="h" default="6"/>${sequence('1', 's', 'a')}${sequence('2', 'a', 'g')}${sequence('3', 'g', 'b')}`;
  expect(why(`${steps}${within}${sequence('4', 'g', 'j')}${sequence('5', 'b', 'h')}${sequence('6', 'h', 'j')}${sequence('7', 'h', 'a', '= y')}${sequence('8', 'j', 'e')}`)).toEqual(['a: loop']);
  expect(why(`${steps}${within}${sequence('4', 'g', 'j')}${sequence('5', 'b', 'h')}${sequence('6', 'h', 'j')}${sequence('7', 'h', 'b', '= y')}${sequence('8', 'j', 'e')}`)).toBeUndefined();
  const two = `<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/><parallelGateway id="g"/><exclusiveGateway id="j"/>`;
  expect(why(`${two}${sequence('1', 's', 'g')}${sequence('2', 'g', 'a')}${sequence('3', 'g', 'b')}${sequence('4', 'a', 'j')}${sequence('5', 'b', 'j')}${sequence('6', 'j', 'e')}`)).toEqual(['j: join']);
});

test('every process of the packs is read, or refused with a named element', () => {
  const results = Object.values(packs).map((xml) => readTree(xml));
  for (const each of results) if (each.reasons) expect(each.reasons.every((reason) => reason.element && reason.why !== 'broken')).toBe(true);
  expect(results.filter((each) => each.tree).length).toBeGreaterThan(4);
});

test('an untouched model is written with the same elements, ids, attributes and extensions', () => {
  const read = Object.values(packs).filter((xml) => readTree(xml).tree);
  for (const xml of read) expect(semantic(writeTree(treeOf(xml)))).toBe(semantic(xml));
  expect(writeTree(treeOf(pack('meeting_invitation')))).toContain('jw:clauses');
});

test('what was written is read as the same tree', () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const tree = randomTree(seed, 3 + (seed % 14));
    const written = writeTree(tree);
    expect(shown(treeOf(written).nodes), `seed ${seed}`).toEqual(shown(tree.nodes));
    expect(writeTree(treeOf(written)), `seed ${seed}`).toBe(written);
  }
});

test('after any acts the model is still a tree with the steps that the acts leave', () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const pick = chance(seed);
    let tree = treeOf(writeTree(randomTree(seed, 6)));
    for (let act = 0; act < 8; act += 1) {
      tree = anyAct(tree, pick);
      const after = treeOf(writeTree(tree));
      expect(allNodes(after.nodes).map((node) => node.id).sort(), `seed ${seed} act ${act}`).toEqual(allNodes(tree.nodes).map((node) => node.id).sort());
      tree = after;
    }
  }
});

function anyAct(tree: Tree, pick: (below: number) => number): Tree {
  const steps = allNodes(tree.nodes).filter((node) => node.kind !== 'start' && node.kind !== 'end');
  const node = steps[pick(Math.max(steps.length, 1))];
  const block = steps.find((each) => each.branches);
  const way = block?.branches![pick(block.branches!.length)].flow;
  switch (pick(7)) {
    case 0:
      return node ? removeNode(tree, node.id) : tree;
    case 1:
      return node ? copyNode(tree, node.id, (name) => name).tree : tree;
    case 2:
      return node && canMoveBy(tree, node.id, 1) ? moveNode(tree, node.id, 1) : tree;
    case 3:
      return block && canRemoveBranch(tree, block.id, way!) ? removeBranch(tree, block.id, way!) : tree;
    case 4:
      return block ? moveBranch(tree, block.id, way!, 1) : tree;
    case 5:
      return block ? addBranch(tree, block.id, names) : tree;
    default: {
      const spots = spotsOf(tree);
      return addNode(tree, spots[pick(spots.length)], 'approve', names).tree;
    }
  }
}

test('the order of the branches is that of the conditions in the file', () => {
  const tree = treeOf(decided);
  const written = writeTree(moveBranch(tree, 'g', 'no', -1));
  expect(treeOf(written).nodes[2].branches!.map((each) => each.flow)).toEqual(['no', 'yes']);
  expect(written.indexOf('id="no"')).toBeLessThan(written.indexOf('id="yes"'));
});

test('a new model starts and ends', () => {
  expect(treeOf(emptyModel('p1', '请假 & 外出', { start: '发起', end: '结束' })).nodes.map((node) => node.kind)).toEqual(['start', 'end']);
});

test('lanes are made, named, put in order and taken out, and every step lies in one', () => {
  const lanesIn = (xml: string) => {
    const set = new DOMParser().parseFromString(xml, 'application/xml').querySelector('laneSet');
    return [...(set?.querySelectorAll('lane') ?? [])].map((lane) => [lane.getAttribute('name'), [...lane.querySelectorAll('flowNodeRef')].map((each) => each.textContent!.trim())]);
  };
  let tree = addLane(addLane(treeOf(decided), '申请人'), '财务部');
  tree = moveToLane(moveToLane(tree, 'a', 'lane_2'), 't', 'lane_2');
  const written = writeTree(tree);
  expect(lanesIn(written)).toEqual([['申请人', ['s', 'g', 'e', 'e2']], ['财务部', ['a', 't']]]);
  const again = treeOf(written);
  expect(writeTree(again)).toBe(written);
  expect(addNode(again, { branch: null, index: 2 }, 'approve', names).tree.nodes[2].lane).toBe('lane_2');
  expect(lanesIn(writeTree(moveLane(renameLane(again, 'lane_1', '发起人'), 'lane_1', 1)))).toEqual([['财务部', ['a', 't']], ['发起人', ['s', 'g', 'e', 'e2']]]);
  expect(lanesIn(writeTree(removeLane(again, 'lane_1')))[0][0]).toBe('财务部');
  expect(lanesIn(writeTree(removeLane(again, 'lane_1')))[0][1]).toHaveLength(6);
  expect(writeTree(removeLane(removeLane(again, 'lane_1'), 'lane_2'))).not.toContain('laneSet');
});

test('a block moves with both of its ends', () => {
  const made = addNode(addLane(addLane(treeOf(emptyModel('p', 'p', { start: 's', end: 'e' })), 'A'), 'B'), { branch: null, index: 1 }, 'parallel', names);
  const block = moveToLane(made.tree, made.id, 'lane_2').nodes[1];
  expect([block.lane, block.joinLane]).toEqual(['lane_2', 'lane_2']);
  expect(treeOf(writeTree(moveToLane(made.tree, made.id, 'lane_2'))).nodes[1].joinLane).toBe('lane_2');
});
