import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { evaluateForm } from '@/api/evaluate-form';
import { useFormState } from './useFormState';

vi.mock('@/api/evaluate-form', () => ({ evaluateForm: vi.fn(async () => ({ fields: { score: { value: 91 } }, values: {} })) }));
afterEach(cleanup);

const form = { subject: { task: '1' }, schema: { components: [{ key: 'score', type: 'number' }] }, texts: {}, values: {}, fields: { score: { value: null } } } as unknown as Schemas['Form'];

test('what is worked out is asked anew when the form is read again, as after rows of its lists are stored', async () => {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const { result, rerender } = renderHook(({ read }) => useFormState(form, undefined, [], read), { wrapper, initialProps: { read: form } });
  expect(result.current.states).toEqual(form.fields);

  rerender({ read: { ...form } });

  await waitFor(() => expect(result.current.states).toEqual({ score: { value: 91 } }));
  expect(evaluateForm).toHaveBeenCalledTimes(1);
});
