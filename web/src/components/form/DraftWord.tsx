import { useTranslation } from 'react-i18next';
import { formatInstant } from '@/lib/time';

// The quiet word that what was typed is safe, or that it is not.
export function DraftWord({ savedAt, failed }: { savedAt?: string; failed: boolean }) {
  const { t } = useTranslation('form');
  if (failed) {
    return (
      <span className="jw-small jw-form-problem" role="status">
        {t('draft.failed')}
      </span>
    );
  }
  if (!savedAt) return null;
  return (
    <span className="jw-soft jw-small" role="status">
      {t('draft.saved', { at: formatInstant(savedAt) })}
    </span>
  );
}
