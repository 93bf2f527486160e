import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';

// A fault of the front itself. Reloading is the one thing that may help.
export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <Result
      status="500"
      title={t('problem.crash')}
      subTitle={<code className="jw-code">{error instanceof Error ? error.message : ''}</code>}
      extra={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
    />
  );
}
