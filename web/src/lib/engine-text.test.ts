import { expect, test } from 'vitest';
import en from '@/locales/en/engine.json';
import zh from '@/locales/zh-CN/engine.json';
import { engineText, piecesOf } from './engine-text';

const inChinese = engineText(zh);
const inEnglish = engineText(en);

test.each([
  ['division by zero', '除数为零'],
  ['3:14: unknown name: 金额', '第 3 行第 14 列：未知的名称：金额'],
  ['date: no date: 2026-02-30', 'date：不是日期：2026-02-30'],
  ['date: wrong kind of value for from: list', 'date：参数 from 的类型不对：列表'],
  ['no order between: number and date and time', '无法比较大小：数值与日期时间'],
  ['cannot be added: number and string', '无法相加：数值与文本'],
  ['cannot be added', '无法相加'],
  ["expected 'then'", "此处应为 'then'"],
  ['expected a key and \':\'', "此处应为键和 ':'"],
  ['no item 4 in a list of 3', '列表共 3 项，没有第 4 项'],
  ['null has no member: a', '空值没有这个成员：a'],
  ['list has no member: a', '列表没有这个成员：a'],
  ['input 金额 has a value that is not allowed: number 5', '输入 金额 的取值不允许：数值 5'],
  ['Fee is no number: string "a: b"', 'Fee 应为：数值，实为：文本 "a: b"'],
  ['argument l is no list<number>: list', '参数 l 应为：list<number>，实为：列表'],
  ['round up: n is null', 'round up：n 为空'],
  ['no order between: days and time duration and years and months duration', '无法比较大小：时长（日与时）与时长（年与月）'],
  ['date: no date: ', 'date：不是日期：'],
  [
    'order is no tOrder: order.lines[2].price is no number: string "a"',
    'order 应为：tOrder，其中 order.lines[2].price 应为：数值，实为：文本 "a"',
  ],
  ['order is no tOrder: order.id is missing', 'order 应为：tOrder，缺少 order.id'],
  [
    'fee.dmn:9:5: Fee: 1:4: expected an expression in: 1 +',
    'fee.dmn 第 9 行第 5 列：Fee：第 1 行第 4 列：此处应为表达式，见：1 +',
  ],
  ['Fee, rule 2, 金额:1:3: division by zero', 'Fee 规则 2，金额 第 1 行第 3 列：除数为零'],
  ['Fee, rule 12: division by zero', 'Fee 规则 12：除数为零'],
  ['Fee: two columns have the name a', 'Fee：列重名：a'],
  ['There is no such element, or it is not running: pay', '流程中没有这个节点或它没有在运行：pay'],
  [
    'The instance cannot go over to this version: pay and charge are not both multi-instance or loops',
    '流程实例不能迁移到这个版本：pay 与 charge 不同为多实例或循环',
  ],
  ['收款 is a userTask and pay a serviceTask', '收款 是用户任务，而 pay 是服务任务'],
  ['no condition holds and there is no default flow', '没有条件成立，也没有默认分支'],
  ['nobody catches the error "E_CARD": no cover', '没有环节处理错误“E_CARD”：no cover'],
  ['the job type is not a text but null: 1:1: unknown name: kind', '作业类型应为文本，实为：空值（第 1 行第 1 列：未知的名称：kind）'],
  ['the priority of the job is no whole number of 32 bits but null: 1:1: unknown name: n', '作业优先级应为 32 位整数，实为：空值（第 1 行第 1 列：未知的名称：n）'],
  ['the business id is not a text but 7', '业务号应为文本，实为：7'],
  ['the business id has more than 256 characters', '业务号超过 256 个字符'],
  ['condition of to_end is neither true nor false but number 3', 'to_end 的条件的结果应为真或假，实为：数值 3'],
  ['the correlation key of asked is not a text but null', 'asked 的关联键应为文本，实为：空值'],
  // As it was said in incidents of before.
  ['the correlation key of asked is not a text but null null', 'asked 的关联键应为文本，实为：空值 null'],
  ['more than 10000 elements in one step', '一步之内启动的环节超过 10000 个'],
  [
    'join waits for a token on b_join, c_join that nothing can bring any more\nthree waits for a token that nothing can bring any more',
    'join 还在等待连线 b_join, c_join，但已没有环节能走到这里\nthree 还在等待，但已没有环节能走到这里',
  ],
  ['the type of fromAi() must be a text', 'fromAi() 的 type 应为文本'],
  ['2:1: no XML: Error parsing end element tag', '第 2 行第 1 列：不是有效的 XML：结束标签有误'],
  ['matches: no regular expression: quantifier does not follow', 'matches：不是有效的正则表达式：quantifier does not follow'],
])('%s', (text, said) => {
  expect(inChinese(text)).toBe(said);
  expect(inEnglish(text)).toBe(text);
});

