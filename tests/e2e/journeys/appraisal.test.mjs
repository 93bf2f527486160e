// A quarter is appraised: the members rate themselves, their superiors rate them, what somebody
// objects to is rated once more, and what is excellent or wrong has its consequence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, fill, fillRows, openRecord, openTask, press, refusal } from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { shots } from '../support/shots.mjs';
import { story } from '../support/story.mjs';

const step = story();
const { server, world } = await journey();
const quarter = '2025 年第 3 季度考核';
const criteria = ['工作成果', '执行力', '严格按流程办理', '沟通能力', '团队合作', '协调能力', '责任心'];

// Makes a record by the button of its list.
async function make(page, view, values) {
  await page.goto(`${server.url}/views/${view}`);
  await page.getByRole('button', { name: '新建' }).first().click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  await fill(drawer, values);
  await drawer.getByRole('button', { name: '保存' }).click();
  await page.getByRole('tab', { name: '详情' }).waitFor();
}

const scores = (field, ...points) => Object.fromEntries(criteria.map((criterion, place) => [criterion, { [field]: points[place] ?? points.at(-1) }]));

step('the quarter is opened, each member has an appraisal', async () => {
  const manager = await world.as('任洁');
  await manager.goto(`${server.url}/views/appraisal_periods`);
  await manager.getByRole('button', { name: '新建' }).first().click();
  const drawer = manager.locator('.ant-drawer-content-wrapper:visible');
  await fill(drawer, { 开始: { date: '2025-07-01' } });
  // The name follows the quarter while nobody has written another one.
  await drawer.locator(`input[value="${quarter}"]`).waitFor();
  await drawer.getByRole('button', { name: '保存' }).click();
  await manager.getByText(quarter).first().waitFor();
  await manager.locator('.ant-table-row').nth(1).waitFor();
  await shots(manager, 'appraisal-cycle', { on: ['desktop', 'phone'], height: 1200 });
});

step('a member rates himself by every criterion, all side by side', async () => {
  const member = await world.as('夏琳');
  await openTask(member, '自评');
  await press(member, '提交自评');
  assert.match(await refusal(member), /自评说明/);
  // One row that is refused says so and takes no other along.
  await member.getByRole('button', { name: '逐行填写' }).click();
  const rows = member.locator('.ant-drawer-content-wrapper:visible');
  for (const [criterion, points] of [['执行力', '120'], ['沟通能力', '85']]) await fill(rows.locator('tbody', { hasText: criterion }), { 自评: points });
  await rows.getByRole('button', { name: '保存' }).click();
  await member.getByText('已保存 1 行，1 行未保存').waitFor();
  await rows.locator('tbody', { hasText: '执行力' }).locator('.jw-refusal').waitFor();
  await shots(member, 'appraisal-row-refused');
  await rows.getByRole('button', { name: '取消' }).click();
  await rows.waitFor({ state: 'hidden' });
  await member.locator('.jw-form-table .ant-table-row', { hasText: '沟通能力' }).getByText('85 分').waitFor();
  await fillRows(member, '评分', scores('自评', '95', '90'), async () => {
    assert.deepEqual(await seriousViolations(member), []);
    await shots(member, 'appraisal-rows', { on: ['desktop', 'phone'] });
  });
  await complete(member, '自评', { outcome: '提交自评', values: { 自评说明: '推广目标超额完成' } });
});

step('the superior rates; what the manager sends back says why', async () => {
  const superior = await world.as('陆川');
  await openTask(superior, '上级评分');
  await fillRows(superior, '评分', scores('上级评分', '95', '88'));
  await complete(superior, '上级评分', { outcome: '提交评分', values: { 上级评语: '成绩突出' } });
  const manager = await world.as('任洁');
  await openTask(manager, '确认考核');
  const bar = manager.locator('.jw-actions');
  await bar.getByPlaceholder('意见（退回时必填）').waitFor();
  await bar.getByRole('button', { name: '退回', exact: true }).click();
  await bar.getByText('请填写意见').waitFor();
  await shots(manager, 'appraisal-confirmation', { on: ['desktop', 'phone'], height: 1300 });
  await complete(manager, '确认考核', { outcome: '退回', opinion: '请补充事例' });
  await complete(superior, '上级评分', { outcome: '提交评分', values: { 上级评语: '成绩突出，三月活动拉新两万' } });
  await complete(manager, '确认考核', { outcome: '确认' });
});

