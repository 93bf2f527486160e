import { expect, test } from 'vitest';
import { partOf, parts, withPart, withPlaceholder } from './insertion';

const words = { title: { zh: '待办', en: 'To do' }, text: { zh: '', en: '' } };

test('a placeholder takes the place of what is chosen, and the pen goes on behind it', () => {
  expect(withPlaceholder('请在前办理', 2, 2, 'due')).toEqual({ text: '请在{due}前办理', at: 7 });
  expect(withPlaceholder('请办理 某事', 4, 6, 'subject')).toEqual({ text: '请办理 {subject}', at: 13 });
});

test('a change of one part leaves the others', () => {
  const changed = withPart(words, parts[3], 'until {due}');

  expect(changed).toEqual({ title: { zh: '待办', en: 'To do' }, text: { zh: '', en: 'until {due}' } });
  expect(parts.map((part) => partOf(changed, part))).toEqual(['待办', '', 'To do', 'until {due}']);
});
