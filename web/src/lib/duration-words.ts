// Lengths of time as people say them, for the texts that settings hold: `P3WD` is three working days.
import type { TFunction } from 'i18next';

export const units = ['minutes', 'hours', 'workHours', 'days', 'workDays', 'weeks'] as const;
export type Unit = (typeof units)[number];
export interface Amount {
  count: number;
  unit: Unit;
}

const forms: { unit: Unit; read: RegExp; write: (count: number) => string }[] = [
  { unit: 'minutes', read: /^PT(\d{1,6})M$/, write: (count) => `PT${count}M` },
  { unit: 'hours', read: /^PT(\d{1,6})H$/, write: (count) => `PT${count}H` },
  { unit: 'workHours', read: /^PT(\d{1,6})WH$/, write: (count) => `PT${count}WH` },
  { unit: 'days', read: /^P(\d{1,6})D$/, write: (count) => `P${count}D` },
  { unit: 'workDays', read: /^P(\d{1,6})WD$/, write: (count) => `P${count}WD` },
  { unit: 'weeks', read: /^$/, write: (count) => `P${count * 7}D` },
];

// Nothing of what is no whole number of one unit, such as `P1DT4H`.
export function amountOf(text: string): Amount | null {
  for (const { unit, read } of forms) {
    const count = Number(read.exec(text.trim())?.[1]);
    if (!count) continue;
    return unit === 'days' && count % 7 === 0 ? { count: count / 7, unit: 'weeks' } : { count, unit };
  }
  return null;
}

export function textOf({ count, unit }: Amount): string {
  return forms.find((each) => each.unit === unit)!.write(count);
}

// What is no such length is said as it stands.
export function durationWords(text: string, t: TFunction<'tree'>): string {
  const amount = amountOf(text);
  return amount ? t(`amount.${amount.unit}`, { count: amount.count }) : text;
}

export interface Reminder {
  first: string;
  every: string; // empty: as long as the first
  times: number | null; // null: without end
}

// `P2D/P1D*3`: first, every, at most so often.
export function reminderOf(text: string): Reminder | null {
  const parts = /^([^/*=]*)(?:\/([^/*]+))?(?:\*(\d+))?$/.exec(text.trim());
  return parts && { first: parts[1].trim(), every: (parts[2] ?? '').trim(), times: parts[3] ? Number(parts[3]) : null };
}

export function reminderText({ first, every, times }: Reminder): string {
  if (!first) return '';
  return `${first}${every ? `/${every}` : ''}${times ? `*${times}` : ''}`;
}
