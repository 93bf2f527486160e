import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { actOnTasks } from '@/api/act-on-tasks';
import type { Schemas } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { BatchList } from './BatchList';

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: ReactNode }) => <a href="/tasks">{children}</a> }));
vi.mock('@/api/act-on-tasks', () => ({ actOnTasks: vi.fn(async ({ tasks }: { tasks: string[] }) => ({ items: tasks.map((task) => ({ task, done: true })) })) }));

beforeAll(startLanguages);
beforeEach(() => {
  vi.mocked(actOnTasks).mockClear();
});
afterEach(cleanup);

const title = (zh: string) => ({ zh, en: zh });
const outcome = (id: string, zh: string, needs_opinion = false) => ({ id, title: title(zh), tone: 'neutral' as const, needs_opinion });
const row = (key: string, at_once?: Schemas['OutcomeAtOnce'][]) =>
  ({ key, title: title(`任务${key}`), process: { id: 'p', title: title('呈批') }, created_at: '2026-03-02T09:00:00+08:00', state: 'open', urged: 0, at_once }) as unknown as Schemas['TaskRow'];
const agreeing = [outcome('agree', '同意'), outcome('disagree', '不同意', true)];

function listOf(tasks: Schemas['TaskRow'][]) {
  return (
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
      <App>
        <BatchList tasks={tasks} />
      </App>
    </QueryClientProvider>
  );
}

const show = (tasks: Schemas['TaskRow'][]) => render(listOf(tasks));

const all = () => screen.getByRole('checkbox', { name: /全选/ });
const bar = () => within(screen.getByRole('toolbar', { name: '批量办理' }));

test('all that can be decided is chosen at once, and nothing else', async () => {
  show([row('1', agreeing), row('2', agreeing), row('3')]);
  expect(screen.queryByRole('toolbar')).toBeNull();
  expect(screen.getAllByRole('checkbox')).toHaveLength(3);

  fireEvent.click(all());
  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));

  await vi.waitFor(() => expect(actOnTasks).toHaveBeenCalled());
  expect(vi.mocked(actOnTasks).mock.calls[0][0]).toMatchObject({ tasks: ['1', '2'], outcome: 'agree' });
});

test('an outcome that wants words is not sent without', () => {
  show([row('1', agreeing)]);
  fireEvent.click(all());

  fireEvent.click(bar().getByRole('button', { name: '批量不同意' }));

  expect(bar().getByRole('alert').textContent).toBe('请填写意见');
  expect(actOnTasks).not.toHaveBeenCalled();
});

test('the box says which outcome wants words, before one is refused', () => {
  const strict = [outcome('read', '已阅', true)];
  show([row('1', agreeing), row('2', agreeing), row('3', strict), row('4', [outcome('read', '已阅')])]);

  fireEvent.click(all());
  expect(bar().queryByRole('textbox')).toBeNull();
  fireEvent.click(screen.getByRole('checkbox', { name: '选择 任务3' }));
  fireEvent.click(screen.getByRole('checkbox', { name: '选择 任务4' }));
  expect(bar().getByRole('textbox').getAttribute('placeholder')).toBe('意见（不同意时必填）');

  fireEvent.click(bar().getByRole('button', { name: '取消选择' }));
  fireEvent.click(screen.getByRole('checkbox', { name: '选择 任务3' }));
  expect(bar().getByRole('textbox').getAttribute('placeholder')).toBe('意见（必填）');
  fireEvent.click(screen.getByRole('checkbox', { name: '选择 任务3' }));
  fireEvent.click(screen.getByRole('checkbox', { name: '选择 任务4' }));
  expect(bar().getByRole('textbox').getAttribute('placeholder')).toBe('意见（可不填）');
});

test('tasks without an outcome in common are to be chosen separately', () => {
  show([row('1', agreeing), row('2', [outcome('ok', '签批')])]);
  fireEvent.click(all());

  expect(bar().getByText('所选任务的办理结果不同，请分开选择')).toBeTruthy();
  expect(bar().queryByRole('button', { name: /批量/ })).toBeNull();
});

