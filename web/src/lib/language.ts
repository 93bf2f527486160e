// The two languages of the front, and the choice of one for texts that come from the server.
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { firstTexts, storedLanguage, storeLanguage, type Language } from './first-texts';

export type { Language };

// A text of a pack or of the program, as the server answers it.
export interface Label {
  zh?: string;
  en?: string;
}

// Starts i18next with the words of the language that this browser keeps.
export async function startLanguages() {
  const language = storedLanguage();
  const texts = await firstTexts(language);
  void i18next.use(initReactI18next).init({
    lng: language,
    ns: Object.keys(texts),
    defaultNS: 'common',
    resources: { [language]: texts },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  applyToDocument(language);
}

// Switches once the words of the language are there.
export async function switchLanguage(language: Language) {
  storeLanguage(language);
  const texts = await firstTexts(language);
  for (const [area, words] of Object.entries(texts)) i18next.addResourceBundle(language, area, words);
  await i18next.changeLanguage(language);
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

function applyToDocument(language: Language) {
  document.documentElement.lang = language;
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
}
