import { Button, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginning } from './feel-text';

// A value as FEEL; of a large one the beginning, and the rest when asked for.
export function FoldedValue({ value }: { value: string }) {
  const { t } = useTranslation('playground');
  const [isWhole, setWhole] = useState(false);
  const start = beginning(value);
  if (start === value) return <code>{value}</code>;
  return (
    <div className="jw-folded-value">
      <code tabIndex={isWhole ? 0 : undefined}>{isWhole ? value : `${start}…`}</code>
      <div>
        <Button type="link" size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('showLess') : t('showAll', { count: value.length })}
        </Button>
        <Typography.Text copyable={{ text: value, tooltips: [t('copy'), t('copied')] }} />
      </div>
    </div>
  );
}
