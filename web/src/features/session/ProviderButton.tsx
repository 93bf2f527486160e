import { useQuery } from '@tanstack/react-query';
import { Button, Divider } from 'antd';
import { useTranslation } from 'react-i18next';
import { healthQuery } from '@/api/health-query';

// The company's identity provider, where there is one. The browser leaves the page and comes back to `to`.
export function ProviderButton({ to }: { to: string }) {
  const { t } = useTranslation('session');
  const provider = useQuery(healthQuery()).data?.provider;
  if (!provider) return null;
  return (
    <>
      <Divider plain>{t('or')}</Divider>
      <Button size="large" block href={`/api/v1/session/provider/start?to=${encodeURIComponent(to)}`}>
        {t('provider', { provider })}
      </Button>
    </>
  );
}
