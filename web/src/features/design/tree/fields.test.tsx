// Single fields of the cards: what they show of a setting, and what they write.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { addDesignTexts } from '@/lib/design-texts';
import { startLanguages } from '@/lib/language';
import { DurationInput } from './DurationInput';
import { EscalationInput } from './EscalationInput';
import { People } from './inputs';
import { FieldRights } from './FieldRights';
import type { Settings } from './model';
import { PassInput, WeightsInput } from './PassInput';
import type { Part } from './parts';

beforeAll(async () => {
  await startLanguages();
  addDesignTexts();
});
afterEach(cleanup);

const choices = {
  roles: [{ id: 'leader', title: '公司领导' }],
  people: [{ id: 'wang', title: '王芳' }],
  positions: [{ id: 'general_manager', title: '总经理' }],
  units: [],
  processes: [],
  transitions: [],
  fields: [],
};

function Stand({ settings, children }: { settings: Settings; children: (part: Part) => React.ReactNode }) {
  const [set, setSettings] = useState(settings);
  return (
    <>
      {children({ settings: set, choices, errors: {}, set: (name, value) => setSettings((before) => ({ ...before, [name]: value })) })}
      <pre data-testid="written">{JSON.stringify(set)}</pre>
    </>
  );
}

const written = () => JSON.parse(screen.getByTestId('written').textContent) as Settings;

const shown = (label: string) => screen.getByLabelText<HTMLInputElement>(label);

test('a time limit is a number with a unit', () => {
  const values: string[] = [];
  render(<DurationInput id="due" label="处理时限" value="P3WD" onChange={(value) => values.push(value)} />);
  expect(shown('处理时限').value).toBe('3');
  expect(screen.getByTitle('工作日')).toBeTruthy();
  fireEvent.change(shown('处理时限'), { target: { value: '5' } });
  expect(values).toEqual(['P5WD']);
});

test('a share is a percentage; a fraction is two numbers', () => {
  render(<Stand settings={{ 'jw:pass': '60%' }}>{(part) => <PassInput {...part} policy="ratio" />}</Stand>);
  expect(shown('通过条件').value).toBe('60');
  fireEvent.change(shown('通过条件'), { target: { value: '75' } });
  expect(written()['jw:pass']).toBe('75%');
  cleanup();
  render(<Stand settings={{ 'jw:pass': '1/2' }}>{(part) => <PassInput {...part} policy="ratio" />}</Stand>);
  fireEvent.change(shown('通过条件'), { target: { value: '2' } });
  fireEvent.change(shown('分母'), { target: { value: '3' } });
  expect(written()['jw:pass']).toBe('2/3');
});

test('a condition that the policy does not know stays text', () => {
  render(<Stand settings={{ 'jw:pass': '66.7%' }}>{(part) => <PassInput {...part} policy="ratio" />}</Stand>);
  expect(shown('通过条件').value).toBe('66.7%');
});

test('weights are rows; one that is taken out weighs one again', () => {
  render(<Stand settings={{ 'jw:weights': 'general_manager=3, wang=2' }}>{(part) => <WeightsInput {...part} />}</Stand>);
  fireEvent.change(shown('总经理的权重'), { target: { value: '5' } });
  expect(written()['jw:weights']).toBe('general_manager=5, wang=2');
  fireEvent.click(screen.getByLabelText('删除王芳'));
  expect(written()['jw:weights']).toBe('general_manager=5');
});

test('an escalation is a length of time and people', () => {
  render(<Stand settings={{ 'jw:escalate': 'P3WD position:general_manager' }}>{(part) => <EscalationInput {...part} />}</Stand>);
  expect(screen.getByRole('list', { name: '上报给' }).textContent).toBe('总经理');
  fireEvent.change(shown('超时上报'), { target: { value: '5' } });
  expect(written()['jw:escalate']).toBe('P5WD position:general_manager');
});

