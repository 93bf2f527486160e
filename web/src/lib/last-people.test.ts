// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { lastFirst, lastPeople, rememberPeople } from './last-people';

const person = (value: string, hint = '') => ({ value, label: value, hint });

beforeEach(() => localStorage.clear());

test('who was picked last comes first, nobody twice, and only a few are kept', () => {
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'b']) rememberPeople('lin', [person(name)]);

  expect(lastPeople('lin').map((one) => one.value)).toEqual(['b', 'f', 'e', 'd', 'c']);
});

test('each who signs in has people of his own', () => {
  rememberPeople('lin', [person('a')]);

  expect(lastPeople('wang')).toEqual([]);
});

test('what the browser keeps and nobody can read counts as nothing', () => {
  localStorage.setItem('jingwei.people.lin', '{');

  expect(lastPeople('lin')).toEqual([]);
});

test('the people picked last stand before the others, with what is known of them now', () => {
  const found = [person('a'), person('b', 'head of sales'), person('c')];

  expect(lastFirst([person('b', 'sales'), person('z')], found)).toEqual([person('b', 'head of sales'), person('z'), person('a'), person('c')]);
});
