// A solution of the library is upgraded: from the request to the published version, which its people
// acknowledge, and to the project that moves over to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addChild, complete, fill, moveClock, openRecord, openTask, press, refusal, transition } from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { shots } from '../support/shots.mjs';
import { story } from '../support/story.mjs';

const solution = '考勤门禁一体化方案';
const name = '考勤门禁增加人脸识别';
const step = story();
const { server, world } = await journey();

step('who fills in a request sees who will decide, and finds it again when it was left', async () => {
  const presales = await world.as('苏青');
  await openRecord(presales, 'library_entry', solution);
  await presales.getByRole('button', { name: '新增方案申请' }).click();
  const drawer = presales.locator('.ant-drawer-content-wrapper:visible');
  await fill(drawer, { 申请名称: name, 类型: { choose: '新产品方案' } });
  await drawer.getByText('保存后发起“方案升级及发布新产品方案”').waitFor();
  await drawer.locator('.jw-path li', { hasText: '立项小组' }).getByText(/陈国栋.*周黎明.*方远|方远/).waitFor();
  await fill(drawer, { 类型: { choose: '方案改进' } });
  await drawer.locator('.jw-path li', { hasText: '产品部经理批准升级' }).getByText('方远').waitFor();
  await drawer.getByText(/草稿已保存 2026-03-02 09:/).waitFor();
  await drawer.getByRole('button', { name: '取消' }).click();

  await presales.goto(`${server.url}/tasks?box=drafts`);
  await presales.getByRole('link', { name }).click();
  await drawer.getByText('保存后发起“方案升级及发布新产品方案”').waitFor();
  assert.equal(await drawer.getByLabel('申请名称').inputValue(), name);
  await drawer.getByRole('button', { name: '丢弃草稿' }).click();
  await drawer.getByRole('button', { name: '丢弃草稿' }).waitFor({ state: 'detached' });
  assert.equal(await drawer.getByLabel('申请名称').inputValue(), '');
});

step('pre-sales asks for the upgrade of a library solution', async () => {
  const presales = await world.as('苏青');
  await openRecord(presales, 'library_entry', solution);
  await addChild(presales, '方案申请', {
    申请名称: name,
    类型: { choose: '方案改进' },
    来源: { choose: '客户反馈' },
    期望完成日期: { date: '2026-06-30' },
    背景: '三家客户要求人脸识别',
    升级内容: '增加人脸识别终端与接口',
    预期收益: '预计每年多三个项目',
    预计工作量: '40',
    预计费用: '80000',
    风险: '供应商接口变化',
  });
  await openRecord(presales, 'solution_request', name);
  await shots(presales, 'upgrade-request', { on: ['desktop', 'phone'], height: 1300 });
});

step('the product department evaluates, approves and plans', async () => {
  const product = await world.as('方远');
  await openTask(product, '评估价值、可行性与工作量');
  await press(product, '不采纳');
  assert.match(await refusal(product), /暂缓或不采纳的原因/);
  await shots(product, 'upgrade-evaluation', { height: 1300 });
  await complete(product, '评估价值、可行性与工作量', {
    outcome: '采纳',
    values: { 价值评估: '提高中标率', 可行性: '接口成熟', 评估工作量: '45' },
  });
  await complete(product, '产品部经理批准升级', { outcome: '批准' });
  await complete(product, '指定负责人与计划', {
    outcome: '下达',
    values: { 实施负责人: { find: '苏青' }, 计划开始: { date: '2026-03-03' }, 计划完成: { date: '2026-03-27' } },
  });
});

step('design, development and test are done before the release package', async () => {
  const owner = await world.as('苏青');
  await openTask(owner, '设计、开发、测试或试点');
  await addMilestone(owner, '终端选型与接口设计', '设计', '苏青');
  await press(owner, '实施完成');
  assert.match(await refusal(owner), /S18-P14/);
  await openTask(owner, '设计、开发、测试或试点');
  await addMilestone(owner, '接口开发', '开发', '唐伟');
  await addMilestone(owner, '识别率测试', '内部测试', '苏青');
  await shots(owner, 'upgrade-work', { height: 1000 });
  await press(owner, '实施完成');
  assert.match(await refusal(owner), /终端选型与接口设计[^]*接口开发[^]*识别率测试/);

  const developer = await world.as('唐伟');
  await openTask(developer, '完成里程碑');
  await developer.getByText(name).first().waitFor();
  assert.deepEqual(await seriousViolations(developer), []);
  await shots(developer, 'upgrade-milestone', { on: ['desktop', 'phone'] });
  await complete(developer, '完成里程碑', { outcome: '完成', values: { 结果: '接口已联通' } });
  for (const milestone of ['终端选型与接口设计', '识别率测试']) {
    await openRecord(owner, 'upgrade_step', milestone);
    await transition(owner, '完成', { 结果: '已完成并记录' });
  }
  await complete(owner, '设计、开发、测试或试点', { outcome: '实施完成' });
});

