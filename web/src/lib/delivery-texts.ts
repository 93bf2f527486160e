// The words of the settings of notices come with their pages, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/delivery.json';
import zh from '@/locales/zh-CN/delivery.json';

export function addDeliveryTexts() {
  if (i18next.hasResourceBundle('en', 'delivery')) return;
  i18next.addResourceBundle('zh-CN', 'delivery', zh);
  i18next.addResourceBundle('en', 'delivery', en);
}
