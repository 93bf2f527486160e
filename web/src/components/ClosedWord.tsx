import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { formatInstant } from '@/lib/time';

// Why a process cannot be started now, who said so and when.
export function ClosedWord({ closed }: { closed: Schemas['Closing'] }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      className="jw-closed-word"
      title={t('closed.title')}
      description={t('closed.why', { reason: closed.reason, name: closed.person.name, at: formatInstant(closed.at) })}
    />
  );
}
