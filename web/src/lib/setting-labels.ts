// What the settings of steps and processes are called: by the element templates, one file for the
// modeller in the browser and for Camunda Modeler.
import type { Language } from './language';
import file from '@templates/jingwei.json';

export interface TemplateProperty {
  id?: string;
  label?: string;
  group?: string;
  tooltip?: string;
  placeholder?: string;
  binding: { type: string; name?: string };
  choices?: { name: string; value: string }[];
  condition?: { property?: string; equals?: string; oneOf?: string[] };
}

export interface Template {
  appliesTo: string[];
  groups: { id: string; label: string; openByDefault: boolean }[];
  properties: TemplateProperty[];
}

export const templates = file as unknown as Template[];
export const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;

// "由谁办理 Candidates" → one of both. What holds one language only stays as it is.
export function inLanguage(words: string, language: Language): string {
  const parts = /^(.*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]\S*)\s*([A-Z][^\u4e00-\u9fff]*)$/s.exec(words);
  if (!parts) return words;
  return language === 'en' ? parts[2].trim() : parts[1].trim();
}

const propertiesOf = (name: string) => templates.flatMap((template) => template.properties).filter((one) => one.binding.name === name);

// "由谁办理" for "jw:candidates"; nothing for what no template has.
export function settingLabel(name: string, language: Language): string | undefined {
  const label = propertiesOf(name)[0]?.label;
  return label === undefined ? undefined : inLanguage(label, language);
}

// "会签：全部同意" for "all" of "jw:policy"; nothing for what is no such choice.
export function choiceLabel(name: string, value: string, language: Language): string | undefined {
  const choice = propertiesOf(name).flatMap((one) => one.choices ?? []).find((one) => one.value === value);
  return choice && inLanguage(choice.name, language);
}
