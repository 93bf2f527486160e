import { expect, test } from 'vitest';
import { settingAt } from './place';

const xml = '<a>\n  <zeebe:property name="jw:due"\n    value="x" />\n  <bpmn:task id="t" />\n</a>';

test('the setting at a place is the one whose property stands there', () => {
  expect(settingAt(xml, 2, 3)).toBe('jw:due');
  expect(settingAt(xml, 3, 5)).toBe('jw:due');
});

test('at another part, or at no place, there is none', () => {
  expect(settingAt(xml, 4, 3)).toBeUndefined();
  expect(settingAt(xml, undefined, undefined)).toBeUndefined();
});
