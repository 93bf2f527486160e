import { InputNumber } from 'antd';
import { useLanguage } from '@/lib/language';
import { currencyLook, formatMoney, moneyInWords } from '@/lib/money';
import type { InputProps } from './FieldInput';
import { useCurrency } from './useCurrency';

// An amount in its currency, of yuan for who reads Chinese with the capital words beneath, kept as text
// so that no cent is lost.
export function MoneyInput({ component, path, id, value, aria, onChange }: InputProps) {
  const { currency, decimals } = useCurrency(component, path);
  const language = useLanguage();
  const look = currencyLook(currency);
  const words = currency === 'CNY' && language !== 'en' ? moneyInWords(value as string | null) : '';
  return (
    <>
      <InputNumber
        {...aria}
        id={id}
        className="jw-wide"
        stringMode
        precision={decimals ?? look.decimals}
        prefix={look.sign}
        value={value as string | null}
        formatter={(text, { userTyping }) => (userTyping ? grouped(text) : formatMoney(text, currency))}
        parser={(text) => (text ?? '').replace(/[^\d.-]/g, '')}
        onChange={(next) => onChange(next === null || next === '' ? null : String(next))}
      />
      {words && <div className="jw-words">{words}</div>}
    </>
  );
}

// While typing nothing is added behind the point, so that the cursor stays where it is.
function grouped(text: string | number | undefined): string {
  const [whole, ...rest] = String(text ?? '').split('.');
  return [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','), ...rest].join('.');
}
