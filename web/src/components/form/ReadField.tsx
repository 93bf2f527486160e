import { type FormComponent, kindOf, optionLabel, propertyOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { FieldValue } from '../FieldValue';
import { useFormModel } from './FormView';

// The value of a field as text: read fields are never greyed inputs.
export function ReadField({ component, value }: { component: FormComponent; value: unknown }) {
  const { names } = useFormModel();
  const language = useLanguage();
  const options = Object.fromEntries(
    (component.values ?? []).map((option) => [String(option.value), optionLabel(option, language)]),
  );
  const unit = component.appearance?.suffixAdorner ?? propertyOf(component, 'unit');
  return <FieldValue kind={kindOf(component)} value={value} options={options} names={names} unit={unit} />;
}
