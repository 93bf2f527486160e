import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { rememberDraft } from './rememberDraft';

interface Page {
  draft?: string;
}

test('an answer that was read before the draft was kept does not take its place', async () => {
  const queries = new QueryClient();
  const queryKey = ['process', 'report'];
  const answers: ((page: Page) => void)[] = [];
  const queryFn = () => new Promise<Page>((answer) => answers.push(answer));
  queries.setQueryData<Page>(queryKey, {});
  const leave = new QueryObserver<Page>(queries, { queryKey, queryFn }).subscribe(() => {});
  expect(answers).toHaveLength(1);

  await rememberDraft<Page>(queries, queryKey, 'kept');
  answers[0]?.({});
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  expect(queries.getQueryData<Page>(queryKey)).toEqual({ draft: 'kept' });

  answers[1]?.({ draft: 'kept, as the server has it' });
  await vi.waitFor(() => expect(queries.getQueryData<Page>(queryKey)).toEqual({ draft: 'kept, as the server has it' }));
  leave();
});

test('a page that was never opened has no draft to show', async () => {
  const queries = new QueryClient();

  await rememberDraft<Page>(queries, ['process', 'report'], 'kept');

  expect(queries.getQueryData(['process', 'report'])).toBeUndefined();
});