async function addMilestone(page, milestone, kind, person) {
  await addChild(page, '实施里程碑', {
    里程碑: milestone,
    类别: { choose: kind },
    责任人: { find: person },
    计划日期: { date: '2026-03-20' },
  });
}

step('the package is complete before four representatives review it', async () => {
  const owner = await world.as('苏青');
  await openTask(owner, '编制发布包');
  await fill(owner.locator('#content'), { 技术方案文件: { file: '技术方案.pdf' }, 版本说明: '增加人脸识别' });
  await press(owner, '编制完成');
  assert.match(await refusal(owner), /培训教材/);
  await shots(owner, 'upgrade-package', { height: 1200 });
  await complete(owner, '编制发布包', {
    outcome: '编制完成',
    values: {
      技术方案文件: { file: '技术方案.pdf' },
      设备与软件清单: { file: '清单.pdf' },
      价格与成本表: { file: '价格.pdf' },
      演示材料: { file: '演示.pdf' },
      投标文本模块: { file: '投标模块.pdf' },
      实施指南: { file: '实施指南.pdf' },
      培训教材: { file: '教材.pdf' },
      版本说明: '增加人脸识别',
    },
  });
  const product = await world.as('方远');
  await complete(product, '指定评审代表', {
    outcome: '提交评审',
    values: { 售前评审代表: { find: '苏青' }, 项目评审代表: { find: '顾鸣' } },
  });
  for (const reviewer of ['周黎明', '苏青', '顾鸣']) await complete(await world.as(reviewer), '发布评审', { outcome: '通过' });
  await openTask(product, '发布评审');
  await product.getByText('表决席位 3/4').waitFor();
  assert.deepEqual(await seriousViolations(product), []);
  await shots(product, 'upgrade-review', { on: ['desktop', 'phone'], height: 1200 });
  await product.getByRole('tab', { name: '流程图' }).click();
  await product.locator('.jw-diagram .bjs-powered-by').waitFor();
  await shots(product, 'upgrade-diagram');
  await complete(product, '发布评审', { outcome: '通过' });
});

step('the version is published on its effective date', async () => {
  await complete(await world.as('方远'), '确定版本与生效日期', {
    outcome: '发布',
    values: { 版本级别: { choose: '大版本' }, 生效日期: { date: '2026-03-09' } },
  });
  await moveClock(world, '2026-03-09T09:00:00+08:00');
  const product = await world.as('方远');
  await openRecord(product, 'solution_version', solution);
  await product.locator('.jw-stamp', { hasText: '发布中' }).waitFor();
  await openRecord(product, 'library_entry', solution);
  await product.getByText('打开驾驶舱').click();
  await product.locator('.jw-cockpit').getByText(`${solution} 2.0`).first().waitFor();
  assert.deepEqual(await seriousViolations(product), []);
  await shots(product, 'upgrade-solution', { on: ['desktop', 'phone'], height: 1200 });
});

step('business, pre-sales and project staff acknowledge the version', async () => {
  const sales = await world.as('林晓雨');
  await openTask(sales, '确认知悉新版本');
  await sales.getByText('增加人脸识别').first().waitFor();
  await shots(sales, 'upgrade-acknowledge', { on: ['desktop', 'phone'] });
  await complete(sales, '确认知悉新版本', { outcome: '已知悉' });
  await sales.goto(`${server.url}/notices`);
  await sales.locator('.jw-item', { hasText: '新版本发布' }).first().waitFor();
});

step('after thirty days the release is reviewed', async () => {
  await moveClock(world, '2026-04-08T10:00:00+08:00');
  const product = await world.as('方远');
  await openTask(product, '复审方案');
  await fill(product.locator('#content'), { 发现的问题: '无', '满意度（1–5）': '5', 结论: '运行平稳' });
  await shots(product, 'upgrade-after', { height: 1000 });
  await complete(product, '复审方案', { outcome: '维持', values: { 发现的问题: '无', '满意度（1–5）': '5', 结论: '运行平稳' } });
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
