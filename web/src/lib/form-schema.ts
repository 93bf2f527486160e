// Camunda Forms JSON as our renderer reads it. A field that needs one of our widgets says so in its
// `properties` ("jw:widget"), so the file stays valid for every other tool.
import type { Label, Language } from './language';
import { pick } from './language';
import { valueAt, type Values, withValueAt } from './path';

export interface FormOption {
  label: string | Label;
  value: string | number | boolean;
}

export interface FormComponent {
  type: string;
  id?: string;
  key?: string;
  path?: string;
  label?: string | Label;
  text?: string | Label;
  content?: string;
  description?: string | Label;
  subtype?: 'date' | 'time' | 'datetime';
  defaultValue?: unknown;
  decimalDigits?: number;
  increment?: number | string;
  disabled?: boolean;
  readonly?: boolean;
  // What the step lets people do with it.
  mode?: 'hide' | 'read' | 'edit' | 'required';
  validate?: FieldLimits;
  values?: FormOption[];
  columns?: { key: string; label: string | Label }[];
  dataSource?: string;
  components?: FormComponent[];
  layout?: { row?: string; columns?: number | null };
  appearance?: { prefixAdorner?: string; suffixAdorner?: string };
  properties?: Record<string, string>;
}

export interface FieldLimits {
  required?: boolean;
  min?: number | string;
  max?: number | string;
  minLength?: number | string;
  maxLength?: number | string;
  pattern?: string;
}

export interface FormSchema {
  id?: string;
  components: FormComponent[];
}

// What the server says of one field; a field absent from the answer keeps what the schema says.
export interface FieldState {
  visible: boolean;
  editable: boolean;
  required: boolean;
  value?: unknown;
  computed?: boolean;
  // What is offered now, where the choices are computed.
  choices?: FormOption[];
  // Of a list: the sums of its rows, by field.
  totals?: Record<string, string | number>;
  problems: { code: string; title: Label }[];
}

export type FieldStates = Record<string, FieldState>;

const inputs = new Set(
  'textfield textarea number checkbox select radio checklist taglist datetime filepicker dynamiclist expression'.split(' '),
);

export function isInput(component: FormComponent): boolean {
  return inputs.has(component.type) && Boolean(keyOf(component));
}

export function keyOf(component: FormComponent): string {
  return component.key ?? component.path ?? '';
}

// The widget that draws a field: ours when the properties name one, else the type of the standard.
export function widgetOf(component: FormComponent): string {
  return propertyOf(component, 'widget') || component.type;
}

// One of our settings; a form written by hand prefixes them, a derived one may not.
export function propertyOf(component: FormComponent, name: string): string | undefined {
  return component.properties?.[`jw:${name}`] ?? component.properties?.[name];
}

// What stands behind a number: in English as the field says, where it does.
export function unitOf(component: FormComponent, language: Language): string | undefined {
  return pick({ zh: propertyOf(component, 'unit'), en: propertyOf(component, 'unit_en') }, language) || undefined;
}

// The kind of value that a field holds, in the words of a record type.
export function kindOf(component: FormComponent): string {
  const widget = widgetOf(component);
  return widget === 'datetime' ? (component.subtype ?? 'date') : widget;
}

export function labelOf(component: FormComponent, language: Language): string {
  const english = propertyOf(component, 'label_en');
  if (language === 'en' && english) return english;
  return pick(component.label, language) || keyOf(component);
}

export function optionLabel(option: FormOption, language: Language): string {
  return pick(option.label, language);
}

const wideWidgets = new Set('textarea long_text instance signature attachment photo filepicker address children json'.split(' '));

// Whether a field fits half a line.
export function isShort(component: FormComponent): boolean {
  return isInput(component) && component.type !== 'dynamiclist' && !wideWidgets.has(widgetOf(component));
}

// Components that share a `layout.row` stand side by side; all others have a row of their own.
export function rowsOf(components: FormComponent[]): FormComponent[][] {
  const rows: FormComponent[][] = [];
  const named = new Map<string, FormComponent[]>();
  for (const component of components) {
    const name = component.layout?.row;
    const row = name ? named.get(name) : undefined;
    if (row) row.push(component);
    else {
      const fresh = [component];
      rows.push(fresh);
      if (name) named.set(name, fresh);
    }
  }
  return rows;
}

// Every field that takes input, groups opened; the fields of a dynamic list stay with their list.
export function inputsOf(components: FormComponent[], prefix = ''): { path: string; component: FormComponent }[] {
  return components.flatMap((component) => {
    const path = prefix + keyOf(component);
    if (component.type === 'group') {
      return inputsOf(component.components ?? [], component.path ? `${prefix}${component.path}.` : prefix);
    }
    return isInput(component) ? [{ path, component }] : [];
  });
}

const listTypes = new Set(['checklist', 'taglist', 'dynamiclist', 'filepicker']);

// A formula may give an empty list where a field holds one value; such a field begins empty.
export function withoutEmptyLists(schema: FormSchema, values: Values): Values {
  return inputsOf(schema.components).reduce((soFar, { path, component }) => {
    const value = valueAt(soFar, path);
    const holdsList = listTypes.has(component.type) || propertyOf(component, 'many') === 'true';
    return !holdsList && Array.isArray(value) && value.length === 0 ? withValueAt(soFar, path, null) : soFar;
  }, values);
}

// The values that may be sent: visible fields that may be edited. Everything else is the server's.
export function editableValues(schema: FormSchema, states: FieldStates, values: Values): Values {
  const sent: Values = {};
  for (const { path, component } of inputsOf(schema.components)) {
    const state = states[path];
    const fixed = component.readonly || component.disabled || component.type === 'table';
    if (state ? !state.visible || !state.editable || state.computed : fixed) continue;
    if (widgetOf(component) === 'children') continue;
    const value = valueAt(values, path);
    if (value !== undefined) Object.assign(sent, withValueAt(sent, path, value));
  }
  return sent;
}
