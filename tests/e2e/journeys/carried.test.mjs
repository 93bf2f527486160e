// Nine people carry one non-standard project from intake to close, each in their own browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addChild,
  complete,
  fill,
  moveClock,
  openRecord,
  openTask,
  press,
  refusal,
  sign,
  start,
  transition,
} from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { shots } from '../support/shots.mjs';
import { story } from '../support/story.mjs';

const name = '滨江智慧园区综合管理';
let outsideAddress;
const step = story();
const { server, world } = await journey();

step('business staff register the project and fill the application', async () => {
  const guest = await (await world.context()).newPage();
  await guest.goto(`${server.url}/sign-in`);
  await guest.locator('.jw-demo-list').waitFor();
  await shots(guest, 'sign-in', { on: ['desktop', 'phone'] });
  await guest.context().close();

  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/start/solution_project_flow`);
  await sales.locator('.jw-form').waitFor();
  await shots(sales, 'start');
  const number = await start(sales, 'solution_project_flow', {
    项目名称: name,
    客户: { find: '滨江园区管理委员会' },
    需求概述: '园区人车分流、访客预约与能耗监测',
    预计金额: '860000',
    方案类别: { choose: '非标准化方案' },
  });
  assert.match(number, /^FA-\d{6}-\d{4}$/);

  await openTask(sales, '填写《立项申请》');
  await press(sales, '完成');
  assert.match(await refusal(sales), /客户需求/);
  await sales.locator('.jw-actions .anticon-loading').waitFor({ state: 'detached' });
  await shots(sales, 'application-missing', { on: ['desktop', 'phone'] });
  await complete(sales, '填写《立项申请》', {
    values: {
      项目背景: '园区一期 12 栋楼宇投入使用，现有门禁互不相通',
      客户需求: '统一的门禁、车闸与访客平台，九月前上线',
      项目近期及未来发展情况: '二期明年动工，预留接口',
      客情关系: '合作三年，满意度高',
      合同金额: '860000',
      项目实施风险: '弱电管路由第三方施工，工期紧',
    },
  });
});

step('three seats agree, each seeing the opinions of the others', async () => {
  await moveClock(world, '2026-03-03T10:00:00+08:00');
  await complete(await world.as('陈国栋'), '综合评议', { outcome: '同意', opinion: '战略客户，同意立项' });
  await complete(await world.as('周黎明'), '综合评议', { outcome: '同意', opinion: '商务条件可接受' });
  const product = await world.as('方远');
  await product.reload();
  await product.locator('.jw-item', { hasText: '综合评议' }).first().waitFor();
  await shots(product, 'workbench', { on: ['desktop', 'phone'] });
  await openTask(product, '综合评议');
  await product.getByText('表决席位 2/3').waitFor();
  await product.getByText('商务条件可接受').first().waitFor();
  assert.deepEqual(await seriousViolations(product), []);
  await shots(product, 'task', { on: ['desktop', 'phone'] });
  await product.getByRole('tab', { name: '流程图' }).click();
  await product.locator('.jw-diagram .bjs-powered-by').waitFor();
  await shots(product, 'diagram', { on: ['desktop', 'phone'] });
  await complete(product, '综合评议', { outcome: '同意', opinion: '方案可行' });
});

step('pre-sales learns the needs and makes the solution in two versions', async () => {
  await moveClock(world, '2026-03-20T17:00:00+08:00');
  await complete(await world.as('方远'), '指派售前工程师', { values: { 售前工程师: { find: '苏青' } } });
  const presales = await world.as('苏青');
  await openTask(presales, '现场了解客户需求');
  await shots(presales, 'needs-visit');
  await complete(presales, '现场了解客户需求', {
    values: { 到访日期: { date: '2026-03-10' }, 地点: '滨江园区', 参加人员: '苏青、林晓雨、赵主任', 了解到的需求: '人车分流与访客预约' },
  });
  await complete(presales, '编制技术方案', { values: { 方案名称: '智慧园区技术方案', 方案概要: '门禁、车闸与访客系统' } });
  await complete(presales, '与客户沟通讲解方案', {
    outcome: '需要修改',
    values: {
      日期: { date: '2026-03-16' },
      我方参加人员: { find: ['苏青', '林晓雨'] },
      讲解的方案版本: { find: '智慧园区技术方案' },
      主题: '方案讲解',
      结论: '增加无障碍通道',
    },
  });
  await complete(presales, '编制技术方案', {
    values: { 方案名称: '智慧园区技术方案', 方案概要: '增加无障碍通道', 与上一版的差异: '增加无障碍通道与应急开闸' },
  });
  await complete(presales, '与客户沟通讲解方案', {
    outcome: '客户认可',
    values: {
      日期: { date: '2026-03-20' },
      我方参加人员: { find: ['苏青', '林晓雨'] },
      讲解的方案版本: { find: '智慧园区技术方案' },
      主题: '第二版讲解',
      结论: '客户认可',
    },
  });
});

step('the tender is won', async () => {
  await moveClock(world, '2026-04-01T10:00:00+08:00');
  const presales = await world.as('苏青');
  await complete(presales, '编写招投标技术标段', { values: { 标段名称: '技术标段', 技术标段正文: '系统架构、设备选型与实施方法' } });
  await complete(presales, '讲标', {
    values: { 日期: { date: '2026-03-27' }, 我方参加人员: { find: '苏青' }, 主题: '讲标' },
  });
  await complete(await world.as('林晓雨'), '登记投标结果', {
    outcome: '中标',
    values: { 公布日期: { date: '2026-04-01' }, 中标金额: '850000' },
  });
});

step('the solution is handed over and every receiver signs', async () => {
  await moveClock(world, '2026-04-03T14:00:00+08:00');
  await complete(await world.as('方远'), '指派项目经理与实施人员', {
    values: { 项目经理: { find: '顾鸣' }, 实施人员: { find: ['唐伟', '沈岚'] } },
  });
  await complete(await world.as('苏青'), '技术交接', {
    values: { 移交内容: '技术方案与点位图', 遗留事项: '二楼网络待定' },
    signature: '苏青',
  });
  for (const receiver of ['顾鸣', '唐伟', '沈岚']) {
    await complete(await world.as(receiver), '接收交接', { outcome: '接收', signature: receiver });
  }
});

step('briefing, plan with milestones and budget, both confirmations', async () => {
  await moveClock(world, '2026-04-08T16:00:00+08:00');
  const manager = await world.as('顾鸣');
  await complete(manager, '召开项目交底会', {
    values: {
      日期: { date: '2026-04-08' },
      我方参加人员: { find: ['顾鸣', '唐伟'] },
      主题: '项目交底会',
      结论: '四月底进场',
      项目经理已充分了解项目: { choose: '是' },
    },
  });
  await planMilestone(manager, '设备安装完成', '2026-05-20', [
    ['门禁设备安装', '唐伟', '2026-05-06', '2026-05-20'],
    ['车闸与车位屏安装', '沈岚', '2026-05-08', '2026-05-18'],
  ]);
  await planMilestone(manager, '系统联调完成', '2026-06-10', [
    ['访客平台联调', '唐伟', '2026-05-25', '2026-06-10'],
    ['应急开闸演练', '沈岚', '2026-06-08', '2026-06-10'],
  ]);
  await openRecord(manager, 'solution_project', name);
  await addChild(manager, '预算', { 预算项: '门禁与车闸设备', 类别: { choose: '设备' }, 预算金额: '420000' });
  await openTask(manager, '编制实施计划与施工进度');
  await shots(manager, 'plan', { height: 1400 });
  await completePlan(manager);
  await complete(await world.as('林晓雨'), '确认计划', { outcome: '确认' });
  await complete(await world.as('钱多'), '确认计划', { outcome: '确认' });
});

async function planMilestone(page, milestone, day, items) {
  await openRecord(page, 'solution_project', name);
  await addChild(page, '里程碑', { 里程碑名称: milestone, 计划日期: { date: day } });
  await openRecord(page, 'milestone', milestone);
  for (const [item, owner, from, to] of items) {
    await addChild(page, '计划内容', { 内容: item, 责任人: { find: owner }, 计划开始: { date: from }, 计划结束: { date: to } });
  }
}

const planned = { choose: '已列入计划' };
const dates = {
  设备到现场时间: { date: '2026-04-27' },
  安装调试开始: { date: '2026-05-06' },
  安装调试结束: { date: '2026-05-20' },
  需要软件开发: { choose: '否' },
  客户方或第三方完成的工作: '弱电管路',
  客户方或第三方完成时间: { date: '2026-04-24' },
  客户验收时间: { date: '2026-06-30' },
  客户培训时间: { date: '2026-07-02' },
  客户沟通确认: planned,
  需求调研: planned,
  商务协调: planned,
  实施部署: planned,
  验收后的维护: planned,
};

async function completePlan(page) {
  await complete(page, '编制实施计划与施工进度', { values: dates });
}

step('execution cannot start without stakeholders', async () => {
  await moveClock(world, '2026-04-10T09:30:00+08:00');
  const manager = await world.as('顾鸣');
  await openTask(manager, '明确干系人，启动执行');
  await press(manager, '完成');
  assert.match(await refusal(manager), /S18-R33/);
  await shots(manager, 'gate-refuses');

  await openRecord(manager, 'solution_project', name);
  await addChild(manager, '干系人', { 姓名: '赵主任', 单位: '滨江园区管理委员会', 所属方: { choose: '客户' }, 角色: '甲方负责人', 需要报告: { choose: '是' } });
  await complete(manager, '明确干系人，启动执行');
});

step('the client signs a requirement change through a link', async () => {
  await moveClock(world, '2026-05-12T10:00:00+08:00');
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', name);
  await addChild(manager, '需求变更', { 变更名称: '增加车位引导', 客户提出人: '赵主任', 变更内容: '地库增加车位引导屏' });
  await complete(manager, '评估对计划与费用的影响', {
    outcome: '受理',
    values: { 对计划的影响: '不影响总工期', 对费用的影响: '0', 处理意见: '同意' },
  });
  await openRecord(manager, 'requirement_change', '增加车位引导');
  await manager.getByRole('tab', { name: '外部链接' }).click();
  await manager.getByText('签字', { exact: true }).first().click();
  await manager.getByLabel('访问口令').fill('4821');
  await manager.getByRole('button', { name: '生成链接' }).click();
  outsideAddress = (await manager.locator('.jw-address').innerText()).trim();

  await shots(manager, 'outside-link');
  const client = await (await world.context({ size: 'phone' })).newPage();
  await client.goto(outsideAddress);
  await client.getByLabel('访问口令').fill('4821');
  await client.getByRole('button', { name: '打开' }).click();
  await client.getByText('地库增加车位引导屏').waitFor();
  assert.deepEqual(await seriousViolations(client), []);
  await shots(client, 'change-to-sign', { on: ['phone'] });
  await sign(client.locator('main'), '赵主任');
  await client.getByText('赵主任 已签字').waitFor();
  await shots(client, 'change-signed', { on: ['phone'] });
  await complete(manager, '取得客户签字');
});

step('a milestone moves by a new version of the plan that lists it', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'milestone', '系统联调完成');
  await manager.locator('.jw-instance-acts').getByRole('button', { name: '编辑' }).click();
  const drawer = manager.locator('.ant-drawer-content-wrapper:visible');
  await drawer.getByText('计划确认后调整里程碑，须列入新版计划并经批准').first().waitFor();
  assert.equal(await drawer.getByLabel('计划日期').count(), 0);
  await shots(manager, 'milestone-rests', { on: ['desktop', 'phone'] });

  await openRecord(manager, 'solution_project', name);
  await addChild(manager, '实施计划', { ...dates, 变更原因: '访客平台供货推迟', 安装调试结束: { date: '2026-05-26' } });
  await openRecord(manager, 'implementation_plan', '第 2 版');
  const moved = { 调整方式: { choose: '里程碑改期' }, 里程碑: { find: '系统联调完成' }, 新日期: { date: '2026-06-12' } };
  await addChild(manager, '计划调整', moved);
  await manager.locator('.jw-panel', { hasText: '计划调整 (1)' }).waitFor();
  await shots(manager, 'plan-change', { on: ['desktop', 'phone'], height: 1200 });
  await transition(manager, '提交计划变更', {});
  await manager.locator('.jw-stamp', { hasText: '待确认' }).waitFor();

  const sales = await world.as('林晓雨');
  await openTask(sales, '确认计划变更');
  await sales.locator('.jw-panel', { hasText: '与现行版本的差异' }).getByText('2026-05-26').waitFor();
  await shots(sales, 'plan-change-confirm', { on: ['desktop', 'phone'], height: 1400 });
  await complete(sales, '确认计划变更', { outcome: '确认' });
  await complete(await world.as('钱多'), '确认计划变更', { outcome: '确认' });
  await complete(await world.as('方远'), '批准计划变更', { outcome: '同意' });
  await openRecord(manager, 'milestone', '系统联调完成');
  await manager.locator('#content').getByText('2026-06-12').first().waitFor();
  await manager.locator('#content').getByText('2026-06-10').first().waitFor();
  await shots(manager, 'plan-change-done');
});

step('risks, issues and costs are on record', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', name);
  await addChild(manager, '风险', {
    风险描述: '弱电管路移交延后',
    风险类型: { choose: '进度风险' },
    征兆: '第三方施工队人手不足',
    '概率（1–5）': '3',
    '影响（1–5）': '4',
    责任人: { find: '顾鸣' },
    化解措施: '每周与第三方核对进度',
  });
  await addChild(manager, '问题', { 问题: '地库照度不足', 说明: '车牌识别率低于要求', 影响计划或进度: { choose: '否' } });
  await addChild(manager, '费用', {
    用途: '首批门禁设备',
    预算项: { find: '门禁与车闸设备' },
    发生日期: { date: '2026-05-08' },
    金额: '268500',
    凭证: { file: '设备发票.pdf' },
  });
});

step('a meeting is called on the issue, and the people it concerns are told', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'project_issue', '地库照度不足');
  await addChild(manager, '会议与沟通', { 日期: { date: '2026-05-13' }, 我方参加人员: { find: ['顾鸣', '唐伟'] }, 结论: '加装补光灯' });
  await manager.locator('.jw-panel', { hasText: '会议与沟通 (1)' }).getByText('问题协商').waitFor();

  await told(await world.as('唐伟'), '会议：地库照度不足');
});

async function told(page, words) {
  await page.goto(`${server.url}/notices`);
  await page.locator('.jw-item', { hasText: words }).first().waitFor();
}

step('the client signs another change on paper, whose scan is kept', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', name);
  await addChild(manager, '需求变更', { 变更名称: '访客机改为立式', 客户提出人: '赵主任', 变更内容: '三台访客机改为立式' });
  await complete(manager, '评估对计划与费用的影响', { outcome: '受理', values: { 对计划的影响: '无', 对费用的影响: '1200', 处理意见: '同意' } });
  await openTask(manager, '取得客户签字');
  await press(manager, '完成');
  assert.match(await refusal(manager), /S18-R61/);
  await complete(manager, '取得客户签字', { values: { 签字扫描件: { file: '变更签字.pdf' }, 客户签字人: '赵主任' } });
  await openRecord(manager, 'requirement_change', '访客机改为立式');
  await manager.locator('.jw-stamp', { hasText: '已生效' }).waitFor();
});

step('what is not solved in three working days goes to the leaders, and their answer comes back', async () => {
  await moveClock(world, '2026-05-22T10:00:00+08:00');
  await complete(await world.as('陈国栋'), '协商对策或与对方高层对话', {
    outcome: '协商对策',
    opinion: '由我方承担补光灯费用',
    values: { 领导对策或对话结果: '加装补光灯，费用列入本项目' },
  });

  const manager = await world.as('顾鸣');
  await told(manager, '领导对策：地库照度不足');
  await openRecord(manager, 'project_issue', '地库照度不足');
  await manager.getByText('加装补光灯，费用列入本项目').first().waitFor();
});

step('the milestone is checked, reached and reported', async () => {
  await reachMilestone('设备安装完成', ['门禁设备安装', '车闸与车位屏安装'], '设备安装并通过检查');
  await openTask(await world.as('顾鸣'), '编写并发送阶段报告');
  await shots(await world.as('顾鸣'), 'stage-report');
  await reportStage({ 进度与计划对比: '晚于计划两天', 质量: '一次通过', 成本: '在预算内', 下一阶段安排: '系统联调' });
});

async function reachMilestone(milestone, items, conclusion) {
  const manager = await world.as('顾鸣');
  for (const item of items) {
    await openRecord(manager, 'plan_item', item);
    await transition(manager, '检查通过');
    await manager.locator('.ant-message-success').first().waitFor();
  }
  await openRecord(manager, 'milestone', milestone);
  await transition(manager, '检查并到达', { 检查结论: conclusion });
}

async function reportStage(values) {
  await complete(await world.as('顾鸣'), '编写并发送阶段报告', { values, outcome: '发送' });
}

// What went to the client is recorded for each recipient, then the report is done.
async function deliverReport(report) {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'stage_report', report);
  await manager.locator('.jw-panel', { hasText: '发送记录' }).getByText('赵主任').click();
  await transition(manager, '登记送达', { 送达方式: { choose: '外部链接' } });
  await manager.locator('.jw-stamp', { hasText: '已送达' }).first().waitFor();
  await complete(manager, '送达客户与关注者', { outcome: '都已送达' });
}

step('the client reads the report by a link, without the costs, until the link is revoked', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'stage_report', '设备安装完成');
  await manager.locator('.jw-panel', { hasText: '发送记录 (2)' }).getByText('赵主任').waitFor();
  await manager.getByRole('tab', { name: '外部链接' }).click();
  await manager.getByRole('button', { name: '生成链接' }).click();
  const address = (await manager.locator('.jw-address').innerText()).trim();

  const client = await (await world.context({ size: 'phone' })).newPage();
  await client.goto(address);
  await client.getByText('晚于计划两天').waitFor();
  await client.getByText('门禁设备安装').first().waitFor();
  assert.equal(await client.getByText('在预算内').count(), 0);
  assert.deepEqual(await seriousViolations(client), []);

  await manager.getByRole('button', { name: /撤\s?销/ }).click();
  await manager.locator('.ant-popconfirm:visible .ant-btn-primary').click();
  await manager.getByText('已撤销').waitFor();
  await client.reload();
  await client.locator('.ant-result-warning').waitFor();
  await deliverReport('设备安装完成');
});

step('the cockpit shows where the project stands', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', name);
  await shots(manager, 'project', { height: 1400 });
  await manager.getByText('打开驾驶舱').click();
  await manager.locator('.jw-metric').first().waitFor();
  // The one milestone due was late; 268,500 of 420,000 spent; two of two checks passed at once; one risk of 3 × 4.
  const figures = (await manager.locator('.jw-metric').allInnerTexts()).map((said) => said.split(/\s+/).slice(0, 2).join(' '));
  assert.deepEqual(figures, ['里程碑按期率 0%', '计划完成率 100%', '预算执行率 63.93%', '预算偏差 -¥151,500.00', '阶段成果质量 100%', '风险敞口 12']);
  await manager.locator('.jw-diagram .bjs-powered-by').waitFor();
  assert.deepEqual(await seriousViolations(manager), []);
  await shots(manager, 'cockpit', { on: ['desktop', 'phone'], height: 1900 });
});

const lists = {
  projects: '/views/solution_projects',
  board: '/views/project_board',
  gantt: '/views/project_gantt',
  milestone: '/records/milestone',
  risks: '/views/project_risks',
  issues: '/views/project_issues',
  changes: '/views/requirement_changes',
  costs: '/views/cost_entries',
  notices: '/notices',
  organisation: '/organisation',
  charter: '/charter/solution_projects',
};

step('every list shows what the project left in it', async () => {
  const manager = await world.as('顾鸣');
  for (const [list, path] of Object.entries(lists)) {
    await manager.goto(server.url + path);
    await manager.locator('.ant-table-row, .jw-board-card, .gantt_row, .jw-item, .jw-charter, .jw-chart').first().waitFor();
    assert.deepEqual(await seriousViolations(manager), []);
    await shots(manager, list, { on: ['gantt', 'board', 'notices', 'charter'].includes(list) ? ['desktop', 'phone'] : ['desktop'] });
  }
});

step('what fails the check of a milestone is carried over as an issue', async () => {
  await moveClock(world, '2026-06-16T10:00:00+08:00');
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'plan_item', '应急开闸演练');
  await transition(manager, '检查未通过', { 检查说明: '断电后闸机未自动打开' });
  await manager.locator('.jw-stamp', { hasText: '未通过' }).waitFor();
});

step('acceptance, training and maintenance', async () => {
  await reachMilestone('系统联调完成', ['访客平台联调'], '联调通过，演练整改');
  await openRecord(await world.as('顾鸣'), 'project_issue', '应急开闸演练');
  await reportStage({ 进度与计划对比: '晚于计划四天', 质量: '一次通过', 成本: '在预算内', 下一阶段安排: '客户验收' });
  await deliverReport('系统联调完成');
  const manager = await world.as('顾鸣');
  await complete(manager, '组织实施', { outcome: '施工完成，提请验收' });
  await complete(manager, '编制验收单', { values: { 验收日期: { date: '2026-06-16' }, 验收内容: '全部内容', 结论: { choose: '通过' } } });
  await openTask(manager, '客户验收');
  await sign(manager.locator('.ant-form-item', { hasText: '客户签字' }).filter({ has: manager.locator('.jw-sign') }), '赵主任');
  await manager.locator('.jw-form .jw-signature').waitFor();
  await press(manager, '客户签字通过');
  await complete(manager, '客户培训', {
    values: { 培训日期: { date: '2026-06-16' }, 培训人: { find: '唐伟' }, 培训内容: '平台操作', 客户参加人员: '值班人员 12 人', 培训结果: '全部掌握' },
  });
  await complete(manager, '登记维护期与责任人', {
    values: { 维护开始: { date: '2026-06-16' }, 维护结束: { date: '2026-09-15' }, 责任人: { find: '沈岚' }, 维护内容: '三个月质保' },
  });
});

step('the project does not close over issues and risks that are open', async () => {
  await moveClock(world, '2026-09-16T09:30:00+08:00');
  const manager = await world.as('顾鸣');
  await openTask(manager, '项目收尾');
  await fill(manager.locator('#content'), { 经验教训: '点位复核要提前', 无须更新方案库的理由: '没有新的内容' });
  await press(manager, '完成');
  const said = await refusal(manager);
  for (const open of ['地库照度不足', '应急开闸演练', '弱电管路移交延后']) assert.match(said, new RegExp(open));
  await shots(manager, 'closing');

  for (const issue of ['地库照度不足', '应急开闸演练']) {
    await openRecord(manager, 'project_issue', issue);
    await transition(manager, '解决', { 解决结果: '整改完成并复验' });
    await manager.locator('.jw-stamp', { hasText: '已解决' }).waitFor();
  }
  await openRecord(manager, 'project_risk', '弱电管路移交延后');
  await transition(manager, '化解', {});
  await manager.locator('.jw-stamp', { hasText: '已化解' }).waitFor();
  const leader = await world.as('陈国栋');
  await leader.goto(`${server.url}/tasks`);
  await leader.locator('.jw-item').or(leader.getByText('没有待办任务')).first().waitFor();
  assert.equal(await leader.locator('.jw-item', { hasText: '协商对策' }).count(), 0);
});

step('the project closes with lessons learned', async () => {
  const manager = await world.as('顾鸣');
  await complete(manager, '项目收尾', { values: { 经验教训: '点位复核要提前', 无须更新方案库的理由: '没有新的内容' } });
  await openRecord(manager, 'solution_project', name);
  await manager.locator('.jw-stamp', { hasText: '关闭' }).waitFor();
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
