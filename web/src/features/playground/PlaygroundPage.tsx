import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { addPlaygroundTexts } from '@/lib/playground-texts';
import { PageHead } from '@/components/PageHead';
import { DecisionTrial } from './DecisionTrial';
import { ExpressionTrial } from './ExpressionTrial';

// Rules are tried here before anything depends on them; nothing is stored.
export function PlaygroundPage() {
  addPlaygroundTexts();
  const { t } = useTranslation('playground');
  return (
    <>
      <PageHead title={t('title')} />
      <p className="jw-soft">{t('about')}</p>
      <Tabs
        items={[
          { key: 'decision', label: t('decision'), children: <DecisionTrial /> },
          { key: 'expression', label: t('expression'), children: <ExpressionTrial /> },
        ]}
      />
    </>
  );
}
