import { expect, test } from 'vitest';
import { hasChannel, withChannel } from './channels';

test('a channel is put in once and taken out again', () => {
  const once = withChannel(withChannel({}, 'task', 'mail', true), 'task', 'mail', true);

  expect(once).toEqual({ task: ['mail'] });
  expect(hasChannel(once, 'task', 'mail')).toBe(true);
  expect(hasChannel(withChannel(once, 'task', 'mail', false), 'task', 'mail')).toBe(false);
  expect(hasChannel(once, 'urge', 'mail')).toBe(false);
});
