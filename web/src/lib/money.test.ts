import { expect, test } from 'vitest';
import { formatMoney, moneyInWords } from './money';

test('an amount is grouped and keeps its cents', () => {
  expect(formatMoney('1234567.5')).toBe('1,234,567.50');
  expect(formatMoney('-12')).toBe('-12.00');
  expect(formatMoney(null)).toBe('');
  expect(formatMoney('many')).toBe('many');
});

test('an amount is written in capital words', () => {
  const cases: Record<string, string> = {
    '0': '零元整',
    '10': '壹拾元整',
    '1050.20': '壹仟零伍拾元贰角',
    '100.05': '壹佰元零伍分',
    '0.30': '叁角',
    '10001': '壹万零壹元整',
    '1200000': '壹佰贰拾万元整',
    '100000001': '壹亿零壹元整',
    '20300': '贰万零叁佰元整',
    '105000.00': '壹拾万伍仟元整',
    '-8': '负捌元整',
  };
  for (const [amount, words] of Object.entries(cases)) expect(moneyInWords(amount), amount).toBe(words);
});

test('what is not an amount has no words', () => {
  expect(moneyInWords('abc')).toBe('');
  expect(moneyInWords(undefined)).toBe('');
});
