import { type FormComponent, kindOf, optionLabel, unitOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { FieldValue } from '../FieldValue';
import { useFormModel } from './FormView';
import { useCurrency } from './useCurrency';

interface ReadFieldProps {
  component: FormComponent;
  path: string;
  value: unknown;
  // In a cell of a table.
  brief?: boolean;
}

// The value of a field as text: read fields are never greyed inputs.
export function ReadField({ component, path, value, brief }: ReadFieldProps) {
  const { names } = useFormModel();
  const language = useLanguage();
  const options = Object.fromEntries(
    (component.values ?? []).map((option) => [String(option.value), optionLabel(option, language)]),
  );
  const { currency } = useCurrency(component, path);
  const unit = component.appearance?.suffixAdorner ?? unitOf(component, language);
  return (
    <FieldValue
      kind={kindOf(component)}
      value={value}
      options={options}
      names={names}
      unit={unit}
      currency={currency}
      brief={brief}
    />
  );
}
