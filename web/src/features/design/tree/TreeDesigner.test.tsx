import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { createRef, useState } from 'react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { startLanguages } from '@/lib/language';
import { treeOf } from './testing';
import { TreeDesigner } from './TreeDesigner';
import { emptyModel } from './write';

beforeAll(startLanguages);
afterEach(cleanup);

const choices = { roles: [{ id: 'leader', title: '公司领导' }], people: [], positions: [], units: [], fields: [{ id: 'amount', title: '金额' }], transitions: [], processes: [] };
let written = '';
const handle = createRef<{ select(element: string): void }>();

function Stand({ xml, readOnly = false }: { xml: string; readOnly?: boolean }) {
  const [model, setModel] = useState(xml);
  const change = (changed: string) => {
    written = changed;
    setModel(changed);
  };
  return (
    <App>
      <TreeDesigner xml={model} onChange={change} readOnly={readOnly} handle={handle} {...choices} />
    </App>
  );
}

const empty = emptyModel('leave', '请假', { start: '发起', end: '结束' });

test('a step is added, set and taken out', async () => {
  render(<Stand xml={empty} />);
  fireEvent.click(screen.getByLabelText('添加步骤'));
  fireEvent.click(await screen.findByText('审批人'));
  fireEvent.change(await screen.findByLabelText('名称'), { target: { value: '主管审批' } });
  fireEvent.click(screen.getByText(/确\s*定/));
  expect(treeOf(written).nodes.map((node) => node.name)).toEqual(['发起', '主管审批', '结束']);
  expect(screen.getByText('直属主管 · 或签')).toBeTruthy();
  fireEvent.click(screen.getByLabelText('删除主管审批'));
  expect(treeOf(written).nodes.map((node) => node.name)).toEqual(['发起', '结束']);
});

test('a setting that is not made says what holds without it', async () => {
  render(<Stand xml={empty} />);
  fireEvent.click(screen.getByLabelText('添加步骤'));
  fireEvent.click(await screen.findByText('审批人'));
  fireEvent.click(await screen.findByText('操作'));
  expect(await screen.findByText('默认：选填')).toBeTruthy();
  expect(screen.queryByText('未设置')).toBeNull();
});

test('conditions are added with their order, and what is missing is said', async () => {
  render(<Stand xml={empty} />);
  fireEvent.click(screen.getByLabelText('添加步骤'));
  fireEvent.click(await screen.findByText('条件分支'));
  expect(screen.getByText('请设置条件')).toBeTruthy();
  fireEvent.click(screen.getByText('添加条件'));
  expect(treeOf(written).nodes[1].branches!.map((branch) => [branch.name, branch.isDefault])).toEqual([
    ['分支 1', false],
    ['分支 2', false],
    ['其他情况', true],
  ]);
});

test('a route is added behind a condition, and says when its step is gone', async () => {
  render(<Stand xml={empty} />);
  const add = async (plus: number, kind: string) => {
    fireEvent.click(screen.getAllByLabelText('添加步骤')[plus]);
    fireEvent.click((await screen.findAllByRole('menuitem', { name: kind })).at(-1)!);
  };
  await add(0, '审批人');
  fireEvent.change(await screen.findByLabelText('名称'), { target: { value: '部门审批' } });
  fireEvent.click(screen.getByText(/确\s*定/));
  fireEvent.click(screen.getAllByLabelText('添加步骤')[1]);
  expect(await screen.findByText('须放在条件分支中，并留有走到结束的分支')).toBeTruthy();
  await add(1, '条件分支');
  await add(2, '路由');
  expect(screen.getAllByText('回到：部门审批')).toHaveLength(1);
  fireEvent.click(screen.getByText(/确\s*定/));
  const [back] = treeOf(written).nodes[2].branches![0].nodes;
  expect([back.kind, back.settings.back]).toEqual(['route', 'approve_1']);

  fireEvent.click(screen.getByLabelText('删除部门审批'));
  act(() => handle.current!.select(treeOf(written).nodes[1].branches![0].flow));
  expect(await screen.findByLabelText('回到')).toBeTruthy();
  written = '';
  fireEvent.click(await screen.findByText(/确\s*定/));
  expect((await screen.findByRole('alert')).textContent).toBe('要回到的步骤已删除，请重新选择');
  expect(written).toBe('');
});

test('a model that is no tree is refused with the name of what is why', () => {
  render(<Stand xml={empty.replace('</bpmn:process>', '<bpmn:boundaryEvent id="b" name="超时" attachedToRef="started"/></bpmn:process>')} />);
  expect(screen.getByText('这个流程超出简易模式的表达范围，请用专业模式')).toBeTruthy();
  expect(screen.getByText('超时')).toBeTruthy();
});

test('who may only read is offered no act', () => {
  render(<Stand xml={empty} readOnly />);
  expect(screen.queryByLabelText('添加步骤')).toBeNull();
});

test('a lane is added and named, and a step moves into another', async () => {
  render(<Stand xml={empty} />);
  fireEvent.click(screen.getByText('添加泳道'));
  fireEvent.click(screen.getByText('添加泳道'));
  const second = screen.getAllByLabelText('泳道名称')[1];
  fireEvent.change(second, { target: { value: '财务部' } });
  fireEvent.blur(second);
  fireEvent.click(screen.getByLabelText('结束所在泳道：泳道 1'));
  fireEvent.click(await screen.findByRole('menuitem', { name: '财务部' }));
  expect(treeOf(written).lanes.map((lane) => lane.name)).toEqual(['泳道 1', '财务部']);
  expect(treeOf(written).nodes.map((node) => node.lane)).toEqual(['lane_1', 'lane_2']);
});

test('who may start it is chosen at the start, and stands in the process', async () => {
  render(<Stand xml={empty} />);
  expect(screen.getByText('不能手工发起，由规则触发')).toBeTruthy();
  fireEvent.click(screen.getByText('不能手工发起，由规则触发'));
  fireEvent.click(await screen.findByText(/添\s*加$/, { selector: 'button *' }));
  fireEvent.click(screen.getByText(/确\s*定/));
  expect(screen.getByText('可发起：所有人')).toBeTruthy();
  expect(written).toMatch(/<bpmn:process id="leave"[^>]*>\s*<bpmn:extensionElements>\s*<zeebe:properties>\s*<zeebe:property name="jw:starters" value="everyone"/);
  expect(treeOf(written).nodes[0].settings).toEqual({ starters: 'everyone', name: '请假' });
});

test('starters are told in words, and taken out one by one', async () => {
  const model = empty.replace(/(<bpmn:process [^>]*>)/, '$1<bpmn:extensionElements><zeebe:properties><zeebe:property name="jw:starters" value="leader, unit:sales:below, person:lin"/></zeebe:properties></bpmn:extensionElements>');
  render(<Stand xml={model} />);
  expect(screen.getByText('可发起：公司领导、sales及下级成员、lin')).toBeTruthy();
  fireEvent.click(screen.getByText('可发起：公司领导、sales及下级成员、lin'));
  fireEvent.click(await screen.findByLabelText('删除公司领导'));
  fireEvent.click(screen.getByText(/确\s*定/));
  expect(written).toContain('name="jw:starters" value="unit:sales:below, person:lin"');
});
