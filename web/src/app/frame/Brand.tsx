import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Mark } from '@/components/Mark';

export function Brand({ narrow }: { narrow?: boolean }) {
  const { t } = useTranslation();
  return (
    <Link to="/" className="jw-brand" aria-label={t('product')}>
      <Mark size={26} />
      {!narrow && <span>{t('product')}</span>}
    </Link>
  );
}
