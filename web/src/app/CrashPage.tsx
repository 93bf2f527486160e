import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { DeadEnd } from '@/components/feedback/DeadEnd';

// A fault of the front itself. Reloading is the one thing that may help.
export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <DeadEnd title={t('problem.crash')} code={error instanceof Error ? error.message : undefined}>
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </DeadEnd>
  );
}
