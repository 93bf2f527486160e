import { expect, test } from 'vitest';
import { filtersOf, filterValue, withFilter } from './list-search';

test('a condition is set, replaced and dropped, and the page begins anew', () => {
  const one = withFilter({ page: 4 }, 'state', 'in', ['open']);
  const two = withFilter(one, 'state', 'in', ['open', 'closed']);

  expect(filterValue(two, 'state', 'in')).toEqual(['open', 'closed']);
  expect(filtersOf(two)).toHaveLength(1);
  expect(two.page).toBeUndefined();
  expect(withFilter(two, 'state', 'in', []).filter).toBeUndefined();
});

test('both ends of a range stand side by side', () => {
  const range = withFilter(withFilter({}, 'due', 'ge', '2026-03-01'), 'due', 'le', '2026-03-31');

  expect(filtersOf(range)).toHaveLength(2);
});

test('an address that somebody broke filters nothing', () => {
  expect(filtersOf({ filter: '{oops' })).toEqual([]);
});
