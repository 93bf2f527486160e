import { describe, expect, test } from 'vitest';
import { asJson, chosenOf, filterOf } from './found';

describe('filterOf', () => {
  test('shows what runs unless asked otherwise', () => {
    expect(filterOf({})).toEqual({ state: 'ACTIVE' });
    expect(filterOf({ state: 'nonsense' as 'all' })).toEqual({ state: 'ACTIVE' });
    expect(filterOf({ state: 'incident', error: 7 })).toEqual({ hasIncident: true, incidentErrorHashCode: 7 });
    expect(filterOf({ state: 'all', process: 'order', version: 2 })).toEqual({ processDefinitionId: 'order', processDefinitionVersion: 2 });
  });

  test('reads digits as a key or a business id, other words as a part of a business id', () => {
    const key = '2251799813685670';
    expect(filterOf({ state: 'all', q: ` ${key} ` })).toEqual({
      $or: [{ processInstanceKey: key }, { parentProcessInstanceKey: key }, { businessId: key }],
    });
    expect(filterOf({ state: 'all', q: 'SO*1' })).toEqual({ businessId: { $like: '*SO\\*1*' } });
  });

  test('reads a variable by its name, with JSON or a plain text as its value', () => {
    const variable = (written: string) => filterOf({ state: 'all', variable: written }).variables;
    expect(variable('amount=100')).toEqual([{ name: 'amount', value: '100' }]);
    expect(variable('customer = 星河')).toEqual([{ name: 'customer', value: '"星河"' }]);
    expect(variable('formula=a=b')).toEqual([{ name: 'formula', value: '"a=b"' }]);
    expect(variable('amount')).toEqual([{ name: 'amount', value: { $exists: true } }]);
    expect(variable('  ')).toBeUndefined();
  });
});

test('acts are on those chosen, or on all that is found', () => {
  expect(chosenOf({ state: 'suspended' }, ['1', '2'])).toEqual({ processInstanceKey: { $in: ['1', '2'] } });
  expect(chosenOf({ state: 'suspended' }, [])).toEqual({ processInstanceKey: { $in: [] } });
  expect(chosenOf({ state: 'suspended' }, 'all')).toEqual({ state: 'SUSPENDED' });
});

test('a value keeps its digits; what is no JSON is a text', () => {
  expect(asJson('12345678901234567.25')).toBe('12345678901234567.25');
  expect(asJson('"a"')).toBe('"a"');
  expect(asJson('a "b"')).toBe('"a \\"b\\""');
});
