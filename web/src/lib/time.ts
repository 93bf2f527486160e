// Instants and durations as people read them, in the zone of the workspace.
const formatIn = (zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });

let instantFormat = formatIn('Asia/Shanghai');

// The zone of the workspace, once it is known.
export function setZone(zone: string) {
  if (zone !== instantFormat.resolvedOptions().timeZone) instantFormat = formatIn(zone);
}

// "2026-03-02T01:00:00Z" becomes "2026-03-02 09:00"; a plain date stays as it is.
export function formatInstant(instant: string | null | undefined): string {
  if (!instant) return '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instant;
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : instantFormat.format(time);
}

export function formatDay(instant: string | null | undefined): string {
  return formatInstant(instant).slice(0, 10);
}

// The last day of a time that ends with a day ("2026-03-03T16:00:00Z" is midnight in Shanghai); none where it ends within one.
export function lastDayOf(end: string): string | undefined {
  if (!formatInstant(end).endsWith(' 00:00')) return undefined;
  return formatDay(new Date(Date.parse(end) - 1).toISOString());
}

export interface Span {
  days: number;
  hours: number;
  minutes: number;
}

export function spanOfSeconds(seconds: number): Span {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}

// The two largest parts of a span, as keys of the common texts: 3 days 2 hours, 5 minutes.
export function spanParts(span: Span): { unit: keyof Span; count: number }[] {
  const parts = (['days', 'hours', 'minutes'] as const).map((unit) => ({ unit, count: span[unit] }));
  const first = parts.findIndex((part) => part.count > 0);
  if (first < 0) return [{ unit: 'minutes', count: 0 }];
  return parts.slice(first, first + 2).filter((part) => part.count > 0);
}