step('the member objects, is answered and rated once more, and acknowledges', async () => {
  const member = await world.as('夏琳');
  await openTask(member, '确认或提出异议');
  await shots(member, 'appraisal-result', { on: ['desktop', 'phone'], height: 1300 });
  await complete(member, '确认或提出异议', { outcome: '有异议', values: { 异议: '协调能力评分偏低' } });
  const manager = await world.as('任洁');
  await openTask(manager, '答复异议');
  await complete(manager, '答复异议', { outcome: '重新评分', values: { 对异议的答复: '请结合活动协调情况重评' } });
  const superior = await world.as('陆川');
  await openTask(superior, '上级评分');
  await fillRows(superior, '评分', { 协调能力: { 上级评分: '95', 说明: '三月活动协调四个部门' } });
  await complete(superior, '上级评分', { outcome: '提交评分', values: { 上级评语: '已重评' } });
  await complete(manager, '确认考核', { outcome: '确认' });
  await complete(member, '确认或提出异议', { outcome: '确认' });
});

step('an excellent appraisal ends with a decision on the reward, which stands in the book', async () => {
  const manager = await world.as('任洁');
  await openTask(manager, '决定奖励或处理');
  await press(manager, '结束考核');
  assert.match(await refusal(manager), /S1-R21/);
  await complete(manager, '决定奖励或处理', {
    outcome: '结束考核',
    values: { 奖励或处理: { choose: '奖励' }, 奖励: '季度优秀奖', 奖励金额: '2000' },
  });
  const member = await world.as('夏琳');
  await member.goto(`${server.url}/views/reward_entries`);
  await member.locator('.ant-table-row', { hasText: '季度优秀奖' }).waitFor();
  await shots(member, 'appraisal-rewards', { on: ['desktop', 'phone'] });
});

step('a violation is heard, decided, approved by two, appealed against and reduced', async () => {
  const reporter = await world.as('任洁');
  await make(reporter, 'discipline_cases', {
    事由: '泄露用户数据',
    当事人: { find: '穆蓉' },
    性质: { choose: '违规行为' },
    发生日期: { date: '2026-02-27' },
    事实: '把用户名单发给外部',
    证据: { file: '邮件.pdf' },
  });
  const person = await world.as('穆蓉');
  await complete(person, '陈述与申辩', { outcome: '提交陈述', values: { 本人陈述与申辩: '不知道不能外发' } });
  const superior = await world.as('任洁');
  await openTask(superior, '按情节决定处理');
  await fill(superior.locator('#content'), { 情节: { choose: '三级' } });
  await shots(superior, 'discipline-decision', { height: 1200 });
  await complete(superior, '按情节决定处理', { outcome: '作出决定', values: { 情节: { choose: '三级' }, 决定理由: '涉及两千用户，初犯' } });
  for (const name of ['任洁', '戴宁']) await complete(await world.as(name), '审批降级或开除', { outcome: '同意', opinion: '同意降级' });
  await openTask(person, '确认或申诉');
  await shots(person, 'discipline-result', { on: ['desktop', 'phone'], height: 1200 });
  await complete(person, '确认或申诉', { outcome: '申诉', values: { 申诉理由: '名单当天已追回' } });
  const director = await world.as('史明远');
  await openTask(director, '裁决申诉');
  await complete(director, '裁决申诉', { outcome: '减轻', values: { 申诉答复: '名单已追回，减为书面通报' } });
  await openRecord(person, 'discipline_case', '泄露用户数据');
  await person.getByText('书面通报').first().waitFor();
  assert.deepEqual(await seriousViolations(person), []);
  await shots(person, 'discipline-case', { on: ['desktop', 'phone'], height: 1500 });
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
