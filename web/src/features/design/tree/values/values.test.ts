import { expect, test } from 'vitest';
import { actsText, offersOf } from './acts';
import { conditionOf, conditionText } from './condition';
import { amountOf, reminderOf, reminderText, textOf } from '@/lib/duration-words';
import { escalationOf, escalationText } from './escalation';
import { freshId, outcomesIn, outcomesText, wrongTitle } from './outcomes';
import { shareOf, shareText, thresholdOf, thresholdText, weightsOf, weightsText } from './pass';

test.each([
  ['P3WD', { count: 3, unit: 'workDays' }],
  ['PT8WH', { count: 8, unit: 'workHours' }],
  ['PT4H', { count: 4, unit: 'hours' }],
  ['PT30M', { count: 30, unit: 'minutes' }],
  ['P1D', { count: 1, unit: 'days' }],
  ['P14D', { count: 2, unit: 'weeks' }],
] as const)('%s is a number with a unit, and is written the same', (text, amount) => {
  expect(amountOf(text)).toEqual(amount);
  expect(textOf(amount)).toBe(text);
});

test.each(['', 'P0D', 'P1DT4H', 'P1Y', '= record.wanted_on', '2026-03-10', 'three days'])('%s is no number with a unit', (text) => {
  expect(amountOf(text)).toBeNull();
});

test.each([
  ['P2D', { first: 'P2D', every: '', times: null }],
  ['P2D/P1D*3', { first: 'P2D', every: 'P1D', times: 3 }],
  ['P2D/PT4H', { first: 'P2D', every: 'PT4H', times: null }],
])('%s is read as a reminder and written the same', (text, reminder) => {
  expect(reminderOf(text)).toEqual(reminder);
  expect(reminderText(reminder)).toBe(text);
});

test('what is no reminder stays text', () => {
  expect(reminderOf('P1D/P1D/P1D')).toBeNull();
  expect(reminderOf('= record.wanted_on')).toBeNull();
});

test.each(['', 'none', '-transfer', '-transfer, -add_signer', 'transfer, return:退回修改, add_signer!', 'return, transfer'])('acts "%s" are written as they were read', (text) => {
  expect(actsText(offersOf(text)!)).toBe(text);
});

test.each(['fly', 'transfer, transfer', '-transfer, return', '-fly', 'transfer, none'])('acts "%s" are not understood', (text) => {
  expect(offersOf(text)).toBeNull();
});

test('an act that is given up is left out, and one with a reason is told so', () => {
  const offers = offersOf('')!;
  expect(actsText(offers.map((each) => (each.act === 'transfer' ? { ...each, isOffered: false } : each)))).toBe('-transfer');
  expect(actsText(offers.map((each) => ({ ...each, isOffered: each.act === 'return', needsReason: each.act === 'return' })))).toBe('return!');
  expect(actsText(offers.map((each) => ({ ...each, isOffered: false })))).toBe('none');
});

test('conclusions are read, written, and given ids of their own', () => {
  const usual = [{ id: 'done', title: '完成' }];
  expect(outcomesIn({}, usual)).toBe(usual);
  const read = outcomesIn({ 'jw:outcomes': 'agree:同意, disagree:不同意' }, usual)!;
  expect(outcomesText(read)).toBe('agree:同意, disagree:不同意');
  expect(freshId([...read, { id: 'choice_3', title: '改期' }])).toBe('choice_4');
  expect(outcomesIn({ 'jw:outcomes': 'Won!' }, usual)).toBeNull();
  expect(outcomesIn({ 'jw:outcomes': 'won:中标, won:又中标' }, usual)).toBeNull();
});

test('a conclusion needs a name that is its own and has no comma', () => {
  const read = [{ id: 'agree', title: '同意' }, { id: 'disagree', title: '同意' }];
  expect(wrongTitle(read, read[0])).toBe('twice');
  expect(wrongTitle(read, { id: 'agree', title: ' ' })).toBe('empty');
  expect(wrongTitle(read, { id: 'agree', title: '同意, 但' })).toBe('comma');
  expect(wrongTitle([read[0]], read[0])).toBeNull();
});

test.each([
  '= record.amount > 10000',
  '= record.amount >= 10000 and record.kind = "seal"',
  '= record.kind in ("a", "b") or review.outcome != "agree"',
  '= record.is_urgent = true',
  '= record.from < date("2026-03-10")',
  String.raw`= record.note = "says \"no\""`,
  '= starter = "lin" and record.amount > 3',
  '= starter in ("lin", "he")',
  '= is_within(unit_of(starter), "sales")',
  '= not(is_within(unit_of(starter), ["sales", "office"])) or unit_of(starter) = "board"',
  '= holds(starter, "sales_manager") and not(holds(starter, "administrator"))',
  '= is_within(record.unit, "sales") and record.person != "lin"',
])('condition %s is rows, and is written the same', (feel) => {
  expect(conditionText(conditionOf(feel)!)).toBe(feel);
});

test.each(['= sum(record.lines.cost) > 3', '= a.b = 1 and a.c = 2 or a.d = 3', '= record.amount > record.limit', '= not(record.done)', '= record.kind in "a"', '= record.amount >', '= holds(record.person, "boss")', '= holds(starter, ["boss"])', '= not(starter = "lin")', '= is_within("sales", "company")', '= unit_of(record.person) = "sales"'])(
  'condition %s stays text',
  (feel) => {
    expect(conditionOf(feel)).toBeNull();
  },
);

test('a row without a value is not written', () => {
  expect(conditionText({ join: 'and', rows: [{ path: 'record.amount', operator: '>', value: null }] })).toBe('');
  expect(conditionOf('')).toEqual({ join: 'and', rows: [] });
});

test.each(['', '60%', '2/3', '2/'])('share "%s" is written as it was read', (text) => {
  expect(shareText(shareOf(text)!)).toBe(text);
});

test('a share is a percentage or a fraction, else text', () => {
  expect(shareOf('2 / 3')).toEqual({ way: 'fraction', above: 2, below: 3 });
  expect(shareOf('60%')).toEqual({ way: 'percent', count: 60 });
  expect(['60', '66.7%', '= 2', '-1/2'].map(shareOf)).toEqual([null, null, null, null]);
});

test('a sum of weights is reached or exceeded', () => {
  expect(['>50', '>=50', ''].map((text) => thresholdText(thresholdOf(text)!))).toEqual(['>50', '>=50', '']);
  expect(thresholdOf('50')).toEqual({ isAbove: false, count: 50 });
  expect(thresholdOf('half')).toBeNull();
});

test('weights are rows of who and how much', () => {
  expect(weightsOf('general_manager=3, wang = 2')).toEqual([{ who: 'general_manager', weight: 3 }, { who: 'wang', weight: 2 }]);
  expect(weightsText(weightsOf('general_manager=3,wang=2')!)).toBe('general_manager=3, wang=2');
  expect(['wang', 'wang=2, wang=3', 'Wang=2', 'wang=-1'].map(weightsOf)).toEqual([null, null, null, null]);
});

test.each(['', 'P3WD position:general_manager, role:leader', 'P3WD', ' role:leader', 'P3WD = record.owner'])('escalation "%s" is written as it was read', (text) => {
  expect(escalationText(escalationOf(text)!)).toBe(text);
});

test('an escalation that begins with no length stays text', () => {
  expect(escalationOf('3 days role:leader')).toBeNull();
});
