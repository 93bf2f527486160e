import { type FormComponent, propertyOf } from '@/lib/form-schema';
import { currencyOf, isCurrency } from '@/lib/money';
import { valueAt } from '@/lib/path';
import { useFormModel } from './FormView';

// The currency of a field of money, and how many decimals its input takes: its own currency, which
// may be asked for more finely than it is counted, or the one chosen in a field of the same form or
// row.
export function useCurrency(component: FormComponent, path: string): { currency: string; decimals?: number } {
  const { values } = useFormModel();
  const own = propertyOf(component, 'currency') ?? 'CNY';
  if (isCurrency(own)) return { currency: own, decimals: component.decimalDigits };
  const beside = (key: string) => valueAt(values, path.replace(/[^.]*$/, key));
  return { currency: currencyOf({ currency_field: own }, beside) };
}
