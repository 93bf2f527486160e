import { expect, test } from 'vitest';
import { firstTexts } from './first-texts';

type Texts = { [key: string]: string | Texts };
const files = import.meta.glob<Texts>('../locales/*/*.json', { eager: true, import: 'default' });

function keysOf(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

const areas = Object.keys(files)
  .filter((path) => path.includes('/zh-CN/'))
  .map((path) => path.split('/').at(-1)!);

test.each(areas)('%s has the same keys in both languages', (area) => {
  const zh = keysOf(files[`../locales/zh-CN/${area}`]).sort();
  // English has plurals, whose keys end so; a Chinese key may end like that by itself.
  const en = keysOf(files[`../locales/en/${area}`] ?? {}).map((key) => (zh.includes(key) ? key : key.replace(/_(one|other)$/, '')));

  expect([...new Set(en)].sort()).toEqual(zh);
});

test('no English text holds Chinese characters', () => {
  for (const [path, texts] of Object.entries(files)) {
    if (!path.includes('/en/')) continue;
    const { language: _, ...rest } = texts as Texts & { language?: unknown };
    expect(JSON.stringify(rest), path).not.toMatch(/[\u4e00-\u9fff]/);
  }
});

test('the first load has the words of the same areas in both languages', async () => {
  const areas = async (language: 'zh-CN' | 'en') => Object.keys(await firstTexts(language));

  expect(await areas('en')).toEqual(await areas('zh-CN'));
  expect(await areas('en')).toContain('common');
});
