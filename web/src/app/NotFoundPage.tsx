import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DeadEnd } from '@/components/feedback/DeadEnd';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <DeadEnd title={t('problem.notFound')} code="404">
      <Link to="/">{t('home')}</Link>
    </DeadEnd>
  );
}
