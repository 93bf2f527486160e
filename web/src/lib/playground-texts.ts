// The words of the playground come with it, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/playground.json';
import zh from '@/locales/zh-CN/playground.json';

export function addPlaygroundTexts() {
  if (i18next.hasResourceBundle('en', 'playground')) return;
  i18next.addResourceBundle('zh-CN', 'playground', zh);
  i18next.addResourceBundle('en', 'playground', en);
}
