// The words of bulk transfers come with their dialog, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/transfer.json';
import zh from '@/locales/zh-CN/transfer.json';

export function addTransferTexts() {
  if (i18next.hasResourceBundle('en', 'transfer')) return;
  i18next.addResourceBundle('zh-CN', 'transfer', zh);
  i18next.addResourceBundle('en', 'transfer', en);
}
