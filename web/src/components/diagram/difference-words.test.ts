import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { addDesignTexts } from '@/lib/design-texts';
import { addWaitingTexts } from '@/lib/waiting-texts';
import { changesIn } from './difference-words';

const known = {
  roles: [{ id: 'leader', title: '公司领导' }],
  positions: [{ id: 'boss', title: '总经理' }],
  people: [],
  units: [],
  fields: [{ id: 'owner', title: '负责人' }],
  transitions: [{ id: 'approve', title: '批准' }],
};
beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', interpolation: { escapeValue: false } });
  addWaitingTexts();
  addDesignTexts();
});

const saying = () => ({ known, language: 'zh-CN' as const, t: i18next.getFixedT('zh-CN', 'waiting'), tree: i18next.getFixedT('zh-CN', 'tree') });
const text = (zh?: string) => (zh === undefined ? undefined : { zh, en: zh });
const said = (part: string, before?: string, after?: string) =>
  changesIn({ parts: [part], values: [{ part, before: text(before), after: text(after) }] }, saying())[0];

test.each([
  ['name', '审批', '复核', '名称：审批 → 复核'],
  ['jw:candidates', 'position:boss', 'role:leader, field:owner', '由谁办理：总经理 → 公司领导、表单：负责人'],
  ['jw:policy', 'any', 'all', '通过规则：或签：一人即可 → 会签：全部同意'],
  ['jw:due', undefined, 'P3WD', '期限：（无） → 3 个工作日'],
  ['jw:remind', 'P2WD/P1D', undefined, '提醒：2 个工作日/1 天 → （无）'],
  ['jw:escalate', 'P3WD position:boss', 'PT4H role:leader', '上报：3 个工作日 总经理 → 4 小时 公司领导'],
  ['jw:transition', undefined, 'approve', '状态变更：（无） → 批准'],
  ['targetRef', '甲', '乙', '终点：甲 → 乙'],
  ['jw:on.agree.transition', undefined, 'approve', '结论“agree”之后的状态变更：（无） → 批准'],
] as const)('%s is told in words', (part, before, after, words) => {
  expect(said(part, before, after)).toBe(words);
});

test('a lane tells what has come into it and what has gone', () => {
  expect(said('flowNodeRef', '甲', '乙、丙')).toBe('所含环节：增加乙、丙；移出甲');
  expect(said('flowNodeRef', undefined, '乙')).toBe('所含环节：增加乙');
});

test('what is no single text, or is not known by name, is told without its words', () => {
  expect(changesIn({ parts: ['timerEventDefinition', 'ioMapping', 'zeebe:modelerTemplate'], values: [] }, saying())).toEqual([
    '触发方式',
    '变量传递',
    '其他（zeebe:modelerTemplate）',
  ]);
});
