import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { evaluateForm } from '@/api/evaluate-form';
import { Problem } from '@/api/problem';
import { useFormState } from './useFormState';

vi.mock('@/api/evaluate-form', () => ({ evaluateForm: vi.fn(async () => ({ fields: { score: { value: 91 } }, values: {}, texts: { team: [{ id: 'data_team', title: { zh: '数据组', en: 'Data team' } }] } })) }));
afterEach(cleanup);

const form = { subject: { task: '1' }, schema: { components: [{ key: 'score', type: 'number' }] }, texts: {}, values: {}, fields: { score: { value: null } } } as unknown as Schemas['Form'];

function fill() {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  return renderHook(({ read }) => useFormState(form, undefined, [], read), { wrapper, initialProps: { read: form } });
}

const lacking = new Problem(422, { code: 'forms.invalid', missing: [{ field: 'score' }, { field: 'decision' }] });

test('what was refused is told until the form changes; each field tells what it lacks until it changes itself', () => {
  const { result } = fill();
  act(() => result.current.refuse(lacking));
  expect(result.current.refused).toBe(lacking);

  act(() => result.current.change('score', 91));

  expect(result.current.refused).toBeNull();
  expect(result.current.missing).toEqual([{ field: 'decision' }]);
});

test('what was refused is told no more with the next act, nor once rows of a list were stored; that the page was read again changes nothing', () => {
  const { result, rerender } = fill();
  act(() => result.current.refuse(lacking));
  rerender({ read: { ...form } });
  expect(result.current.refused).toBe(lacking);

  rerender({ read: { ...form, children: { lines: { rows: [{ id: '1' }] } } } as unknown as Schemas['Form'] });
  expect(result.current.refused).toBeNull();

  act(() => result.current.refuse(lacking));
  act(() => result.current.forgive());
  expect(result.current.refused).toBeNull();
});

test('what is worked out is asked anew when the form is read again, as after rows of its lists are stored', async () => {
  const { result, rerender } = fill();
  expect(result.current.states).toEqual(form.fields);

  rerender({ read: { ...form } });

  await waitFor(() => expect(result.current.states).toEqual({ score: { value: 91 } }));
  expect(evaluateForm).toHaveBeenCalledTimes(1);
});

test('what is worked out has its name', async () => {
  const { result } = fill();
  act(() => result.current.change('score', 91));
  await waitFor(() => expect(result.current.names.data_team?.title).toEqual({ zh: '数据组', en: 'Data team' }));
});

test('a default does not come into the field that is being typed in; left empty, it gets it', async () => {
  vi.mocked(evaluateForm).mockResolvedValue({ fields: {}, values: { until_on: '2026-06-08', days: 1 }, texts: {} } as never);
  const input = document.body.appendChild(document.createElement('input'));
  input.id = 'form-until_on';
  input.focus();
  const { result } = fill();
  act(() => result.current.change('score', 91));

  await waitFor(() => expect(result.current.values).toEqual({ score: 91, days: 1 }));
  act(() => input.blur());

  await waitFor(() => expect(result.current.values).toEqual({ score: 91, days: 1, until_on: '2026-06-08' }));
  input.remove();
});
