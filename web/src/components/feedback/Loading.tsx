import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

// Stands where content will stand, so that the page does not jump.
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="jw-loading" role="status" aria-label={t('loading')}>
      <Skeleton active paragraph={{ rows }} title={false} />
    </div>
  );
}
