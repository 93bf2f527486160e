// Money as text: grouped digits for reading, and the capital Chinese words that papers carry.

type Amount = string | number | null | undefined;

// How a currency is written: its sign, and the decimals in which it is counted (ISO 4217). The sign
// of China tells it from every other in both languages: ¥, JP¥, US$.
export function currencyLook(currency: string): { sign: string; decimals: number } {
  try {
    const format = new Intl.NumberFormat('zh-CN', { style: 'currency', currency });
    const sign = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;
    return { sign, decimals: format.resolvedOptions().maximumFractionDigits ?? 2 };
  } catch {
    return { sign: currency, decimals: 2 };
  }
}

export const isCurrency = (text: string) => /^[A-Z]{3}$/.test(text);

// The currency of an amount: as its field says, or as chosen in the field beside it; none when not
// yet chosen.
export function currencyOf(
  field: { currency?: string; currency_field?: string },
  valueOf: (field: string) => unknown,
): string {
  return field.currency_field ? String(valueOf(field.currency_field) ?? '') : (field.currency ?? 'CNY');
}

// "1234567.5" becomes "1,234,567.50"; what is finer keeps its digits. Text stays text, so that no
// cent is lost in a float.
export function formatMoney(amount: Amount, currency = 'CNY'): string {
  const parts = partsOf(amount);
  if (!parts) return amount === null || amount === undefined ? '' : String(amount);
  const grouped = parts.whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const decimals = parts.decimals.padEnd(currencyLook(currency).decimals, '0');
  return `${parts.sign}${grouped}${decimals && '.'}${decimals}`;
}

// With the sign of its currency: "¥1,234.50", "JP¥1,234"; what is below zero has its minus before that.
export function moneyText(amount: Amount, currency = 'CNY'): string {
  const digits = formatMoney(amount, currency);
  const minus = digits.startsWith('-') ? '-' : '';
  return `${minus}${currencyLook(currency).sign}${digits.slice(minus.length)}`;
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const places: [bigint, string][] = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1_000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
];

// "1050.20" becomes "壹仟零伍拾元贰角". Empty for what is not an amount in cents, or beyond 16 digits.
export function moneyInWords(amount: Amount): string {
  const parts = partsOf(amount);
  if (!parts || parts.whole.length > 16 || parts.decimals.length > 2) return '';
  const whole = BigInt(parts.whole);
  const [jiao, fen] = [...parts.decimals.padEnd(2, '0')].map(Number);
  if (whole === 0n && jiao === 0 && fen === 0) return '零元整';
  const yuan = whole > 0n ? `${wholeInWords(whole)}元` : '';
  const tenths = jiao > 0 ? `${digits[jiao]}角` : '';
  const gap = whole > 0n && jiao === 0 ? '零' : '';
  const end = fen > 0 ? `${gap}${digits[fen]}分` : jiao === 0 ? '整' : '';
  return `${parts.sign ? '负' : ''}${yuan}${tenths}${end}`;
}

// A number above zero. A place left empty is read as one 零.
function wholeInWords(number: bigint): string {
  const place = places.find(([value]) => number >= value);
  if (!place) return digits[Number(number)];
  const [value, name] = place;
  const rest = number % value;
  const head = wholeInWords(number / value) + name;
  if (rest === 0n) return head;
  return `${head}${rest < value / 10n ? '零' : ''}${wholeInWords(rest)}`;
}

function partsOf(amount: Amount) {
  if (amount === null || amount === undefined) return null;
  const match = /^(-?)(\d+)(?:\.(\d*?)0*)?$/.exec(String(amount).replace(/,/g, '').trim());
  if (!match) return null;
  const whole = match[2].replace(/^0+(?=\d)/, '');
  return { sign: match[1], whole, decimals: match[3] ?? '' };
}
