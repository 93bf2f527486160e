// The settings of a step as a process owner makes them, and what they are in the model.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { App } from 'antd';
import { useState } from 'react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLanguages, switchLanguage } from '@/lib/language';
import { addNode, changeBranch, changeNode } from './edit';
import type { Settings } from './model';
import { names, treeOf } from './testing';
import { TreeDesigner } from './TreeDesigner';
import type { Said } from './useFieldCheck';
import { emptyModel, writeTree } from './write';

beforeAll(startLanguages);
afterEach(async () => {
  cleanup();
  await switchLanguage('zh-CN');
});

const choices = {
  roles: [{ id: 'leader', title: '公司领导' }],
  people: [],
  positions: [{ id: 'boss', title: '总经理' }],
  units: [{ id: 'sales', title: '销售部' }],
  processes: [],
  transitions: [
    { id: 'approve', title: '批准' },
    { id: 'refuse', title: '不批准' },
  ],
  fields: [
    { id: 'amount', title: '金额', type: 'money' },
    { id: 'wanted_on', title: '需要日期', type: 'date' },
  ],
};
let written = '';

function Stand({ xml, check }: { xml: string; check?: (xml: string) => Promise<Said[]> }) {
  const [model, setModel] = useState(xml);
  const change = (changed: string) => {
    written = changed;
    setModel(changed);
  };
  return (
    <App>
      <TreeDesigner xml={model} onChange={change} check={check} {...choices} />
    </App>
  );
}

// A process with one approval that is set so.
function approval(settings: Settings): string {
  const made = addNode(treeOf(emptyModel('leave', '请假', { start: '发起', end: '结束' })), { branch: null, index: 1 }, 'approve', names);
  const node = made.tree.nodes[1];
  return writeTree(changeNode(made.tree, made.id, { name: '主管审批', settings: { ...node.settings, ...settings } }));
}

const settingsNow = () => treeOf(written).nodes[1].settings;

async function openTab(name: string) {
  fireEvent.click(screen.getByText('主管审批'));
  fireEvent.click(await screen.findByText(name, { selector: '.ant-tabs-tab *' }));
}
const done = () => fireEvent.click(screen.getByText(/确\s*定/));

test('a time limit that no number says stays as it was written', async () => {
  render(<Stand xml={approval({ 'jw:due': '= if record.amount > 3 then "P1D" else "P2D"' })} />);
  await openTab('时限');
  expect(((await screen.findByLabelText('处理时限')) as HTMLInputElement).value).toBe('= if record.amount > 3 then "P1D" else "P2D"');
});

test('acts are ticked, and a reason is asked for with a tick', async () => {
  render(<Stand xml={approval({})} />);
  await openTab('操作');
  fireEvent.click(await screen.findByLabelText('转办'));
  done();
  expect(settingsNow()['jw:acts']).toBe('-transfer');
  await openTab('操作');
  fireEvent.click(await screen.findByLabelText('退回须填原因'));
  done();
  expect(settingsNow()['jw:acts']).toBe('delegate, add_signer, remove_signer, return!, take_back, claim, copy, circulate, urge');
});

test('acts that cannot be ticked stay text', async () => {
  render(<Stand xml={approval({ 'jw:acts': 'transfer, none' })} />);
  await openTab('操作');
  expect(((await screen.findByLabelText('可用操作')) as HTMLInputElement).value).toBe('transfer, none');
});

test('a step may be decided from the list with a tick', async () => {
  render(<Stand xml={approval({})} />);
  await openTab('操作');
  fireEvent.click(await screen.findByLabelText('允许在列表中批量审批'));
  done();
  expect(settingsNow()['jw:batch']).toBe('allowed');
});

test('conclusions are rows with a name, an English name and what the record becomes', async () => {
  render(<Stand xml={approval({})} />);
  await openTab('操作');
  const rows = within(await screen.findByRole('list', { name: '结论按钮' }));
  fireEvent.change(rows.getByLabelText('按钮名称：同意'), { target: { value: '批准' } });
  fireEvent.change(rows.getByLabelText('英文名称：批准'), { target: { value: 'Approve' } });
  fireEvent.mouseDown(rows.getByLabelText('批准之后单据变为'));
  fireEvent.click(await screen.findByTitle('批准'));
  done();
  expect(settingsNow()).toMatchObject({ 'jw:outcomes': 'agree:批准, disagree:不同意', 'jw:on.agree.title_en': 'Approve', 'jw:on.agree.transition': 'approve' });
});

