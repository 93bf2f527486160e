import { expect, test } from 'vitest';
import table from './formal-amount-cases.json?raw';
import { currencyOf, formatMoney, moneyInWords, moneyText } from './money';

test('an amount is grouped and keeps its cents', () => {
  expect(formatMoney('1234567.5')).toBe('1,234,567.50');
  expect(formatMoney('-12')).toBe('-12.00');
  expect(formatMoney(null)).toBe('');
  expect(formatMoney('many')).toBe('many');
});

// The program prints the same words: one table of cases for both.
test('an amount is written in capital words', () => {
  const cases = JSON.parse(table) as Record<string, string>;
  expect(Object.keys(cases).length).toBeGreaterThan(50);
  for (const [amount, words] of Object.entries(cases)) expect(moneyInWords(amount), amount).toBe(words);
});

test('what is not an amount has no words', () => {
  expect(moneyInWords('abc')).toBe('');
  expect(moneyInWords(undefined)).toBe('');
  expect(moneyInWords('0.001')).toBe('');
  expect(moneyInWords('-0')).toBe('零元整');
});

test('an amount is written as its currency is counted', () => {
  expect(moneyText('1234567.5')).toBe('¥1,234,567.50');
  expect(moneyText('1234567', 'JPY')).toBe('JP¥1,234,567');
  expect(moneyText('12.5', 'USD')).toBe('US$12.50');
  expect(formatMoney('1.5', 'KWD')).toBe('1.500');
  expect(formatMoney('0.0375', 'USD')).toBe('0.0375');
  expect(moneyText('5', '')).toBe('5.00');
  expect(moneyText('-1234.5')).toBe('-¥1,234.50');
  expect(moneyText('-12', 'USD')).toBe('-US$12.00');
});

test('the currency of an amount is fixed or chosen beside it', () => {
  const row: Record<string, unknown> = { paid_in: 'JPY' };
  const valueOf = (field: string) => row[field];
  expect(currencyOf({ currency: 'USD' }, valueOf)).toBe('USD');
  expect(currencyOf({ currency_field: 'paid_in' }, valueOf)).toBe('JPY');
  expect(currencyOf({ currency_field: 'other' }, valueOf)).toBe('');
  expect(currencyOf({}, valueOf)).toBe('CNY');
});
