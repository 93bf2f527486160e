import { expect, test } from 'vitest';
import { recordOf } from './problem';

test('a record that stands in the way is known by its type and id, and nothing else is one', () => {
  expect(recordOf({ condition: 'link_report/12' })).toEqual({ type: 'link_report', id: '12' });
  for (const condition of ['desk_task.sub_tasks_open', 'A/B 线', '设备/12', undefined]) expect(recordOf({ condition })).toBeUndefined();
});
