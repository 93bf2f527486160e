// The words of the process designer come with it, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/tree.json';
import zh from '@/locales/zh-CN/tree.json';

export function addTreeTexts() {
  if (i18next.hasResourceBundle('en', 'tree')) return;
  i18next.addResourceBundle('zh-CN', 'tree', zh);
  i18next.addResourceBundle('en', 'tree', en);
}
