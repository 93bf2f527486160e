// The two languages of the front, and the choice of one for texts that come from the server.
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Language = 'zh-CN' | 'en';

// A text of a pack or of the program, as the server answers it.
export interface Label {
  zh?: string;
  en?: string;
}

const storageKey = 'jingwei.language';

type Texts = Record<string, unknown>;
// The engine's phrases and the words of some pages come with the pages that show them, not with
// the first load.
const files = import.meta.glob<Texts>(['../locales/*/*.json', '!../locales/*/engine.json', '!../locales/*/{delivery,design,notice-words,operate,papers,playground,subscribers,transfer,tree,waiting}.json'], { eager: true, import: 'default' });

// Starts i18next with every area of both languages.
export function startLanguages() {
  const resources: Record<string, Record<string, Texts>> = { 'zh-CN': {}, en: {} };
  for (const [path, texts] of Object.entries(files)) {
    const [language, area] = path.replace('../locales/', '').replace('.json', '').split('/');
    resources[language][area] = texts;
  }
  void i18next.use(initReactI18next).init({
    lng: storedLanguage(),
    fallbackLng: 'zh-CN',
    ns: Object.keys(resources['zh-CN']),
    defaultNS: 'common',
    resources,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  applyToDocument(storedLanguage());
}

export function switchLanguage(language: Language) {
  localStorage.setItem(storageKey, language);
  void i18next.changeLanguage(language);
  applyToDocument(language);
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN';
}

// Picks the text of the current language; Chinese stands in for a missing English text.
export function useLabel() {
  const language = useLanguage();
  return useCallback((label: Label | string | null | undefined) => pick(label, language), [language]);
}

// Names one after the other, with the comma of the language.
export function useJoin() {
  const language = useLanguage();
  return useCallback((names: string[]) => names.join(language === 'en' ? ', ' : '、'), [language]);
}

export function pick(label: Label | string | null | undefined, language: Language): string {
  if (!label) return '';
  if (typeof label === 'string') return label;
  return (language === 'en' ? label.en || label.zh : label.zh || label.en) ?? '';
}

function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

function applyToDocument(language: Language) {
  document.documentElement.lang = language;
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
}
