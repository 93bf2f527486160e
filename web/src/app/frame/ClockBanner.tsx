import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { advanceClock } from '@/api/advance-clock';
import type { Schemas } from '@/api/client';
import { healthQuery } from '@/api/health-query';
import { formatInstant } from '@/lib/time';

const steps = ['PT1H', 'P1D', 'P3WD'] as const;

// On a virtual clock every page says so, and time can be moved.
export function ClockBanner({ clock }: { clock: Schemas['ClockState'] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const health = useQuery({ ...healthQuery(), enabled: clock.virtual });
  const advance = useMutation({ mutationFn: advanceClock, onSettled: () => queries.invalidateQueries() });
  if (!clock.virtual) return null;
  return (
    <section className="jw-clock" aria-label={t('clock.virtual')}>
      <span>
        {t('clock.virtual')} <b>{formatInstant(health.data?.clock.now ?? clock.now)}</b>
      </span>
      <Space size={4} wrap>
        {steps.map((step) => (
          <Button key={step} size="small" loading={advance.isPending && advance.variables === step} onClick={() => advance.mutate(step)}>
            {t(`clock.${step}`)}
          </Button>
        ))}
      </Space>
    </section>
  );
}
