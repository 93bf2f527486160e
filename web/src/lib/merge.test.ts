import { expect, test } from 'vitest';
import type { FieldStates, FormSchema } from './form-schema';
import { merge } from './merge';

const schema: FormSchema = {
  components: [
    { type: 'group', label: '商机', components: [{ type: 'textfield', key: 'name' }, { type: 'textarea', key: 'need' }] },
    { type: 'number', key: 'amount' },
    { type: 'textfield', key: 'owner', readonly: true },
    { type: 'dynamiclist', path: 'items', components: [{ type: 'textfield', key: 'device' }] },
  ],
};
const read = { name: '园区', need: '门禁', amount: null, owner: '林晓雨', items: [{ device: '闸机', count: 1 }] };
const met = (mine: object, theirs: object, states: FieldStates = {}) => merge(schema, states, read, { ...read, ...mine }, { ...read, ...theirs });

test('what only the other changed is taken over, what only I typed stays', () => {
  const { values, collisions } = met({ need: '门禁与访客' }, { amount: '100', owner: '顾鸣' });

  expect(values).toEqual({ ...read, need: '门禁与访客', amount: '100', owner: '顾鸣' });
  expect(collisions).toEqual({});
});

test('what both changed holds what I typed and names what is stored', () => {
  const { values, collisions } = met({ need: '我的', name: '一期' }, { need: '对方的' });

  expect(values).toMatchObject({ need: '我的', name: '一期' });
  expect(collisions).toEqual({ need: '对方的' });
});

test('a field that the other emptied collides with what I typed', () => {
  expect(met({ need: '我的' }, { need: null }).collisions).toEqual({ need: null });
});

test('both typed the same: nothing to choose', () => {
  expect(met({ amount: '5', items: [{ count: 2, device: '闸机' }] }, { amount: '5', items: [{ device: '闸机', count: 2 }] }).collisions).toEqual({});
});

test('what may not be changed here is the one that is stored', () => {
  const shut = { visible: true, editable: false, required: false, problems: [] };
  const { values, collisions } = met({ owner: '旧', name: '我的' }, { owner: '顾鸣', name: '对方的' }, { name: shut });

  expect(values).toMatchObject({ owner: '顾鸣', name: '对方的' });
  expect(collisions).toEqual({});
});
