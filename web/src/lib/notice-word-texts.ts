// The words about the words of notices come with their page, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/notice-words.json';
import zh from '@/locales/zh-CN/notice-words.json';

export function addNoticeWordTexts() {
  if (i18next.hasResourceBundle('en', 'notice-words')) return;
  i18next.addResourceBundle('zh-CN', 'notice-words', zh);
  i18next.addResourceBundle('en', 'notice-words', en);
}
