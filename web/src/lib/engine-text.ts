// What the engine of FEEL and DMN says in English ("3:14: unknown name: x"), in the language of the
// page. Names, values and quoted text stay as written, and so does what is no known phrase.
//
// A phrase has holes, and their names say what fits: {reason} another phrase, {kind} a kind of
// value, {type} a type that may be a kind, {value} a kind and a value of it, {part} a part of a
// model, {element} a kind of element, {name} a name; anything else takes any text. Names, types and
// parts hold no ": ".
import { useMemo } from 'react';
import en from '@/locales/en/engine.json';
import zh from '@/locales/zh-CN/engine.json';
import { useLanguage } from './language';

type Texts = Record<string, string>;

export interface EngineWords {
  place: string;
  placeIn: string;
  said: string;
  kinds: Texts;
  parts: Texts;
  elements: Texts; // of BPMN, by their tags
  phrases: Texts;
}

interface Template {
  pattern: RegExp;
  holes: string[];
  said: string;
  weight: number; // characters that are not in holes
}

const position = /^(?:([^:]+):)?(\d+):(\d+): (.*)$/s;

// Names of the model stand in the text by their ids unless somebody can tell them.
type NameOf = (id: string) => string;
export type Say = (text: string, nameOf?: NameOf) => string;

export function useEngineText(): Say {
  const language = useLanguage();
  return useMemo(() => engineText(language === 'en' ? en : zh), [language]);
}

// Reads a text of the engine and says it with these words, line by line.
export function engineText(words: EngineWords): Say {
  const kinds = Object.keys(words.kinds).map(escaped).join('|');
  const phrases = templatesOf(words.phrases, kinds);
  const parts = templatesOf(words.parts, kinds);
  return (text, nameOf = (id) => id) => {
    const said = reader(words, phrases, parts, nameOf);
    return text
      .split('\n')
      .map((line) => said(line) ?? line)
      .join('\n');
  };
}

// Undefined when it is no phrase of the engine.
function reader(words: EngineWords, phrases: Template[], parts: Template[], nameOf: NameOf): (text: string) => string | undefined {
  const inHole = (name: string, found: string): string | undefined => {
    if (name.startsWith('reason')) return said(found);
    if (name.startsWith('kind')) return words.kinds[found];
    if (name.startsWith('type')) return words.kinds[found] ?? found;
    if (name.startsWith('part')) return filled(parts, found, inHole) ?? found;
    if (name.startsWith('element')) return words.elements[found] ?? found;
    if (name.startsWith('value')) return withKind(found, words.kinds);
    return name.startsWith('name') ? nameOf(found) : found;
  };

  // What stands before a reason is a name, or a cell of a table.
  const holder = (name: string): string => (/, rule \d+/.test(name) ? (filled(parts, name, inHole) ?? name) : name);

  const said = (text: string): string | undefined => {
    const placed = position.exec(text);
    if (placed) {
      const [, file, line, column, rest] = placed;
      const place = file ? words.placeIn : words.place;
      return together(words, put(place, { file: file && holder(file), line, column }), said(rest) ?? rest);
    }
    return filled(phrases, text, inHole) ?? behindName(text);
  };

  // "Fee: no rule matches": the name of an element or function, and why.
  const behindName = (text: string): string | undefined => {
    for (let at = text.indexOf(': '); at > 0; at = text.indexOf(': ', at + 1)) {
      const reason = said(text.slice(at + 2));
      if (reason !== undefined) return together(words, holder(text.slice(0, at)), reason);
    }
    return undefined;
  };
  return said;
}

// The literal pieces of a phrase, between its holes.
export const piecesOf = (phrase: string): string[] => phrase.split(/\{\w+\}/);

const put = (text: string, values: Record<string, string | undefined>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const together = (words: EngineWords, before: string, reason: string): string => put(words.said, { before, reason });

// Those that say the most in their own words come first.
function templatesOf(texts: Texts, kinds: string): Template[] {
  return Object.entries(texts)
    .map(([phrase, said]) => {
      const pieces = piecesOf(phrase);
      const holes = Array.from(phrase.matchAll(/\{(\w+)\}/g), (found) => found[1]);
      const fitting = holes.map((name) => fits(name, kinds));
      const pattern = new RegExp(`^${pieces.map((piece, index) => escaped(piece) + (fitting[index] ?? '')).join('')}$`, 's');
      return { pattern, holes, said, weight: pieces.join('').length };
    })
    .sort((a, b) => b.weight - a.weight);
}

function fits(hole: string, kinds: string): string {
  if (hole.startsWith('kind')) return `(${kinds})`;
  if (/^(name|part|type)/.test(hole)) return '((?:(?!: ).)+?)';
  return '(.*?)';
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function filled(templates: Template[], text: string, inHole: (name: string, found: string) => string | undefined): string | undefined {
  for (const { pattern, holes, said } of templates) {
    const found = pattern.exec(text);
    if (!found) continue;
    const values = holes.map((name, index) => [name, inHole(name, found[index + 1])] as const);
    if (values.every(([, value]) => value !== undefined)) return put(said, Object.fromEntries(values));
  }
  return undefined;
}

// `number 5` and `string "a"` begin with a kind, of which some have several words.
function withKind(found: string, kinds: Texts): string {
  if (kinds[found]) return kinds[found];
  const kind = Object.keys(kinds)
    .filter((one) => found.startsWith(`${one} `))
    .sort((a, b) => b.length - a.length)[0];
  return kind ? `${kinds[kind]}${found.slice(kind.length)}` : found;
}
