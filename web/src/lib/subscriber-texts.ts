// The words of the other systems come with their page, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/subscribers.json';
import zh from '@/locales/zh-CN/subscribers.json';

export function addSubscriberTexts() {
  if (i18next.hasResourceBundle('en', 'subscribers')) return;
  i18next.addResourceBundle('zh-CN', 'subscribers', zh);
  i18next.addResourceBundle('en', 'subscribers', en);
}
