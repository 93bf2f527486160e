import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App, Grid } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { ActionBar } from './ActionBar';
import type { Signing } from './useSigning';

beforeAll(startLanguages);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const task = {
  acts: ['complete', 'return', 'copy', 'circulate', 'comment', 'transfer', 'claim', 'urge'],
  outcomes: [{ id: 'agree', title: { zh: '同意', en: 'Agree' }, tone: 'primary' }],
  opinion: 'optional',
  phrases: [],
  buttons: [],
} as unknown as Schemas['TaskDetail'];

function show(onAct: (act: Schemas['TaskAct']) => void, shown = task, onComplete: (outcome: string) => void = vi.fn()) {
  const nothing = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <ActionBar
          task={shown}
          busy={false}
          undecided={false}
          draft={null}
          opinion=""
          onOpinion={nothing}
          files={[]}
          onFiles={nothing}
          signing={{ isSigned: false } as Signing}
          onComplete={onComplete}
          onAct={onAct}
          onDeputy={nothing}
          onSaveDraft={nothing}
        />
      </App>
    </QueryClientProvider>,
  );
}

test('on a desktop every act is one click from the task', () => {
  vi.spyOn(Grid, 'useBreakpoint').mockReturnValue({ md: true });
  const onAct = vi.fn();
  show(onAct);

  for (const name of [/^退\s*回$/, /^抄\s*送$/, /^传\s*阅$/, /^评\s*论$/, '转办 / 代理', /^签\s*收$/]) expect(screen.getByRole('button', { name })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^催\s*办$/ }));

  expect(onAct).toHaveBeenCalledWith({ act: 'urge' });
});

test('on a phone the first acts stand there, and every other behind one button', async () => {
  vi.spyOn(Grid, 'useBreakpoint').mockReturnValue({ md: false });
  const onAct = vi.fn();
  show(onAct);
  for (const name of [/^退\s*回$/, /^抄\s*送$/, /^传\s*阅$/]) expect(screen.getByRole('button', { name })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^催\s*办$/ })).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: /^更\s*多$/ }));
  const menu = await screen.findAllByRole('menuitem');
  expect(menu.map((item) => item.textContent)).toEqual(['转办 / 代理', '评论', '签收', '催办']);
  fireEvent.click(menu.at(-1)!);

  expect(onAct).toHaveBeenCalledWith({ act: 'urge' });
});

test('which outcomes want an opinion is said in the box, and asked for before anything is sent', () => {
  vi.spyOn(Grid, 'useBreakpoint').mockReturnValue({ md: true });
  const onComplete = vi.fn();
  const back = { id: 'again', title: { zh: '退回重评', en: 'Rate again' }, tone: 'neutral' as const };
  show(vi.fn(), { ...task, opinion: 'required_on_disagree', outcomes: [...task.outcomes, back] }, onComplete);
  expect(screen.getByPlaceholderText('意见（退回重评时必填）')).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: '退回重评' }));
  expect(screen.getByText('请填写意见')).toBeTruthy();
  expect(onComplete).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: /^同\s*意$/ }));
  expect(onComplete).toHaveBeenCalledWith('agree');
});
