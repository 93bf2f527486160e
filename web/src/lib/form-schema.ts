// Camunda Forms JSON as our renderer reads it. A field that needs one of our widgets says so in its
// `properties` ("jw:widget"), so the file stays valid for every other tool.
import type { Label, Language } from './language';
import { pick } from './language';

export interface FormOption {
  label: string;
  value: string | number | boolean;
  label_en?: string;
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
  validate?: FieldLimits;
  values?: FormOption[];
  columns?: { key: string; label: string; properties?: Record<string, string> }[];
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

// What the server says of one field: fields absent from the answer keep what the schema says.
export interface FieldState {
  visible?: boolean;
  required?: boolean;
  value?: unknown;
  access?: 'edit' | 'read' | 'hide';
  problems?: (Label | string)[];
}

export type FieldStates = Record<string, FieldState>;

const inputs = new Set(
  'textfield textarea number checkbox select radio checklist taglist datetime filepicker dynamiclist'.split(' '),
);

export function isInput(component: FormComponent): boolean {
  return inputs.has(component.type) && Boolean(keyOf(component));
}

export function keyOf(component: FormComponent): string {
  return component.key ?? component.path ?? '';
}

// The widget that draws a field: ours when the properties name one, else the type of the standard.
export function widgetOf(component: FormComponent): string {
  return component.properties?.['jw:widget'] ?? component.type;
}

export function labelOf(component: FormComponent, language: Language): string {
  const english = component.properties?.['jw:label.en'];
  if (language === 'en' && english) return english;
  return pick(component.label, language) || keyOf(component);
}

export function optionLabel(option: FormOption, component: FormComponent, language: Language): string {
  if (language !== 'en') return option.label;
  return option.label_en ?? component.properties?.[`jw:option.${option.value}.en`] ?? option.label;
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
