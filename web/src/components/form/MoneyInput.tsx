import { InputNumber } from 'antd';
import { formatMoney, moneyInWords } from '@/lib/money';
import type { InputProps } from './FieldInput';

// An amount with its capital words beneath, kept as text so that no cent is lost.
export function MoneyInput({ id, value, onChange }: InputProps) {
  const words = moneyInWords(value as string | null);
  return (
    <>
      <InputNumber
        id={id}
        className="jw-wide"
        stringMode
        precision={2}
        prefix="¥"
        value={value as string | null}
        formatter={(text, { userTyping }) => (userTyping ? grouped(text) : formatMoney(text))}
        parser={(text) => (text ?? '').replace(/[¥,\s]/g, '')}
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
