// The words of who owns processes come with their pages, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/waiting.json';
import zh from '@/locales/zh-CN/waiting.json';

export function addWaitingTexts() {
  if (i18next.hasResourceBundle('en', 'waiting')) return;
  i18next.addResourceBundle('zh-CN', 'waiting', zh);
  i18next.addResourceBundle('en', 'waiting', en);
}
