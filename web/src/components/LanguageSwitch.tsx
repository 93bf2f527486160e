import { Button } from 'antd';
import { switchLanguage, useLanguage } from '@/lib/language';

// One button with the name of the other language, in that language.
export function LanguageSwitch() {
  const language = useLanguage();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button type="text" className="jw-language" lang={other} onClick={() => switchLanguage(other)}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}
