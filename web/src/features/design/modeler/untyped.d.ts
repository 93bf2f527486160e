// Packages that come without types, as far as the modeller uses them.
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: Record<string, unknown>;
  export const BpmnPropertiesProviderModule: Record<string, unknown>;
  export const ZeebePropertiesProviderModule: Record<string, unknown>;
  export function useService<T>(name: string): T;
}
declare module '@bpmn-io/properties-panel' {
  interface EntryProps {
    element: unknown;
    id: string;
    label: string;
    tooltip?: string;
    placeholder?: string;
    getValue(): string;
    setValue(value: string | undefined): void;
  }
  type Entry = (props: EntryProps & { debounce: unknown }) => unknown;
  export const TextFieldEntry: Entry;
  export const SelectEntry: (props: EntryProps & { getOptions(): { value: string; label: string }[] }) => unknown;
  export const Group: unknown;
  export function isTextFieldEntryEdited(node: unknown): boolean;
  export function isSelectEntryEdited(node: unknown): boolean;
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  const behaviors: Record<string, unknown>;
  export default behaviors;
}
declare module 'zeebe-bpmn-moddle/resources/zeebe' {
  const descriptor: Record<string, unknown>;
  export default descriptor;
}
declare module 'bpmn-js-i18n/translations/zn' {
  const words: Record<string, string>;
  export default words;
}
