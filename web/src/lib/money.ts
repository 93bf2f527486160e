// Money as text: grouped digits for reading, and the capital Chinese words that papers carry.

// "1234567.5" becomes "1,234,567.50". Text stays text, so that no cent is lost in a float.
export function formatMoney(amount: string | number | null | undefined): string {
  const parts = partsOf(amount);
  if (!parts) return amount === null || amount === undefined ? '' : String(amount);
  const grouped = parts.whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${parts.sign}${grouped}.${parts.cents}`;
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

// "1050.20" becomes "壹仟零伍拾元贰角". Empty for what is not an amount, or beyond 16 digits.
export function moneyInWords(amount: string | number | null | undefined): string {
  const parts = partsOf(amount);
  if (!parts || parts.whole.length > 16) return '';
  const whole = wholeInWords(parts.whole);
  const [jiao, fen] = [Number(parts.cents[0]), Number(parts.cents[1])];
  const sign = parts.sign ? '负' : '';
  if (jiao === 0 && fen === 0) return `${sign}${whole || '零'}元整`;
  const yuan = whole ? `${whole}元` : '';
  const jiaoWords = jiao > 0 ? `${digits[jiao]}角` : whole ? '零' : '';
  return `${sign}${yuan}${jiaoWords}${fen > 0 ? `${digits[fen]}分` : ''}`;
}

function partsOf(amount: string | number | null | undefined) {
  if (amount === null || amount === undefined) return null;
  const match = /^(-?)(\d+)(?:\.(\d{0,2})0*)?$/.exec(String(amount).replace(/,/g, '').trim());
  if (!match) return null;
  const whole = match[2].replace(/^0+(?=\d)/, '');
  return { sign: match[1], whole, cents: (match[3] ?? '').padEnd(2, '0') };
}

function wholeInWords(whole: string): string {
  if (/^0*$/.test(whole)) return '';
  let words = '';
  let zeroPending = false;
  for (let end = whole.length, group = 0; end > 0; end -= 4, group += 1) {
    const part = whole.slice(Math.max(0, end - 4), end);
    const partWords = groupInWords(part);
    if (partWords === '') {
      zeroPending = words !== '';
      continue;
    }
    const gap = zeroPending || (words !== '' && words[0] !== '零' && Number(whole.slice(end)[0]) === 0);
    words = `${partWords}${groups[group]}${gap && words !== '' ? '零' : ''}${words}`;
    zeroPending = false;
  }
  return words;
}

function groupInWords(part: string): string {
  let words = '';
  let zero = false;
  [...part].forEach((digit, index) => {
    if (digit === '0') {
      zero = words !== '';
      return;
    }
    words += `${zero ? '零' : ''}${digits[Number(digit)]}${places[part.length - 1 - index]}`;
    zero = false;
  });
  return words;
}
