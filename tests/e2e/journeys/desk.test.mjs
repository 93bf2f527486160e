// One demand goes through the five links of the operations centre, from intake to monthly report, by
// its five roles, each in their own browser; another one is filtered out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addChild, complete, fill, moveClock, openRecord, openTask, press, refusal, start } from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { shots } from '../support/shots.mjs';
import { story } from '../support/story.mjs';

const name = '五一活动数据支持';
const task = '五一活动数据看板';
const month = '2026 年 3 月';
const step = story();
const { server, world } = await journey();

async function view(page, id) {
  await page.goto(`${server.url}/views/${id}`);
  await page.locator('.ant-table-row, .jw-board-card, .jw-cockpit').first().waitFor();
}

step('any department raises a demand', async () => {
  const marketing = await world.as('崔昊');
  await marketing.goto(`${server.url}/start/demand_flow`);
  await marketing.locator('.jw-form').waitFor();
  await shots(marketing, 'desk-start', { on: ['desktop', 'phone'] });
  const number = await start(marketing, 'demand_flow', {
    需求名称: name,
    提出部门: { place: '市场部' },
    需求内容: '五一期间 40 家门店的客流与销售对比',
    需求类型: { choose: '数据支持' },
  });
  assert.match(number, /^XQ-\d{6}-\d{4}$/);
  await start(await world.as('孔欣'), 'demand_flow', {
    需求名称: '更换客服工位',
    需求内容: '工位太旧',
  });
});

step('the operations manager filters: one goes back with its reason, one passes', async () => {
  const manager = await world.as('秦悦');
  await openTask(manager, '更换客服工位');
  await fill(manager.locator('#content'), { 评估分: '30' });
  await press(manager, '退回');
  assert.match(await refusal(manager), /评估意见/);
  await shots(manager, 'desk-filter');
  await complete(manager, '更换客服工位', { outcome: '退回', values: { 评估分: '30', 评估意见: '属于行政采购，请走办公用品申请' } });
  const service = await world.as('孔欣');
  await openTask(service, '更换客服工位');
  await service.getByText('属于行政采购，请走办公用品申请').first().waitFor();
  await complete(service, '更换客服工位', {
    outcome: '放弃',
    values: { 需求名称: '更换客服工位', 需求内容: '工位太旧' },
  });
});

step('from a list that is searched the next of the same opens, and none of what else waits', async () => {
  const manager = await world.as('秦悦');
  await manager.goto(`${server.url}/tasks?q=${encodeURIComponent(name)}`);
  await manager.locator('.jw-item', { hasText: name }).click();
  await manager.locator('.jw-actions').waitFor();
  await fill(manager.locator('#content'), { 评估分: '88', 难度: { choose: '低' } });
  await press(manager, '通过');
  await manager.getByRole('heading', { name: `①整理排序并提交 · ${name}` }).waitFor();
  await fill(manager.locator('#content'), { 优先级: '1', 归组: '五一' });
  await press(manager, '提交');
  await manager.locator('.ant-result-success').waitFor();
  await manager.getByRole('link', { name: '返回审批中心' }).click();
  await manager.getByText('没有符合条件的任务').waitFor();
  await manager.goto(`${server.url}/tasks`);
  await manager.locator('.jw-item').first().waitFor();
});

step('the allocation unit sees the conflict of load before it allocates', async () => {
  const resources = await world.as('罗志恒');
  await view(resources, 'allocation_queue');
  await shots(resources, 'desk-queue');
  await resources.locator('.ant-table-row', { hasText: name }).getByRole('link').first().click();
  await resources.getByRole('button', { name: '办理：②资源分配' }).click();
  await resources.locator('.jw-actions').waitFor();
  await press(resources, '分配并下发');
  assert.match(await refusal(resources), /S4-R10/);
  await openTask(resources, name);
  await resources.getByRole('button', { name: '新增任务' }).click();
  const drawer = resources.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  await fill(drawer, { 任务名称: task, 任务负责人: { find: '江涛' }, 团队成员: { find: ['田蜜', '白杨'] }, 截止日期: { date: '2026-03-13' } });
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.getByText('负责人同期负荷超过 100%').first().waitFor();
  await fill(drawer, { 冲突仍分配的理由: '看板模板可以共用' });
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await resources.locator('.ant-table-row', { hasText: task }).getByText('110 %').waitFor();
  await shots(resources, 'desk-allocation', { height: 1100 });
  await view(resources, 'owner_load');
  await shots(resources, 'desk-load', { on: ['desktop', 'phone'] });
  await complete(resources, name, { outcome: '分配并下发' });
});