test('a conclusion that is taken out takes what hangs on it along', async () => {
  render(<Stand xml={approval({ 'jw:outcomes': 'agree:同意, disagree:不同意, later:改期', 'jw:on.later.transition': 'refuse' })} />);
  await openTab('操作');
  fireEvent.click(await screen.findByLabelText('删除改期'));
  done();
  expect(settingsNow()['jw:outcomes']).toBe('agree:同意, disagree:不同意');
  expect(settingsNow()['jw:on.later.transition']).toBeUndefined();
});

test('a step has an English name, by which English pages call it', async () => {
  render(<Stand xml={approval({})} />);
  fireEvent.click(screen.getByText('主管审批'));
  fireEvent.change(await screen.findByLabelText('英文名称'), { target: { value: 'Approval by the manager' } });
  done();
  expect(settingsNow()['jw:title_en']).toBe('Approval by the manager');
  await switchLanguage('en');
  expect(await screen.findByText('Approval by the manager')).toBeTruthy();
});

test('what the whole process does is set at its start', async () => {
  render(<Stand xml={approval({})} />);
  fireEvent.click(screen.getByText('发起', { selector: '.jw-tree-name' }));
  fireEvent.click(await screen.findByText('流程', { selector: '.ant-tabs-tab *' }));
  fireEvent.change(await screen.findByLabelText('流程英文名称'), { target: { value: 'Leave' } });
  fireEvent.mouseDown(screen.getByLabelText('通过后单据变为'));
  fireEvent.click(await screen.findByTitle('批准'));
  fireEvent.mouseDown(screen.getByLabelText('不通过后单据变为'));
  fireEvent.click((await screen.findAllByTitle('不批准')).at(-1)!);
  done();
  expect(treeOf(written).nodes[0].settings).toMatchObject({
    'of.jw:title_en': 'Leave',
    'of.jw:on.pass.transition': 'approve',
    'of.jw:on.reject.transition': 'refuse',
    name: '请假',
  });
  fireEvent.click(screen.getByText('发起', { selector: '.jw-tree-name' }));
  fireEvent.click(await screen.findByText('流程', { selector: '.ant-tabs-tab *' }));
  expect(await screen.findByTitle('不批准')).toBeTruthy();
});

test('what no card shows is kept, and shown as it was written', async () => {
  render(<Stand xml={approval({ 'jw:beside': 'lines', 'jw:own_note': 'as agreed' })} />);
  await openTab('更多');
  expect(((await screen.findByLabelText('旁列清单')) as HTMLInputElement).value).toBe('lines');
  expect(screen.getByText('as agreed')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('旁列清单'), { target: { value: 'items' } });
  done();
  expect(settingsNow()).toMatchObject({ 'jw:beside': 'items', 'jw:own_note': 'as agreed' });
});

test('a value that the check finds wrong is not taken over', async () => {
  const asked: string[] = [];
  const check = (xml: string) => {
    asked.push(xml);
    return Promise.resolve(xml.includes('3 days') ? [{ element: 'approve_1', setting: 'jw:due', text: '处理时限：形如 P3WD' }] : []);
  };
  render(<Stand xml={approval({ 'jw:due': 'P1DT4H' })} check={check} />);
  await openTab('时限');
  fireEvent.change(await screen.findByLabelText('处理时限'), { target: { value: '3 days' } });
  written = '';
  done();
  await vi.waitFor(() => expect(asked.at(-1)).toContain('3 days'));
  await Promise.resolve();
  expect(written).toBe('');
});

test('who leaves a card with changes is asked', async () => {
  render(<Stand xml={approval({})} />);
  fireEvent.click(screen.getByText('主管审批'));
  fireEvent.change(await screen.findByLabelText('英文名称'), { target: { value: 'Manager' } });
  fireEvent.click(screen.getByText(/取\s*消/));
  expect((await screen.findAllByText('有修改尚未确定')).length).toBeGreaterThan(0);
});

