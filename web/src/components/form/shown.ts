import type { Schemas } from '@/api/client';
import { type FieldStates, type FormComponent, isInput, keyOf, widgetOf } from '@/lib/form-schema';
import { isEmpty, valueAt, type Values } from '@/lib/path';

interface Looked {
  values: Values;
  states: FieldStates;
  readOnly: boolean;
  isNew?: boolean;
  lists: Schemas['ChildList'][];
}

// Whether a part of a form has something to show: hidden fields have not, nor have empty ones where
// nothing can be filled in, nor groups of such parts. Of what is not stored yet, rules fill a field later: until it has a
// value it is not there.
export function isShown(component: FormComponent, prefix: string, form: Looked): boolean {
  const path = prefix + keyOf(component);
  const state = form.states[path] ?? (component.id ? form.states[component.id] : undefined);
  if (state?.visible === false) return false;
  if (component.type === 'group') return innerOf(component, prefix).some(([inner, place]) => isShown(inner, place, form));
  if (widgetOf(component) === 'children') return form.lists.some((list) => list.field === keyOf(component) && !isFolded(list, form.readOnly));
  const waits = form.isNew && state !== undefined && (!state.editable || state.computed === true);
  if (!(form.readOnly || waits) || !isInput(component)) return true;
  return !isEmpty(valueShown(path, form));
}

// The value of a field: of a computed one what the server says, once it has said it.
export function valueShown(path: string, { states, values }: Pick<Looked, 'states' | 'values'>): unknown {
  const state = states[path];
  return state?.computed && state.value !== undefined ? state.value : valueAt(values, path);
}

// A list without rows to which nothing can be added from here.
export function isFolded(list: Schemas['ChildList'], readOnly: boolean): boolean {
  return list.items.length === 0 && (readOnly || !list.can_create);
}

// The lists that a form has a place for, of those the record has.
export function listsOf(components: FormComponent[], lists: Schemas['ChildList'][]): Schemas['ChildList'][] {
  return components.flatMap((component) => {
    if (component.type === 'group') return listsOf(component.components ?? [], lists);
    return widgetOf(component) === 'children' ? lists.filter((list) => list.field === keyOf(component)) : [];
  });
}

export function hasLists(components: FormComponent[]): boolean {
  return components.some((component) => widgetOf(component) === 'children' || hasLists(component.type === 'group' ? (component.components ?? []) : []));
}

function innerOf(group: FormComponent, prefix: string): [FormComponent, string][] {
  const place = group.path ? `${prefix}${group.path}.` : prefix;
  return (group.components ?? []).map((inner) => [inner, place]);
}
