// A solution is trained: from the need to the session, the exam and the qualification; who did not
// come or pass is moved to a second session.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addChild, complete, fill, moveClock, openRecord, openTask, press, refusal } from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { shots } from '../support/shots.mjs';
import { story } from '../support/story.mjs';

const solution = '考勤门禁一体化方案';
const step = story();
const { server, world } = await journey();

step('a project manager asks for a training, the product department plans it', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'library_entry', solution);
  await addChild(manager, '培训需求', { 申请理由: '两名实施人员新到岗' });
  const product = await world.as('方远');
  await openTask(product, '决定是否安排培训');
  await press(product, '不安排');
  assert.match(await refusal(product), /不安排的原因/);
  await shots(product, 'training-need', { on: ['desktop', 'phone'] });
  await complete(product, '决定是否安排培训', { outcome: '安排培训' });
});

const session = {
  培训目标: '会讲、会装、会调试',
  培训对象: { choose: '项目人员' },
  参训人员: { find: ['林晓雨', '何俊', '唐伟'] },
  培训人: { find: '苏青' },
  培训日期: { date: '2026-03-11' },
  开始时间: { date: '09:30' },
  时长: '3',
  地点或链接: '三楼培训室',
  培训材料: { file: '教材.pdf' },
};

step('the materials must be of the version that is trained', async () => {
  const product = await world.as('方远');
  await openTask(product, '编制培训计划');
  await fill(product.locator('#content'), { ...session, 材料对应的版本: '0.9' });
  await press(product, '提交批准');
  assert.match(await refusal(product), /S18-P21/);
  await shots(product, 'training-plan', { height: 1400 });
  await complete(product, '编制培训计划', { outcome: '提交批准', values: { ...session, 材料对应的版本: '1' } });
  const leader = await world.as('陈国栋');
  await openTask(leader, '批准培训计划');
  await shots(leader, 'training-approval', { height: 1100 });
  await complete(leader, '批准培训计划', { outcome: '批准' });
});

step('the invited enrol or say why they cannot come', async () => {
  const sales = await world.as('林晓雨');
  await openTask(sales, '报名参加培训');
  await shots(sales, 'training-enrol', { on: ['desktop', 'phone'] });
  await complete(sales, '报名参加培训', { outcome: '报名' });
  await complete(await world.as('何俊'), '报名参加培训', { outcome: '报名' });
  await complete(await world.as('唐伟'), '报名参加培训', { outcome: '不能参加', values: { 不能参加的原因: '现场安装' } });
});

step('they are reminded on the eve and sign in on the day', async () => {
  await moveClock(world, '2026-03-11T09:20:00+08:00');
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/notices`);
  await sales.locator('.jw-item', { hasText: '明天培训' }).first().waitFor();
  for (const person of ['林晓雨', '何俊']) await complete(await world.as(person), '签到', { outcome: '签到' });
  const trainer = await world.as('苏青');
  await openTask(trainer, '授课并核对签到');
  await trainer.getByText('已签到').first().waitFor();
  assert.deepEqual(await seriousViolations(trainer), []);
  await shots(trainer, 'training-session', { on: ['desktop', 'phone'], height: 1000 });
  await complete(trainer, '授课并核对签到', { outcome: '授课完成', values: { 授课记录: '两人到场' } });
});

step('the trainer enters the scores, the participants rate', async () => {
  const trainer = await world.as('苏青');
  await openTask(trainer, '登记考试成绩');
  await press(trainer, '登记完成');
  assert.match(await refusal(trainer), /S18-P25/);
  await openTask(trainer, '登记考试成绩');
  await giveScore(trainer, '林晓雨', '92');
  await giveScore(trainer, '何俊', '70');
  await shots(trainer, 'training-exam', { height: 1000 });
  await complete(trainer, '登记考试成绩', { outcome: '登记完成' });
  for (const person of ['林晓雨', '何俊']) {
    await complete(await world.as(person), '评价培训', {
      outcome: '提交评价',
      values: { '对培训人评分（1–5）': '5', '对材料评分（1–5）': '4', '有用程度（1–5）': '4' },
    });
  }
});

async function giveScore(page, person, score) {
  await page.locator('.jw-form-table .ant-table-row', { hasText: person }).getByRole('button').click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  await fill(drawer, { 成绩: score });
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.waitFor({ state: 'hidden' });
}

step('the training is archived; who is missing or failed has a second session', async () => {
  const product = await world.as('方远');
  await complete(product, '小结并归档', { outcome: '归档', values: { 培训小结: '两人到场，一人合格' } });
  await openTask(product, '编制培训计划');
  await product.getByText('（补训）').first().waitFor();
  await product.goto(`${server.url}/views/training_plans`);
  await product.locator('.ant-table-row', { hasText: '已归档' }).locator('a').first().click();
  await product.getByText('打开驾驶舱').click();
  await product.locator('.jw-metric', { hasText: '考试合格率' }).getByText('50').first().waitFor();
  await product.locator('.jw-diagram .bjs-powered-by').waitFor();
  assert.deepEqual(await seriousViolations(product), []);
  await shots(product, 'training-archive', { on: ['desktop', 'phone'], height: 1400 });
  await product.goto(`${server.url}/views/qualifications`);
  await product.locator('.ant-table-row', { hasText: '林晓雨' }).waitFor();
  await shots(product, 'training-qualifications', { on: ['desktop', 'phone'] });
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