test('every line is said for itself, and unknown text stays', () => {
  expect(inChinese('division by zero\nso be it: 1')).toBe('除数为零\nso be it: 1');
  expect(inChinese('4:2: so be it')).toBe('第 4 行第 2 列：so be it');
});

test('names of the model are said where somebody knows them', () => {
  const nameOf = (id: string) => ({ pay: '付款', box: '收款组' })[id] ?? id;
  const say = (text: string) => inChinese(text, nameOf);
  expect(say('pay would change its scope at box')).toBe('付款 对应到 收款组 后所在的子流程会改变');
  expect(say('The instance cannot go over to this version: pay is active and mapped to nothing')).toBe(
    '流程实例不能迁移到这个版本：付款 进行中，还没有对应到目标环节',
  );
  expect(say('other is active and mapped to nothing')).toBe('other 进行中，还没有对应到目标环节');
  expect(say('pay is active and mapped to nothing: pay and pay are not both sequential or both parallel')).toBe(
    '付款 进行中，还没有对应到目标环节：付款 与 付款 不同为串行或并行',
  );
});

test('Chinese has a phrase of its own for each, with the same holes', () => {
  const holes = (text: string) => Array.from(text.matchAll(/\{\w+\}/g), String).sort();
  for (const [phrase, said] of [...Object.entries(zh.phrases), ...Object.entries(zh.parts)]) {
    expect(said, phrase).toMatch(/[\u4e00-\u9fff]/);
    expect(holes(said), phrase).toEqual(holes(phrase));
    expect(phrase in en.phrases || phrase in en.parts, phrase).toBe(true);
  }
  for (const texts of [en.phrases, en.parts, en.kinds]) {
    for (const [phrase, said] of Object.entries(texts)) expect(said).toBe(phrase);
  }
});

const files = import.meta.glob<string>(['../../../src/{feel,dmn}/**/*.{cc,h}', '../../../src/app/playground.cc'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

// Lines for other programs, which no page shows.
const forPrograms = /batch\.|marked_json|_test\.cc$/;
// Names of the language, FEEL that the engine runs itself, and what begins "unknown name".
const noPhrases = new Set(['unknown', 'time offset', 'start included', 'end included', 'for i in r return i', 'for step in', 'return step', String.raw`nrt\"'\\`]);
const parameters = /^(\||[\w ]+\??: \*{0,2}\w+(\.\.\.)?,?|\s)+$/;

interface Written {
  file: string;
  text: string;
}

// Every text of several words, or given as a reason, that the sources of FEEL and DMN hold.
function writtenTexts(): Written[] {
  const names = new Set<string>();
  const written: Written[] = [];
  for (const [file, content] of Object.entries(files)) {
    if (forPrograms.test(file)) continue;
    const source = content
      .replace(/(^|\s)\/\/ .*$/gm, '')
      .replace(/^#include.*$/gm, '')
      .replace(/'\\?"'/g, 'QUOTE')
      .replace(/"\s*\n\s*"/g, '')
      .replace(/ensure\([^;]*;/g, '');
    for (const [, name] of source.matchAll(/(?:\{|emplace\()"([^"\n]*)",/g)) names.add(name);
    const given = new Set(Array.from(source.matchAll(/\b(?:fail|stop|conflict|problem|report)\([^";]*"([^"\n]+)"/g), (found) => found[1]));
    for (const [, text] of source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) {
      if (/[ ']/.test(text) || given.has(text)) written.push({ file, text: text.replace(/^[ :]+|[ :]+$/g, '') });
    }
  }
  return written.filter(({ text }) => /[a-z]{2}/.test(text) && !names.has(text) && !noPhrases.has(text) && !parameters.test(text));
}

test('whatever the engine may say has a Chinese phrase', () => {
  const pieces = new Set(
    [...Object.keys(zh.phrases), ...Object.keys(zh.parts)].flatMap(piecesOf).map((piece) => piece.replace(/^[ :]+|[ :]+$/g, '')),
  );
  const written = writtenTexts();
  const unknown = written.filter(({ text }) => !pieces.has(text) && inChinese(text) === text && !(text in zh.kinds));

  expect(written.length).toBeGreaterThan(180);
  expect(unknown).toEqual([]);
});
