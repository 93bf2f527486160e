import { type FormComponent, optionLabel, widgetOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { FieldValue } from '../FieldValue';
import { useFormModel } from './FormView';

// The value of a field as text: read fields are never greyed inputs.
export function ReadField({ component, value }: { component: FormComponent; value: unknown }) {
  const { names } = useFormModel();
  const language = useLanguage();
  const options = Object.fromEntries(
    (component.values ?? []).map((option) => [String(option.value), optionLabel(option, component, language)]),
  );
  const widget = widgetOf(component);
  const kind = widget === 'datetime' ? (component.subtype ?? 'date') : widget;
  const unit = component.appearance?.suffixAdorner;
  return <FieldValue kind={kind} value={value} options={options} names={names} unit={unit} link={component.properties?.['jw:to']} />;
}
