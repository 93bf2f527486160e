import { useTranslation } from 'react-i18next';
import { spanOfSeconds, spanParts } from '@/lib/time';

// A span of time in its two largest parts.
export function Duration({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  const parts = spanParts(spanOfSeconds(seconds));
  return <>{parts.map(({ unit, count }) => t(`span.${unit}`, { count })).join(' ')}</>;
}
