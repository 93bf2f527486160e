// The words of the process designer come with it, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/design.json';
import enTree from '@/locales/en/tree.json';
import zh from '@/locales/zh-CN/design.json';
import zhTree from '@/locales/zh-CN/tree.json';

export function addDesignTexts() {
  if (i18next.hasResourceBundle('en', 'design')) return;
  i18next.addResourceBundle('zh-CN', 'design', zh);
  i18next.addResourceBundle('en', 'design', en);
  i18next.addResourceBundle('zh-CN', 'tree', zhTree);
  i18next.addResourceBundle('en', 'tree', enTree);
}