step('the owner acknowledges, plans and gives out sub-tasks', async () => {
  const owner = await world.as('江涛');
  await complete(owner, task, { outcome: '接收' });
  await complete(owner, task, { outcome: '制定完成', values: { 任务计划: '先取数，后建看板', 执行方案: '沿用促销看板的模板' } });
  await openTask(owner, task);
  await addChild(owner, '子任务', { 子任务: '门店客流取数', 承担成员: { find: '田蜜' }, 权重: '2', 截止日期: { date: '2026-03-06' } });
  await addChild(owner, '问题与困难', { 问题: '两家新店没有客流计数', 说明: '设备下周到' });
  await addChild(owner, '沟通记录', { 主题: '与市场部核对口径', 参加人员: { find: ['江涛', '田蜜'] }, 结论与安排: '按进店人次计' });
  await shots(owner, 'desk-execution', { height: 1200 });
});

step('the member works, the owner checks quality and solves the problem', async () => {
  await complete(await world.as('田蜜'), '门店客流取数', { outcome: '报告进度', values: { 完成比例: '60', 完成情况: '24 家门店已取数' } });
  await complete(await world.as('田蜜'), '门店客流取数', { outcome: '提交检查', values: { 完成情况: '38 家门店已取数' } });
  const owner = await world.as('江涛');
  await complete(owner, '门店客流取数', { outcome: '退回重做', values: { 质量检查意见: '缺两家新店' } });
  await complete(await world.as('田蜜'), '门店客流取数', { outcome: '提交检查', values: { 完成情况: '40 家门店已取数' } });
  await complete(owner, '门店客流取数', { outcome: '通过' });
  await complete(owner, '两家新店没有客流计数', { outcome: '已解决', values: { 解决办法: '用收银笔数折算' } });
  await view(owner, 'task_board');
  await shots(owner, 'desk-board', { on: ['desktop', 'phone'] });
  await complete(owner, task, { outcome: '执行完成', values: { 质量评价: '抽查三家门店无误' } });
});

step('results, then the evaluation by the standard in force', async () => {
  await moveClock(world, '2026-03-12T10:00:00+08:00');
  const owner = await world.as('江涛');
  await complete(owner, task, { outcome: '收集完成', values: { 任务成果: '看板已上线', 相关数据: '40 家门店，7 天' } });
  await openTask(owner, task);
  const scores = { 按时完成: '100', 成果质量: '90', '执行过程（沟通、计划执行）': '80', 成本: '90' };
  for (const [criterion, score] of Object.entries(scores)) await giveScore(owner, criterion, score);
  await shots(owner, 'desk-evaluation', { height: 1200 });
  await complete(owner, task, { outcome: '提交评估', values: { 过程评价: '按计划，沟通及时', 结果评价: '达到要求' } });
});

async function giveScore(page, criterion, score) {
  await page.locator('.jw-form-table .ant-table-row', { hasText: criterion }).getByRole('button').click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  assert.equal(await drawer.locator('input').count(), 2, 'score and remark: the rest is of the standard');
  await fill(drawer, { 得分: score });
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.waitFor({ state: 'hidden' });
}

