import { InputNumber } from 'antd';
import { moneyInWords } from '@/lib/money';
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
        formatter={(text) => `${text ?? ''}`.replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, ',')}
        parser={(text) => (text ?? '').replace(/[¥,\s]/g, '')}
        onChange={(next) => onChange(next === null || next === '' ? null : String(next))}
      />
      {words && <div className="jw-words">{words}</div>}
    </>
  );
}
