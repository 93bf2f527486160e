import { Checkbox, DatePicker, Input, InputNumber, Radio, Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { type FormComponent, optionLabel, widgetOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { isEmpty } from '@/lib/path';
import { AttachmentInput } from './AttachmentInput';
import { InstanceInput } from './InstanceInput';
import { MoneyInput } from './MoneyInput';
import { PeopleInput } from './PeopleInput';
import { PlaceInput } from './PlaceInput';
import { RecordInput } from './RecordInput';
import { SignatureInput } from './SignatureInput';

export interface InputProps {
  component: FormComponent;
  path: string;
  id: string;
  value: unknown;
  label: string;
  aria: React.AriaAttributes; // what a screen reader says of it beside its label
  onChange: (value: unknown) => void;
}

const widgets: Record<string, (props: InputProps) => React.ReactNode> = {
  textfield: TextInput,
  text: TextInput,
  textarea: LongTextInput,
  long_text: LongTextInput,
  number: NumberInput,
  percent: NumberInput,
  money: MoneyInput,
  checkbox: CheckboxInput,
  boolean: BooleanInput,
  select: SelectInput,
  radio: RadioInput,
  checklist: ChecklistInput,
  taglist: TagsInput,
  tags: TagsInput,
  datetime: DateInput,
  date: DateInput,
  date_time: DateInput,
  time: DateInput,
  person: PeopleInput,
  persons: PeopleInput,
  unit: PlaceInput,
  position: PlaceInput,
  link: RecordInput,
  record: RecordInput,
  instance: InstanceInput,
  signature: SignatureInput,
  attachment: AttachmentInput,
  photo: AttachmentInput,
  filepicker: AttachmentInput,
};

// The input of one field; a widget nobody knows falls back to the type of the standard.
export function FieldInput(props: InputProps) {
  const Widget = widgets[widgetOf(props.component)] ?? widgets[props.component.type] ?? TextInput;
  return <Widget {...props} />;
}

function TextInput({ component, id, value, aria, onChange }: InputProps) {
  const limit = Number(component.validate?.maxLength) || undefined;
  return (
    <Input
      {...aria}
      id={id}
      value={asText(value)}
      maxLength={limit}
      prefix={component.appearance?.prefixAdorner}
      suffix={component.appearance?.suffixAdorner}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  );
}

function LongTextInput({ component, id, value, aria, onChange }: InputProps) {
  const limit = Number(component.validate?.maxLength) || undefined;
  return (
    <Input.TextArea
      {...aria}
      id={id}
      value={asText(value)}
      maxLength={limit}
      autoSize={{ minRows: 2, maxRows: 10 }}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  );
}

function NumberInput({ component, id, value, aria, onChange }: InputProps) {
  return (
    <InputNumber
      {...aria}
      id={id}
      className="jw-wide"
      value={value as string | number | null}
      stringMode
      precision={component.decimalDigits}
      suffix={component.appearance?.suffixAdorner ?? (widgetOf(component) === 'percent' ? '%' : undefined)}
      prefix={component.appearance?.prefixAdorner}
      onChange={(next) => onChange(next === null || next === '' ? null : Number(next))}
    />
  );
}

function CheckboxInput({ id, value, label, aria, onChange }: InputProps) {
  const { t } = useTranslation();
  return (
    <Checkbox {...aria} id={id} checked={value === true} aria-label={label} onChange={(event) => onChange(event.target.checked)}>
      {t('yes')}
    </Checkbox>
  );
}

// A required yes-or-no must be answered, so that "no" can be told from "not yet answered".
function BooleanInput({ id, value, label, aria, onChange }: InputProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      {...aria}
      id={id}
      aria-label={label}
      value={value ?? undefined}
      options={[
        { value: true, label: t('yes') },
        { value: false, label: t('no') },
      ]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function useOptions(component: FormComponent) {
  const language = useLanguage();
  return (component.values ?? []).map((option) => ({
    value: option.value as string,
    label: optionLabel(option, language),
  }));
}

function SelectInput({ component, id, value, aria, onChange }: InputProps) {
  const options = useOptions(component);
  return (
    <Select
      {...aria}
      id={id}
      value={(value ?? undefined) as string | undefined}
      options={options}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}

function RadioInput(props: InputProps) {
  const { component, id, value, label, aria, onChange } = props;
  const options = useOptions(component);
  if (options.length > 5) return <SelectInput {...props} />;
  return <Radio.Group {...aria} id={id} aria-label={label} value={value} options={options} onChange={(event) => onChange(event.target.value)} />;
}

function ChecklistInput({ component, value, label, aria, onChange }: InputProps) {
  const options = useOptions(component);
  return (
    <Checkbox.Group
      {...aria}
      aria-label={label}
      value={(value as string[] | null) ?? []}
      options={options}
      onChange={(next) => onChange(next)}
    />
  );
}

function TagsInput({ component, id, value, aria, onChange }: InputProps) {
  const options = useOptions(component);
  return (
    <Select
      {...aria}
      id={id}
      mode={options.length > 0 ? 'multiple' : 'tags'}
      value={(value as string[] | null) ?? []}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(next) => onChange(next)}
    />
  );
}

function DateInput({ component, id, value, aria, onChange }: InputProps) {
  const subtype = component.subtype ?? (widgetOf(component) === 'date_time' ? 'datetime' : 'date');
  const at = typeof value === 'string' && value !== '' ? dayjs(subtype === 'time' ? `2000-01-01T${value}` : value) : null;
  if (subtype === 'time') {
    return (
      <TimePicker {...aria} id={id} className="jw-wide" format="HH:mm" value={at} onChange={(next) => onChange(next?.format('HH:mm') ?? null)} />
    );
  }
  if (subtype === 'datetime') {
    return (
      <DatePicker
        {...aria}
        id={id}
        className="jw-wide"
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        value={at}
        onChange={(next) => onChange(next ? next.toISOString() : null)}
      />
    );
  }
  return <DatePicker {...aria} id={id} className="jw-wide" value={at} onChange={(next) => onChange(next?.format('YYYY-MM-DD') ?? null)} />;
}

function asText(value: unknown): string {
  if (isEmpty(value)) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