test('another way of deciding drops what the one before needed', async () => {
  render(<Stand xml={approval({ 'jw:policy': 'ratio', 'jw:pass': '60%' })} />);
  fireEvent.click(screen.getByText('主管审批'));
  fireEvent.mouseDown(await screen.findByLabelText('多人审批方式'));
  fireEvent.click(await screen.findByTitle('会签'));
  done();
  expect(settingsNow()['jw:policy']).toBe('all');
  expect(settingsNow()['jw:pass']).toBeUndefined();
});

test('what a new step lacks is told when it is opened again, not while it is filled in', async () => {
  const lacks = { element: 'approve_1', text: '没有指定由谁办理' };
  const check = (xml: string) => Promise.resolve(xml.includes('jw:candidates') ? [] : [lacks]);
  render(<Stand xml={approval({ 'jw:candidates': 'starter' })} check={check} />);
  fireEvent.click(screen.getByText('主管审批'));
  fireEvent.click(await screen.findByLabelText('删除发起人本人'));
  await new Promise((go) => setTimeout(go, 700));
  expect(screen.queryByText(lacks.text)).toBeNull();
  done();
  await vi.waitFor(() => expect(written).not.toContain('jw:candidates'));
  fireEvent.click(screen.getByText('主管审批'));
  expect(await screen.findByText(lacks.text)).toBeTruthy();
});

test('a new copy has a title, of the name of the process', async () => {
  render(<Stand xml={approval({})} />);
  fireEvent.click(screen.getAllByLabelText('添加步骤').at(-1)!);
  fireEvent.click(await screen.findByText('抄送人'));
  expect(((await screen.findByLabelText('通知标题')) as HTMLInputElement).value).toBe('请假：请知悉');
});

test('numbers of a condition are easy to read', () => {
  const made = addNode(treeOf(emptyModel('leave', '请假', { start: '发起', end: '结束' })), { branch: null, index: 1 }, 'conditions', names);
  const way = made.tree.nodes[1].branches![0].flow;
  render(<Stand xml={writeTree(changeBranch(made.tree, made.id, way, { condition: '= record.amount >= 100000.5' }))} />);
  expect(screen.getByText('金额 大于等于 100,000.5')).toBeTruthy();
});

// A process with conditions behind an approval, of which the first says this.
function branched(condition: string, more: Settings = {}): string {
  const step = treeOf(approval(more));
  const block = addNode(step, { branch: null, index: 2 }, 'conditions', names);
  return writeTree(changeBranch(block.tree, block.id, block.tree.nodes[2].branches![0].flow, { condition }));
}

test('a condition may look at who started it', async () => {
  render(<Stand xml={branched('= is_within(unit_of(starter), "sales")')} />);
  fireEvent.click(screen.getByText('发起人的部门 属于（含下级） 销售部'));
  const rows = within(await screen.findByRole('list', { name: '条件' }));
  fireEvent.mouseDown(rows.getByLabelText('条件字段'));
  fireEvent.click(await screen.findByTitle('发起人的岗位或角色'));
  fireEvent.mouseDown(rows.getByLabelText('比较值'));
  fireEvent.click(await screen.findByTitle('公司领导'));
  done();
  expect(treeOf(written).nodes[2].branches![0].condition).toBe('= holds(starter, "leader")');
  expect(await screen.findByText('发起人的岗位或角色 是 公司领导')).toBeTruthy();
});

test('a formula that no rows say is changed as text, and the drawer says so', async () => {
  render(<Stand xml={branched('= holds(record.person, "leader")')} />);
  fireEvent.click(screen.getByText('= holds(record.person, "leader")'));
  expect(await screen.findByText('这个公式不能逐行显示，请在这里修改')).toBeTruthy();
  expect(screen.queryByText('逐行填写')).toBeNull();
});

test('a new approval that is declined ends the matter, unless a condition asks how it ended', async () => {
  render(<Stand xml={branched('= record.amount > 3')} />);
  expect(treeOf(branched('= record.amount > 3')).nodes[1].settings['jw:dissent']).toBe('end');
  fireEvent.click(screen.getByText('金额 大于 3'));
  const rows = within(await screen.findByRole('list', { name: '条件' }));
  fireEvent.mouseDown(rows.getByLabelText('条件字段'));
  fireEvent.click(await screen.findByTitle('主管审批的结论'));
  fireEvent.mouseDown(rows.getByLabelText('比较值'));
  fireEvent.click(await screen.findByTitle('不同意'));
  done();
  expect(settingsNow()['jw:dissent']).toBeUndefined();
});