test('half an escalation says what it lacks', () => {
  render(<Stand settings={{}}>{(part) => <EscalationInput {...part} />}</Stand>);
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.change(shown('超时上报'), { target: { value: '1' } });
  expect(screen.getByRole('alert').textContent).toBe('请选择上报给谁');
  cleanup();
  render(<Stand settings={{ 'jw:escalate': ' starter' }}>{(part) => <EscalationInput {...part} />}</Stand>);
  expect(screen.getByRole('alert').textContent).toBe('请填写多久以后上报');
});

test('who was chosen is in the list, and the field is free for the next', async () => {
  render(<Stand settings={{ 'jw:copy': '' }}>{(part) => <People {...part} name="jw:copy" kinds={['position']} />}</Stand>);
  fireEvent.mouseDown(shown('岗位'));
  fireEvent.click(await screen.findByTitle('总经理'));
  expect(written()['jw:copy']).toBe('position:general_manager');
  expect(screen.getByText('请选择')).toBeTruthy();
});

test('rows of a list are added, changed or deleted, each by itself; a start form has to let them be added', async () => {
  const fields = [
    { id: 'name', title: '事由' },
    { id: 'lines', title: '明细', type: 'children', columns: [{ id: 'cost', title: '金额' }] },
  ];
  const said: string[] = [];
  const offered = async (name: string, isStart: boolean) => {
    render(<FieldRights value="lines=add+change" fields={fields} isStart={isStart} onChange={(value) => said.push(value)} />);
    fireEvent.mouseDown(screen.getByRole('combobox', { name: `${name}的权限` }));
    await screen.findAllByTitle('必填');
    return [...document.querySelectorAll('.ant-select-item-option')].map((one) => one.getAttribute('title'));
  };
  expect((await offered('明细', false)).slice(4)).toEqual(['增加行', '修改行', '删除行', '增加行、修改行', '增加行、删除行', '修改行、删除行']);
  fireEvent.click(screen.getByTitle('删除行'));
  expect(said).toEqual(['lines=delete']);
  cleanup();
  expect((await offered('明细', true)).slice(4)).toEqual(['增加行', '增加行、修改行', '增加行、删除行']);
  cleanup();
  expect(await offered('明细 › 金额', false)).toHaveLength(4);
});

test('a list that the start form does not name is not in it, and the card says so', () => {
  const fields = [
    { id: 'name', title: '事由' },
    { id: 'lines', title: '明细', type: 'children', columns: [{ id: 'cost', title: '金额' }] },
  ];
  const said = /“明细”不在发起表单中/;
  const show = (value: string, isStart: boolean) => render(<FieldRights value={value} fields={fields} isStart={isStart} onChange={() => undefined} />);
  show('*=edit', true);
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.getByText('不在表单中')).toBeTruthy();
  cleanup();
  show('*=edit, lines=edit', true);
  expect(screen.queryByText(said)).toBeNull();
  cleanup();
  show('*=edit', false);
  expect(screen.queryByText(said)).toBeNull();
});

test('what nobody fills in is not offered to be, and what no form shows is not in the list', async () => {
  const fields = [
    { id: 'days', title: '天数', type: 'number', isReadOnly: true },
    { id: 'words', title: '概要', type: 'text', isNeverShown: true },
    { id: 'reason', title: '事由', type: 'text' },
  ];
  const show = (value: string) => render(<FieldRights value={value} fields={fields} onChange={() => undefined} />);
  show('*=read');
  expect(screen.queryByText('概要')).toBeNull();
  fireEvent.mouseDown(screen.getByLabelText('天数的权限'));
  expect((await screen.findAllByRole('option')).map((each) => each.textContent)).toEqual(['read', 'hide']);
  cleanup();
  show('days=edit, words=hide');
  expect(screen.getByText('可编辑')).toBeTruthy();
  expect(screen.getByText('概要')).toBeTruthy();
});
