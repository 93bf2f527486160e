// The words of the process engine come with its pages, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/operate.json';
import zh from '@/locales/zh-CN/operate.json';

export function addOperateTexts() {
  if (i18next.hasResourceBundle('en', 'operate')) return;
  i18next.addResourceBundle('zh-CN', 'operate', zh);
  i18next.addResourceBundle('en', 'operate', en);
}
