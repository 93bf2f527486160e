// The modeller's own words in the language of the page.
import contributed from 'bpmn-js-i18n/translations/zn';
import type { Language } from '@/lib/language';
import own from './zh-CN.json';

const words: Record<string, string> = { ...contributed, ...own };

export function translated(language: Language): (template: string, replacements?: Record<string, string>) => string {
  return (template, replacements = {}) => {
    const said = language === 'en' ? template : (words[template] ?? template);
    return said.replace(/{([^}]+)}/g, (whole, key: string) => replacements[key] ?? whole);
  };
}

export const translation = (language: Language) => ({ translate: ['value', translated(language)] });