test('where nothing can be decided from the list there is nothing to choose', () => {
  show([row('1')]);
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('where one of the chosen wants words it is named, and they go to it alone', async () => {
  const strict = [outcome('agree', '同意', true), outcome('disagree', '不同意', true)];
  show([row('1', agreeing), row('2', strict)]);
  fireEvent.click(all());
  expect(bar().getByText('同意时须填意见：“任务2”')).toBeTruthy();
  expect(bar().getByRole('textbox').getAttribute('placeholder')).toBe('意见（部分任务必填）');

  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));
  expect(bar().getByRole('alert').textContent).toBe('请填写意见，以下任务必填：“任务2”');
  expect(actOnTasks).not.toHaveBeenCalled();

  fireEvent.change(bar().getByRole('textbox'), { target: { value: '已核对' } });
  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));
  await vi.waitFor(() => expect(actOnTasks).toHaveBeenCalledTimes(2));
  const sent = vi.mocked(actOnTasks).mock.calls.map(([what]) => what);
  expect(sent).toEqual([
    { tasks: ['2'], opinion: '已核对', outcome: 'agree' },
    { tasks: ['1'], opinion: undefined, outcome: 'agree' },
  ]);
});

test('words may go to all the chosen nevertheless', async () => {
  show([row('1', agreeing), row('2', [outcome('agree', '同意', true)])]);
  fireEvent.click(all());
  fireEvent.click(bar().getByRole('checkbox', { name: '意见只写入必填的任务' }));
  fireEvent.change(bar().getByRole('textbox'), { target: { value: '已核对' } });
  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));

  await vi.waitFor(() => expect(actOnTasks).toHaveBeenCalledTimes(1));
  expect(vi.mocked(actOnTasks).mock.calls[0][0]).toMatchObject({ tasks: ['1', '2'], opinion: '已核对' });
});

test('a chosen task that leaves the list is told of', () => {
  const { rerender } = show([row('1', agreeing), row('2', agreeing)]);
  fireEvent.click(all());
  rerender(listOf([row('1', agreeing)]));

  expect(bar().getByText('已选 1 项')).toBeTruthy();
  expect(bar().getByRole('status').textContent).toContain('“任务2”已不在待办列表中，不再选中');

  fireEvent.click(within(bar().getByRole('status')).getByRole('button'));
  expect(bar().queryByRole('status')).toBeNull();
});

test('of what is decided from the bar nothing else is said', async () => {
  const { rerender } = show([row('1', agreeing), row('2', agreeing)]);
  fireEvent.click(all());
  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));
  await vi.waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
  rerender(listOf([]));

  expect(screen.queryByRole('toolbar')).toBeNull();
});

test('what is left says what each still lacks, with the way there', async () => {
  vi.mocked(actOnTasks).mockResolvedValueOnce({
    items: [
      { task: '1', done: true },
      { task: '2', done: false, code: 'forms.invalid', title: title('表单填写不完整'), missing: [{ field: 'amount', label: title('金额'), how: title('请填写') }, { field: 'kind', label: title('类别'), how: title('请填写') }] },
    ],
  } as Awaited<ReturnType<typeof actOnTasks>>);
  show([row('1', agreeing), row('2', agreeing)]);
  fireEvent.click(all());

  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));

  const told = await bar().findByText('以下任务须先打开补填');
  expect(told.closest('[role=alert]')?.textContent).toContain('任务2：金额、类别');
  expect(told.closest('[role=alert]')?.textContent).not.toContain('任务1');
});

test('of what others have changed since the list was read it says what and who', async () => {
  const how = { zh: '林晓雨 于 2026-03-02 09:10 更改', en: 'changed by Lin, 2026-03-02 09:10' };
  vi.mocked(actOnTasks).mockResolvedValueOnce({
    items: [
      { task: '1', done: false, code: 'records.changed_meanwhile', title: title('单据已被他人更改，请先查看最新内容'), missing: [{ field: 'amount', label: title('金额'), how }] },
      { task: '2', done: false, code: 'forms.invalid', title: title('表单填写不完整'), missing: [{ field: 'kind', label: title('类别'), how: title('请填写') }] },
    ],
  } as Awaited<ReturnType<typeof actOnTasks>>);
  show([row('1', agreeing), row('2', agreeing)]);
  fireEvent.click(all());

  fireEvent.click(bar().getByRole('button', { name: '批量同意' }));

  const changed = await bar().findByText('以下任务的内容在您查看之后被更改，请打开核对后再办理');
  expect(changed.closest('[role=alert]')?.textContent).toContain('任务1：金额（林晓雨 于 2026-03-02 09:10 更改）');
  expect(changed.closest('[role=alert]')?.textContent).not.toContain('任务2');
  expect(bar().getByText('以下任务须先打开补填').closest('[role=alert]')?.textContent).not.toContain('任务1');
});
