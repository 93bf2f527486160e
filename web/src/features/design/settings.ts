// The settings of steps and processes as the element templates name them, for the panel of the modeller.
import type { Label, Language } from '@/lib/language';
import { chinese, inLanguage, settingLabel, type Template, type TemplateProperty, templates } from '@/lib/setting-labels';

export interface Setting {
  name: string; // "jw:kind"
  group: string;
  label: string;
  tooltip?: string;
  placeholder?: string;
  choices?: { value: string; label: string }[];
  shownWhen?: { name: string; values: string[] };
}

export interface SettingGroup {
  id: string;
  label: string;
  isOpen: boolean;
  settings: Setting[];
}

// A hint whose sentences are Chinese and English: those of the language, or all when there are none.
function hintIn(words: string | undefined, language: Language): string | undefined {
  if (!words) return undefined;
  const said = inLanguage(words, language);
  return language === 'en' && chinese.test(said) ? undefined : said;
}

function settingOf(template: Template, property: TemplateProperty, language: Language): Setting {
  const { condition } = property;
  const other = condition && template.properties.find((one) => one.id === condition.property);
  return {
    name: property.binding.name ?? '',
    group: property.group ?? '',
    label: inLanguage(property.label ?? '', language),
    tooltip: hintIn(property.tooltip, language),
    placeholder: property.placeholder?.replace('例 e.g. ', language === 'en' ? 'e.g. ' : '例 '),
    choices: property.choices?.map(({ name, value }) => ({ value, label: inLanguage(name, language) })),
    shownWhen: other?.binding.name
      ? { name: other.binding.name, values: condition?.oneOf ?? [condition?.equals ?? ''] }
      : undefined,
  };
}

// The groups of an element of this type ("bpmn:UserTask", "bpmn:Process"), none of others.
export function settingGroups(type: string, language: Language): SettingGroup[] {
  const template = templates.find((one) => one.appliesTo.at(-1) === type);
  if (!template) return [];
  const settings = template.properties
    .filter((one) => one.binding.type === 'zeebe:property')
    .map((one) => settingOf(template, one, language));
  return template.groups.map((group) => ({
    id: `jw-${group.id}`,
    label: inLanguage(group.label, language),
    isOpen: group.openByDefault,
    settings: settings.filter((one) => one.group === group.id),
  }));
}

// Names of settings in a sentence, as the panel calls them: "jw:starters：没有角色 x" → "谁能发起：…".
export function withLabels(text: string, language: Language): string {
  return text.replace(/jw:[a-z_.]*[a-z_]/g, (name) => settingLabel(name, language) ?? name);
}

export interface Written {
  name: string;
  value: string;
}

const usualOutcomes: Record<string, [id: string, zh: string, en: string][]> = {
  approve: [['agree', '同意', 'Agree'], ['disagree', '不同意', 'Disagree']],
  vote: [['agree', '同意', 'Agree'], ['disagree', '不同意', 'Disagree']],
  confirm: [['confirm', '确认', 'Confirm'], ['reject', '退回', 'Reject']],
  work: [['done', '完成', 'Done']],
};

// What a conclusion that is called as usual is called in English.
export function usualEnglish(id: string, title: string): string | undefined {
  return Object.values(usualOutcomes).flat().find(([each, zh]) => each === id && zh === title)?.[2];
}

// The outcomes of a step, as it names them or else those of its kind, in the language of the page.
// English is what the step says itself, then what is `known` for the same Chinese words.
export function outcomesOf(read: (name: string) => string, language: Language, known: (id: string) => Label | undefined = () => undefined): { id: string; title: string }[] {
  const own = read('jw:outcomes');
  if (!own) return (usualOutcomes[read('jw:kind')] ?? usualOutcomes.work).map(([id, zh, en]) => ({ id, title: language === 'en' ? read(`jw:on.${id}.title_en`) || en : zh }));
  return own.split(',').map((one) => {
    const [id, title = id] = one.split(/:(.*)/s).map((part) => part.trim());
    if (language !== 'en') return { id, title };
    const packed = known(id);
    return { id, title: read(`jw:on.${id}.title_en`) || (packed?.zh === title && packed.en) || usualEnglish(id, title) || title };
  });
}

// In place where it stands already; gone without a value.
export function withSetting(written: Written[], name: string, value: string | undefined): Written[] {
  if (!value) return written.filter((one) => one.name !== name);
  if (written.some((one) => one.name === name)) return written.map((one) => (one.name === name ? { name, value } : one));
  return [...written, { name, value }];
}
