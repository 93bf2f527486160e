import { useTranslation } from 'react-i18next';
import { FieldValue } from './FieldValue';

export interface Total {
  field: string;
  label: string;
  kind: string;
  value: unknown;
  currency?: string;
  unit?: string;
}

// The sums of a list as its last line; of yuan with the capital words.
export function Totals({ totals }: { totals: Total[] }) {
  const { t } = useTranslation();
  if (totals.length === 0) return null;
  return (
    <dl className="jw-totals" aria-label={t('totals.title')}>
      {totals.map(({ field, label, ...shown }) => (
        <div key={field}>
          <dt>{t('totals.of', { label })}</dt>
          <dd>
            <FieldValue {...shown} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
