import { expect, test } from 'vitest';
import { editableValues, inputsOf, labelOf, rowsOf, widgetOf } from './form-schema';

const name = { type: 'textfield', key: 'name', label: '项目名称', layout: { row: 'r1' } };
const owner = { type: 'textfield', key: 'owner', properties: { 'jw:widget': 'person', 'jw:label_en': 'Owner' } };
const amount = { type: 'number', key: 'amount', layout: { row: 'r1' } };

test('components of one row stand together', () => {
  expect(rowsOf([name, owner, amount])).toEqual([[name, amount], [owner]]);
});

test('a property names our widget, the type draws the rest', () => {
  expect([name, owner].map(widgetOf)).toEqual(['textfield', 'person']);
});

test('the label follows the language and falls back to Chinese', () => {
  expect(labelOf(owner, 'en')).toBe('Owner');
  expect(labelOf(name, 'en')).toBe('项目名称');
});

test('groups are opened and a group with a path nests its fields', () => {
  const group = { type: 'group', path: 'site', components: [name] };
  const list = { type: 'dynamiclist', path: 'rows', components: [amount] };

  expect(inputsOf([group, list, { type: 'text', text: 'hello' }]).map((input) => input.path)).toEqual([
    'site.name',
    'rows',
  ]);
});

test('only visible and editable fields are sent', () => {
  const state = { visible: true, editable: true, required: false, problems: [] };
  const states = { name: state, owner: { ...state, editable: false }, amount: { ...state, visible: false } };

  const sent = editableValues({ components: [name, owner, amount] }, states, { name: 'a', owner: 'b', amount: 1, x: 2 });

  expect(sent).toEqual({ name: 'a' });
});
