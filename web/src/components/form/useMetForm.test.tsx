import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { type Begun, useMetForm } from './useMetForm';

afterEach(cleanup);

const who = { zh: '顾鸣 更改', en: 'changed by Gu' };

function formWith(version: number, values: Record<string, unknown>): Schemas['Form'] {
  const components = ['impact', 'decision'].map((key) => ({ key, type: 'textfield', label: key }));
  const fields = components.map(({ key }) => ({ key, mode: 'edit', visible: true, required: false }));
  return { title: { zh: '受理', en: 'Assess' }, subject: { task: '1' }, schema: { components }, texts: {}, children: {}, values, fields, version } as unknown as Schemas['Form'];
}

function fill(begun?: Begun) {
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>;
  const opened = formWith(2, { impact: 'none', decision: 'first' });
  return renderHook(() => useMetForm(opened, begun), { wrapper }).result;
}

test('what both changed is to be chosen before the newer version counts', () => {
  const form = fill();
  act(() => form.current.change('decision', 'mine'));
  act(() => form.current.meet(formWith(3, { impact: 'a week', decision: 'theirs' }), [{ field: 'decision', how: who }]));

  expect(form.current.values).toEqual({ impact: 'a week', decision: 'mine' });
  expect(form.current.collisions).toEqual({ decision: { stored: 'theirs', who } });
  expect([form.current.form.version, form.current.keptVersion, form.current.undecided]).toEqual([3, 2, 1]);
  expect(form.current.both()).toEqual([{ field: 'decision', label: { zh: '', en: '' }, how: who }]);

  act(() => form.current.decide('decision', 'stored'));
  expect(form.current.values.decision).toBe('theirs');
  expect([form.current.keptVersion, form.current.undecided]).toEqual([3, 0]);
});

test('a draft that was begun before asks for the choice at once', () => {
  const form = fill({ values: { decision: 'mine' }, record_version: 1, both: [{ field: 'decision', how: who }] });

  expect(form.current.values).toEqual({ impact: 'none', decision: 'mine' });
  expect(form.current.collisions).toEqual({ decision: { stored: 'first', who } });
  expect(form.current.keptVersion).toBe(1);
});
