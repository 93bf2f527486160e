// The language that this browser keeps, and the words of it that the first load has: those of the other come when somebody
// switches to it. Stands apart from the start, which it is asked ahead of.
export type Language = 'zh-CN' | 'en';

export type Texts = Record<string, unknown>;

const storageKey = 'jingwei.language';
const files = { 'zh-CN': () => import('@/locales/zh-CN'), en: () => import('@/locales/en') };

export function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

export function storeLanguage(language: Language) {
  localStorage.setItem(storageKey, language);
}

// The words of every area of the first load.
export async function firstTexts(language: Language): Promise<Record<string, Texts>> {
  const { texts } = await files[language]();
  return Object.fromEntries(Object.entries(texts).map(([path, words]) => [path.split('/').at(-1)!.replace('.json', ''), words]));
}
