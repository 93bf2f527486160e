import { Popover } from 'antd';
import type { TFunction } from 'i18next';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { moneyText } from '@/lib/money';
import { Loading } from './feedback/Loading';
import { StateTag } from './StateTag';

const MetricRows = lazy(() => import('./MetricRows').then((file) => ({ default: file.MetricRows })));

type MetricValue = Schemas['MetricValue'];

// One measured value. A click tells how it is defined and opens the rows behind it. On the page of
// the record itself (`own`) the record is not named again.
export function MetricNumber({ value, own = false }: { value: MetricValue; own?: boolean }) {
  const { t } = useTranslation();
  const text = useLabel();
  const [open, setOpen] = useState(false);
  const tone = value.tone ?? 'neutral';
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={open}
      onOpenChange={setOpen}
      content={
        <Suspense fallback={<Loading rows={3} />}>
          <MetricRows metric={value.metric} record={value.record?.id} />
        </Suspense>
      }
    >
      <button type="button" className={`jw-metric ${tone}`} aria-label={t('metric.open', { title: text(value.title) })}>
        <span className="jw-soft">{text(value.title)}</span>
        <b>{metricText(value.value, value.unit, t, value.currency)}</b>
        <span className="jw-metric-foot">
          {value.target && <span className="jw-soft jw-small">{t('metric.target', { target: metricText(value.target, value.unit, t, value.currency) })}</span>}
          {tone !== 'neutral' && <StateTag text={t(`tone.${tone}`)} tone={tone} />}
        </span>
        {value.value === null && value.reason && <span className="jw-soft jw-small">{text(value.reason)}</span>}
        {value.over && <span className="jw-soft jw-small">{t(`metric.over.${value.over.together}`, { count: value.over.records, what: text(value.over.title) })}</span>}
        {value.record && !own && <span className="jw-soft jw-small">{value.record.title}</span>}
      </button>
    </Popover>
  );
}

export function metricText(value: string | null | undefined, unit: string, t: TFunction, currency?: string): string {
  if (value === null || value === undefined) return '—';
  if (unit === 'money') return moneyText(value, currency);
  const number = Number(value);
  const short = Number.isFinite(number) ? String(Math.round(number * 100) / 100) : value;
  if (unit === 'percent' || unit === '%') return `${short}%`;
  if (unit === 'days' || unit === 'hours') return t(`span.${unit}`, { count: number });
  return short;
}
