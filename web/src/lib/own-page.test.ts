import { expect, test } from 'vitest';
import { isOwnPage } from './own-page';

test.each(['/', '/tasks?box=todo', '/records/client?q=a b'])('%j is a page of the program', (to) => {
  expect(isOwnPage(to)).toBe(true);
});

test.each([undefined, '', 'tasks', 'https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example'])('%j is none', (to) => {
  expect(isOwnPage(to)).toBe(false);
});