step('a difference above ten points needs a comment; feedback brings a measure that is verified', async () => {
  const manager = await world.as('秦悦');
  await openTask(manager, task);
  await fill(manager.locator('#content'), { 运营经理评分: '70' });
  await press(manager, '确认');
  assert.match(await refusal(manager), /S4-P02/);
  await shots(manager, 'desk-confirmation', { on: ['desktop', 'phone'] });
  await complete(manager, task, { outcome: '确认', values: { 运营经理评分: '85' } });
  const owner = await world.as('江涛');
  await openTask(owner, task);
  await addChild(owner, '改进措施', { 改进措施: '新店开业前先装客流计数', 责任人: { find: '田蜜' }, 完成期限: { date: '2026-03-31' } });
  await complete(owner, task, { outcome: '反馈', values: { 绩效反馈: '按时，质量好' } });
  await complete(await world.as('田蜜'), '新店开业前先装客流计数', { outcome: '已落实', values: { 落实情况: '已写进开店清单' } });
  await complete(owner, '新店开业前先装客流计数', { outcome: '已见效' });
});

step('the demand shows in which of the five links it is', async () => {
  const manager = await world.as('秦悦');
  await view(manager, 'demand_links');
  assert.deepEqual(await seriousViolations(manager), []);
  await shots(manager, 'desk-links', { on: ['desktop', 'phone'] });
  await openRecord(manager, 'demand', name);
  await manager.getByText('打开驾驶舱').click();
  await manager.locator('.jw-diagram .bjs-powered-by').waitFor();
  assert.deepEqual(await seriousViolations(manager), []);
  await shots(manager, 'desk-demand', { on: ['desktop', 'phone'], height: 1500 });
});

step('the five links hand in their reports on the first of the month', async () => {
  await moveClock(world, '2026-04-01T09:30:00+08:00');
  const manager = await world.as('秦悦');
  await openTask(manager, '收集环节报告与评估');
  await press(manager, '已收齐');
  assert.match(await refusal(manager), /S4-R18/);
  await manager.locator('.jw-refusal').getByRole('link', { name: '2026 年 3 月资源分配环节报告' }).waitFor();
  for (const text of ['收到需求六项', '汇总完成']) await complete(manager, '撰写收集与汇总报告', { outcome: '提交', values: { 工作报告: text } });
  await complete(await world.as('罗志恒'), '撰写资源分配报告', { outcome: '提交', values: { 工作报告: '分配两项' } });
  for (const owner of ['江涛', '叶臻']) {
    await complete(await world.as(owner), '撰写任务与评估报告', { outcome: '提交', values: { 工作报告: '按计划完成' } });
  }
  await complete(manager, '收集环节报告与评估', { outcome: '已收齐' });
});

step('the monthly report is written, delivered and read; a number opens its rows', async () => {
  const manager = await world.as('秦悦');
  await complete(manager, '撰写月度报告', {
    outcome: '撰写完成',
    values: { 工作成果: '五一活动数据支持办结', 绩效情况: '平均 91 分', 改进情况: '一条措施已见效' },
  });
  await complete(manager, '向高级管理层汇报', { outcome: '汇报', values: { 汇报对象: { find: ['梁承宇', '邓婉清'] } } });
  const senior = await world.as('梁承宇');
  await openTask(senior, month);
  for (const words of ['五一活动数据支持办结', '平均 91 分', '一条措施已见效', '收到需求', '本月平均绩效分']) await senior.locator('.jw-form').getByText(words).waitFor();
  await shots(senior, 'desk-reading', { on: ['desktop', 'phone'] });
  await complete(senior, month, { outcome: '已阅', values: { 批示: '关注新店的准备' } });
  await complete(await world.as('邓婉清'), month, { outcome: '已阅' });

  await openRecord(manager, 'monthly_report', month);
  await manager.getByText('打开驾驶舱').click();
  const number = manager.locator('.jw-metric', { hasText: '办结任务' });
  await number.waitFor();
  await manager.locator('.jw-diagram .bjs-powered-by').waitFor();
  assert.deepEqual(await seriousViolations(manager), []);
  await shots(manager, 'desk-report', { on: ['desktop', 'phone'], height: 1700 });
  await number.click();
  await manager.locator('.jw-metric-rows').getByText(task).waitFor();
  await manager.keyboard.press('Escape');
  await openRecord(manager, 'demand', name);
  await manager.locator('.jw-stamp', { hasText: '已汇报' }).waitFor();
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
