// The words of the organisation come with its page, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/organisation.json';
import zh from '@/locales/zh-CN/organisation.json';

export function addOrganisationTexts() {
  if (i18next.hasResourceBundle('en', 'organisation')) return;
  i18next.addResourceBundle('zh-CN', 'organisation', zh);
  i18next.addResourceBundle('en', 'organisation', en);
}
