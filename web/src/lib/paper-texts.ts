// The words of print templates come with their pages, not with the first load.
import i18next from 'i18next';
import en from '@/locales/en/papers.json';
import zh from '@/locales/zh-CN/papers.json';

export function addPaperTexts() {
  if (i18next.hasResourceBundle('en', 'papers')) return;
  i18next.addResourceBundle('zh-CN', 'papers', zh);
  i18next.addResourceBundle('en', 'papers', en);
}
