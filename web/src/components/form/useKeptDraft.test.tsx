import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useKeptDraft } from './useKeptDraft';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function fill(save: (() => Promise<{ saved_at: string }>) | null) {
  return renderHook(({ words, pending }: { words: string; pending: boolean }) => useKeptDraft({ parts: [words], pending, save }), {
    initialProps: { words: '', pending: false },
  });
}

async function pass(ms: number) {
  await act(() => vi.advanceTimersByTimeAsync(ms));
}

test('a draft is kept once, a moment after typing stops', async () => {
  const save = vi.fn(() => Promise.resolve({ saved_at: '2026-03-02T01:00:00Z' }));
  const { rerender, result } = fill(save);

  rerender({ words: 'a', pending: false });
  await pass(1000);
  rerender({ words: 'ab', pending: false });
  await pass(1000);
  expect(save).not.toHaveBeenCalled();
  await pass(10_000);

  expect(save).toHaveBeenCalledTimes(1);
  expect(result.current.savedAt).toBe('2026-03-02T01:00:00Z');
});

test('leaving keeps what was typed just before', () => {
  const save = vi.fn(() => Promise.resolve({ saved_at: '2026-03-02T01:00:00Z' }));
  const { rerender, unmount } = fill(save);
  rerender({ words: 'a', pending: false });

  unmount();

  expect(save).toHaveBeenCalledTimes(1);
});

test('a draft that was still on its way when the page was opened again is told of when it has arrived', () => {
  const opened = (savedAt: string) => ({ parts: ['a'], pending: false, savedAt, save: null });
  const { rerender, result } = renderHook(useKeptDraft, { initialProps: opened('') });

  rerender(opened('2026-03-02T01:00:00Z'));

  expect(result.current.savedAt).toBe('2026-03-02T01:00:00Z');
});

test('nothing typed leaves no draft', async () => {
  const save = vi.fn(() => Promise.resolve({ saved_at: '2026-03-02T01:00:00Z' }));
  const { unmount } = fill(save);
  await pass(10_000);

  unmount();

  expect(save).not.toHaveBeenCalled();
});

test('what is being handed in or was handed in is not kept', async () => {
  const save = vi.fn(() => Promise.resolve({ saved_at: '2026-03-02T01:00:00Z' }));
  const { rerender, result, unmount } = fill(save);
  rerender({ words: 'a', pending: true });
  await pass(10_000);

  result.current.release();
  rerender({ words: 'a', pending: false });
  unmount();

  expect(save).not.toHaveBeenCalled();
});

test('a draft that could not be kept says so and is tried again when typing goes on', async () => {
  const save = vi.fn(() => Promise.reject(new Error('gone')));
  const { rerender, result } = fill(save);
  rerender({ words: 'a', pending: false });
  await pass(2000);
  expect(result.current.failed).toBe(true);

  save.mockImplementation(() => Promise.resolve({ saved_at: '2026-03-02T01:00:00Z' }) as Promise<never>);
  rerender({ words: 'ab', pending: false });
  await pass(2000);

  expect(result.current.failed).toBe(false);
});
