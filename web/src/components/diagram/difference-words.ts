// What an element of a model does differently, in the words of people: 由谁办理：直属主管 → 角色：公司领导.
import type { TFunction } from 'i18next';
import type { Schemas } from '@/api/client';
import { candidateWords, entriesOf, type Named, type Titles } from '@/lib/candidate-words';
import { durationWords } from '@/lib/duration-words';
import { type Language, pick } from '@/lib/language';
import { choiceLabel, settingLabel } from '@/lib/setting-labels';

type Difference = Schemas['VersionDifference'];

export interface Known extends Titles {
  transitions: Named[];
}

interface Saying {
  known: Known;
  language: Language;
  t: TFunction<'waiting'>;
  tree: TFunction<'tree'>; // the words of the designer
}

const people = ['jw:candidates', 'jw:successors', 'jw:copy', 'jw:copy_at_start', 'jw:copy_at_end', 'jw:starters', 'jw:behalf', 'jw:owner', 'jw:applicants'];
const textMax = 80;
const duration = /P(?=[\dT])(?:\d+(?:WD|D))?(?:T\d+(?:WH|H|M))?/g;

function who(value: string, { known, tree }: Saying): string {
  return entriesOf(value)
    .map((entry) => candidateWords(entry, known, tree))
    .join(tree('comma'));
}

function whole(value: string, part: string, saying: Saying): string {
  const { known, language, tree } = saying;
  const times = (text: string) => text.replace(duration, (each) => durationWords(each, tree));
  if (people.includes(part)) return who(value, saying);
  if (part === 'jw:escalate') return `${times(value.split(' ')[0])} ${who(value.split(' ').slice(1).join(' '), saying)}`;
  if (['jw:due', 'jw:remind', 'jw:light', 'jw:withdraw_after'].includes(part)) return times(value);
  if (part.endsWith('transition')) return known.transitions.find(({ id }) => id === value)?.title ?? value;
  return choiceLabel(part, value, language) ?? value;
}

function shortened(text: string): string {
  return text.length > textMax ? `${text.slice(0, textMax)}…` : text;
}

function partName(part: string, { language, t }: Saying): string {
  const setting = settingLabel(part, language);
  if (setting) return setting;
  const outcome = /^jw:on\.([a-z0-9_]+)\.(transition|title_en)$/.exec(part);
  if (outcome) return t(`versions.outcome.${outcome[2] as 'transition' | 'title_en'}`, { outcome: outcome[1] });
  if (part.endsWith('EventDefinition')) return t('versions.parts.trigger');
  return t(`versions.parts.${part}` as 'versions.parts.name', { defaultValue: t('versions.parts.other', { part }) });
}

// One line a part of what has changed.
export function changesIn({ parts, values }: Pick<Difference, 'parts' | 'values'>, saying: Saying): string[] {
  const { language, t } = saying;
  return parts.map((part) => {
    const name = partName(part, saying);
    const value = values.find((each) => each.part === part);
    const before = pick(value?.before, language);
    const after = pick(value?.after, language);
    if (before === after) return name;
    if (part === 'flowNodeRef') {
      const moved = [after && t('versions.come', { names: after }), before && t('versions.gone', { names: before })];
      return t('versions.part', { name, value: moved.filter(Boolean).join(t('versions.semicolon')) });
    }
    const said = (text: string) => (text ? shortened(whole(text, part, saying)) : t('versions.nothing'));
    return t('versions.part', { name, value: `${said(before)} → ${said(after)}` });
  });
}
