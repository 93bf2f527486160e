// The groups of the properties panel that hold our settings, and the choice of others beside them.
import { Group, isSelectEntryEdited, isTextFieldEntryEdited, SelectEntry as choiceEntry, TextFieldEntry as textEntry } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import type { Label, Language } from '@/lib/language';
import { outcomesOf, type Setting, settingGroups, withSetting, type Written } from '../settings';

interface Moddle {
  $type: string;
  $parent?: Moddle;
  name?: string;
  value?: string;
  values?: Moddle[];
  properties?: Moddle[];
  extensionElements?: Moddle;
  processRef?: Moddle;
  get(name: string): unknown;
}
interface Element {
  type: string;
  businessObject: Moddle;
}
interface Services {
  modeling: { updateModdleProperties(element: Element, target: Moddle, properties: object): void };
  bpmnFactory: { create(type: string, values: object): Moddle };
}
export interface PanelWords {
  language: Language;
  texts: Record<string, Label>;
  transitions: { id: string; title: string }[];
  after: string; // heading of what a conclusion does
  english: string; // label of the English name
  naming: string;
  unset: string;
}
interface Panel {
  registerProvider(priority: number, provider: object): void;
}
interface GroupOf {
  id: string;
  [other: string]: unknown;
}

// Of a pool its process has the settings.
const holderOf = (element: Element): Moddle =>
  element.type === 'bpmn:Participant' ? (element.businessObject.processRef ?? element.businessObject) : element.businessObject;

function propertiesOf(holder: Moddle): Moddle | undefined {
  return holder.extensionElements?.values?.find((one) => one.$type === 'zeebe:Properties');
}

function writtenIn(holder: Moddle): Written[] {
  return (propertiesOf(holder)?.properties ?? []).map((one) => ({ name: one.name ?? '', value: one.value ?? '' }));
}

const read = (holder: Moddle, name: string) => writtenIn(holder).find((one) => one.name === name)?.value ?? '';

// One command, so that it is undone as one.
function write(element: Element, name: string, value: string | undefined, { modeling, bpmnFactory }: Services) {
  const holder = holderOf(element);
  const properties = withSetting(writtenIn(holder), name, value).map((one) => bpmnFactory.create('zeebe:Property', one));
  const fresh = bpmnFactory.create('zeebe:Properties', { properties });
  for (const one of properties) one.$parent = fresh;
  const old = propertiesOf(holder);
  const kept = holder.extensionElements?.values ?? [];
  const values = old ? kept.map((one) => (one === old ? fresh : one)) : [...kept, fresh];
  const extensionElements = bpmnFactory.create('bpmn:ExtensionElements', {
    values: properties.length > 0 ? values : values.filter((one) => one !== fresh),
  });
  for (const one of values) one.$parent = extensionElements;
  extensionElements.$parent = holder;
  modeling.updateModdleProperties(element, holder, { extensionElements });
}

interface SettingProps {
  element: Element;
  id: string;
  setting: Setting;
  unset: string;
}

function SettingEntry({ element, id, setting, unset }: SettingProps) {
  const services: Services = { modeling: useService('modeling'), bpmnFactory: useService('bpmnFactory') };
  const debounce = useService('debounceInput');
  const props = {
    element,
    id,
    label: setting.label,
    tooltip: setting.tooltip,
    getValue: () => read(holderOf(element), setting.name),
    setValue: (value: string | undefined) => write(element, setting.name, value, services),
  };
  const { choices } = setting;
  if (!choices) return textEntry({ ...props, placeholder: setting.placeholder, debounce });
  return choiceEntry({ ...props, getOptions: () => [{ value: '', label: unset }, ...withOwn(choices, props.getValue())] });
}

// A value that is no choice still shows.
const withOwn = (choices: { value: string; label: string }[], value: string) =>
  !value || choices.some((one) => one.value === value) ? choices : [...choices, { value, label: value }];

const isShown = (holder: Moddle, { shownWhen }: Setting) => !shownWhen || shownWhen.values.includes(read(holder, shownWhen.name));

// What a conclusion does to the record that the process is bound to.
function outcomeSettings(holder: Moddle, words: PanelWords): Setting[] {
  const choices = words.transitions.map(({ id, title }) => ({ value: id, label: title }));
  if (choices.length === 0) return [];
  const known = (id: string) => words.texts[`${holder.get('id') as string}.outcomes.${id}`];
  return outcomesOf((name) => read(holder, name), words.language, known).map(({ id, title }) => ({
    name: `jw:on.${id}.transition`,
    group: 'after',
    label: title,
    choices,
  }));
}

function groupsOf(element: Element, words: PanelWords): GroupOf[] {
  const holder = holderOf(element);
  const groups = settingGroups(holder.$type, words.language);
  if (holder.$type === 'bpmn:UserTask') {
    groups.push({ id: 'jw-after', label: words.after, isOpen: false, settings: outcomeSettings(holder, words) });
  }
  if (/(?<!User)Task$|CallActivity$/.test(holder.$type)) {
    const setting: Setting = { name: 'jw:title_en', group: 'naming', label: words.english };
    groups.push({ id: 'jw-naming', label: words.naming, isOpen: false, settings: [setting] });
  }
  return groups
    .map((group) => ({ ...group, settings: group.settings.filter((one) => isShown(holder, one)) }))
    .filter((group) => group.settings.length > 0)
    .map((group) => ({
      id: group.id,
      label: group.label,
      component: Group,
      shouldOpen: group.isOpen,
      entries: group.settings.map((setting) => ({
        id: `${group.id}-${setting.name}`,
        element,
        setting,
        unset: words.unset,
        component: SettingEntry,
        isEdited: setting.choices ? isSelectEntryEdited : isTextFieldEntryEdited,
      })),
    }));
}

// What our settings say better, or the engine gives to nobody here.
const hidden = /^(Zeebe__)?(ExtensionProperties|assignmentDefinition|userTaskImplementation|businessRuleImplementation|ExecutionListeners|TaskListeners|adHoc.*|outputPropagation|inputPropagation)$/;

function SettingsProvider(this: unknown, panel: Panel, words: PanelWords) {
  panel.registerProvider(300, {
    getGroups: (element: Element) => (groups: GroupOf[]) => {
      const [first, ...rest] = groups.filter((one) => !hidden.test(one.id));
      return [first, ...groupsOf(element, words), ...rest].filter(Boolean);
    },
  });
}
SettingsProvider.$inject = ['propertiesPanel', 'panelWords'];

export const settingsPanel = (words: PanelWords) => ({
  __init__: ['settingsProvider'],
  settingsProvider: ['type', SettingsProvider],
  panelWords: ['value', words],
});
