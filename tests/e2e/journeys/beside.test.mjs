// What stands beside the main path of a project: a bid that is lost, a solution that becomes standard, a project on the
// standard path without pre-sales, resources in conflict, a changed plan and a risk that nobody looked at again. What
// the journey `carried` walks in the browser is brought about here by requests.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Program } from '../../support/program.mjs';
import { ok, underReview } from '../../support/project.mjs';
import { addChild, complete, fill, moveClock, openRecord, openTask, press, refusal, start, transition } from '../support/acts.mjs';
import { openBrowser, picture } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';
import { story } from '../support/story.mjs';

const standard = '仁和医院门禁';
const planned = {
  software_needed: false,
  equipment_arrival_on: '2026-04-27',
  installation_from: '2026-05-06',
  installation_to: '2026-05-20',
  client_work: '弱电管路',
  client_work_on: '2026-04-24',
  acceptance_on: '2026-06-30',
  client_training_on: '2026-07-02',
  communication: 'planned',
  research: 'planned',
  commercial: 'planned',
  deployment: 'planned',
  maintenance: 'planned',
};
let server;
let world;
let program;
const step = story();

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  program = Object.assign(new Program(), { port: Number(new URL(server.url).port) });
  await untilTheBid();
});
after(async () => {
  await world?.close();
  await server?.stop();
});

async function act(username, element, values, outcome = 'done') {
  const person = await program.as(username);
  return ok(await person.complete(element, { values, outcome }));
}

async function untilTheBid() {
  await underReview(await program.as('linxiaoyu'));
  for (const member of ['chenguodong', 'zhouliming', 'fangyuan']) {
    ok(await (await program.as(member)).complete('initiation', { outcome: 'agree', opinion: '同意' }));
  }
  await act('fangyuan', 'assign_presales', { presales: 'su_qing' });
  await act('suqing', 'needs_visit', { visited_on: '2026-03-02', place: '园区', participants: '苏青、赵主任', needs: '访客预约' });
  await act('suqing', 'technical_solution', { title: '访客技术方案', summary: '访客系统' });
  const { items } = ok(await (await program.as('suqing')).get('/records/technical_solution'));
  const talk = { held_on: '2026-03-02', participants: ['su_qing'], topic: '方案讲解' };
  await act('suqing', 'explanation', { ...talk, solution: items[0].id, decisions: '认可' }, 'accepted');
  await act('suqing', 'tender_part', { title: '技术标段', text: '系统架构' });
  await act('suqing', 'presentation', { ...talk, topic: '讲标' });
}

step('a lost bid is closed with its reasons, and the solution may be kept', async () => {
  const sales = await world.as('林晓雨');
  await openTask(sales, '登记投标结果');
  await fill(sales.locator('#content'), { 公布日期: { date: '2026-03-02' } });
  await press(sales, '未中标');
  assert.match(await refusal(sales), /未中标原因[\s\S]*中标的竞争对手/);

  await complete(sales, '登记投标结果', {
    outcome: '未中标',
    values: { 公布日期: { date: '2026-03-02' }, 未中标原因: '报价偏高', 中标的竞争对手: '某科技', 技术方案留作草稿入库: { choose: '是' } },
  });

  await openRecord(sales, 'solution_project', '智慧园区');
  await sales.locator('.jw-stamp', { hasText: '未中标' }).waitFor();
  await sales.goto(`${server.url}/views/library`);
  await sales.locator('.ant-table-row', { hasText: '访客技术方案' }).getByText('草稿').waitFor();
});

step('a solution becomes standard after it was improved and used, by name and with evidence', async () => {
  const product = await world.as('方远');
  await openRecord(product, 'library_entry', '考勤门禁一体化方案');
  await refusedTransition(product, '转为标准方案', { 转为标准的依据: '自评' }, /S18-R25/);

  await addChild(product, '改进记录', { 改进内容: '增加离线缓存' });
  await edit(product, { 此前实施项目数: '1', 此前实施的项目: '城南档案馆（2024 年 6 月验收）' });
  await transition(product, '转为标准方案', { 转为标准的依据: '试点项目已使用并改进' });

  await product.locator('.jw-stamp', { hasText: '标准' }).waitFor();
  await product.locator('#content').getByText('方远').first().waitFor();
});

// Presses a transition that the rules refuse, and closes its form.
async function refusedTransition(page, title, values, said) {
  await page.locator('.jw-instance-acts').getByRole('button', { name: title, exact: true }).click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await fill(drawer, values);
  await drawer.getByRole('button', { name: '确认' }).click();
  assert.match(await refusal(drawer), said);
  await drawer.getByRole('button', { name: '取消' }).click();
  await drawer.waitFor({ state: 'hidden' });
}

async function edit(page, values) {
  const drawer = await openEdit(page, values);
  await drawer.waitFor({ state: 'hidden' });
}

async function openEditor(page) {
  await page.locator('.jw-instance-acts').getByRole('button', { name: '编辑' }).click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  return drawer;
}

async function openEdit(page, values) {
  const drawer = await openEditor(page);
  await fill(drawer, values);
  await drawer.getByRole('button', { name: '保存' }).click();
  return drawer;
}

step('a standard project is registered, checked, and handed over without pre-sales', async () => {
  const sales = await world.as('林晓雨');
  await start(sales, 'solution_project_flow', {
    项目名称: standard,
    客户: { find: '仁和医院' },
    需求概述: '标准门禁',
    方案类别: { choose: /^标准化方案$/ },
    标准方案: { find: '考勤门禁' },
  });
  await complete(await world.as('周黎明'), '销售部经理核对登记', { outcome: '同意' });

  const product = await world.as('方远');
  await openTask(product, '指派项目人员');
  await fill(product.locator('#content'), { 项目经理: { find: '顾鸣' }, 实施人员: { find: '苏青' } });
  await press(product, '完成');
  assert.match(await refusal(product), /S18-R15/);
  await complete(product, '指派项目人员', { values: { 项目经理: { find: '顾鸣' }, 实施人员: { find: '唐伟' } } });

  await complete(sales, '业务直接移交', { values: { 移交内容: '合同与点位', 遗留事项: '无' }, signature: '林晓雨' });
  for (const receiver of ['顾鸣', '唐伟']) await complete(await world.as(receiver), '接收交接', { outcome: '接收', signature: receiver });
  const presales = await world.as('苏青');
  await presales.goto(`${server.url}/tasks`);
  await presales.getByText('没有待办任务').waitFor();
});

async function untilExecution() {
  const manager = await program.as('guming');
  await act('guming', 'briefing', { held_on: '2026-03-02', participants: ['gu_ming'], topic: '项目交底会', decisions: '进场', understood: true });
  const projects = ok(await manager.get(`/records/solution_project?q=${encodeURIComponent(standard)}`));
  const project = projects.items[0].id;
  const create = async (type, values) => ok(await manager.post(`/records/${type}`, { values })).id;
  const milestone = await create('milestone', { project, name: '门禁开通', planned_on: '2026-06-15' });
  await create('plan_item', { milestone, title: '门禁安装', owner: 'tang_wei', planned_start: '2026-05-06', planned_end: '2026-06-12', weight: 1 });
  await act('guming', 'plan', planned);
  await act('linxiaoyu', 'plan_confirmation', {}, 'confirm');
  await act('qianduo', 'plan_confirmation', {}, 'confirm');
  await create('stakeholder', { project, name: '王院长', organisation: '仁和医院', side: 'client', role: '甲方负责人' });
  await act('guming', 'stakeholders', {});
}

step('an assignment that asks too much of somebody shows the conflict', async () => {
  await untilExecution();
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', standard);
  const assign = (work, from, to) => ({ 人员: { find: '唐伟' }, 承担工作: work, 开始: { date: from }, 结束: { date: to }, 投入比例: '60' });
  await addChild(manager, '资源分配', assign('安装', '2026-05-06', '2026-05-20'));
  await addChild(manager, '资源分配', assign('联调', '2026-05-18', '2026-06-12'));

  await manager.goto(`${server.url}/views/resource_assignments`);
  const conflicts = manager.locator('.ant-table-row', { hasText: '120' });
  await conflicts.nth(1).waitFor();
  assert.equal(await conflicts.getByText('是', { exact: true }).count(), 2);
});

step('a date of the plan moves only by a new version that all confirmed; the baseline stays', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'milestone', '门禁开通');
  const drawer = await openEditor(manager);
  await drawer.locator('.jw-read', { hasText: '计划日期' }).getByText('计划确认后调整里程碑，须列入新版计划并经批准').waitFor();
  assert.equal(await drawer.getByLabel('计划日期').count(), 0);

  await openRecord(manager, 'solution_project', standard);
  const yes = { choose: '已列入计划' };
  await addChild(manager, '实施计划', {
    变更原因: '设备延期到货',
    设备到现场时间: { date: '2026-05-11' },
    安装调试开始: { date: '2026-05-12' },
    安装调试结束: { date: '2026-05-26' },
    需要软件开发: { choose: '否' },
    客户方或第三方完成的工作: '弱电管路',
    客户方或第三方完成时间: { date: '2026-04-24' },
    客户验收时间: { date: '2026-07-15' },
    客户培训时间: { date: '2026-07-16' },
    客户沟通确认: yes,
    需求调研: yes,
    商务协调: yes,
    实施部署: yes,
    验收后的维护: yes,
  });
  await openRecord(manager, 'implementation_plan', '第 2 版');
  await addChild(manager, '计划调整', { 调整方式: { choose: '里程碑改期' }, 里程碑: { find: '门禁开通' }, 新日期: { date: '2026-06-30' } });
  await transition(manager, '提交计划变更', {});
  await manager.locator('.jw-stamp', { hasText: '待确认' }).waitFor();
  const sales = await world.as('林晓雨');
  await openTask(sales, '确认计划变更');
  const panel = (title) => sales.locator('.jw-panel', { has: sales.getByRole('heading', { name: title, exact: true }) });
  const difference = await panel('与现行版本的差异').innerText();
  assert.match(difference, /第 1 版/);
  assert.match(difference, /设备到现场时间\s+2026-04-27\s+2026-05-11/);
  await panel('里程碑').getByText('门禁开通').waitFor();
  await sales.getByRole('heading', { name: /计划内容$/ }).first().waitFor();
  assert.equal(await panel('里程碑').getByRole('button').count(), 0);
  await sales.locator('#content tr', { hasText: '门禁开通' }).getByText('2026-06-30').waitFor();
  await picture(sales, 'plan-change-desktop', { fullPage: true });
  assert.equal(await sales.locator('.jw-actions').getByRole('button', { name: '退回', exact: true }).count(), 1);
  await complete(sales, '确认计划变更', { outcome: '确认' });
  await complete(await world.as('钱多'), '确认计划变更', { outcome: '确认' });
  await complete(await world.as('方远'), '批准计划变更', { outcome: '同意' });

  await openRecord(manager, 'milestone', '门禁开通');
  await manager.locator('#content').getByText('2026-06-30').first().waitFor();
  await manager.locator('#content').getByText('2026-06-15').first().waitFor();
  await openRecord(manager, 'implementation_plan', '第 1 版');
  await manager.locator('.jw-stamp', { hasText: '已被替代' }).waitFor();
  await manager.locator('#content').getByText('2026-04-27').waitFor();
});

step('an issue goes to the leaders by hand; the second who answers is told who was first', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', standard);
  await addChild(manager, '问题', { 问题: '供货延误', 说明: '厂家停产', 影响计划或进度: { choose: '否' } });
  await openRecord(manager, 'project_issue', '供货延误');
  await transition(manager, '上报公司领导');

  const late = await (await world.context()).newPage();
  await late.route('**/stream', (route) => route.abort());
  await late.goto(`${server.url}/sign-in`);
  await late.locator('.jw-demo-list button', { hasText: '徐文静' }).click();
  await late.locator('.jw-number').first().waitFor();
  await openTask(late, '协商对策或与对方高层对话');
  await fill(late.locator('#content'), { 领导对策或对话结果: '另找供货商' });
  await late.locator('.jw-actions').getByRole('textbox').last().fill('换厂家');
  await complete(await world.as('陈国栋'), '协商对策或与对方高层对话', {
    outcome: '协商对策',
    opinion: '同意备选',
    values: { 领导对策或对话结果: '启用备选设备' },
  });
  await press(late, '协商对策');
  assert.match(await refusal(late), /陈国栋于 2026-03-02 09:00/);
  await late.context().close();

  await openRecord(manager, 'project_issue', '供货延误');
  await manager.getByText('启用备选设备').first().waitFor();
});

step('a file that is too large or empty is refused by name, and the others stay', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', standard);
  await manager.locator('.jw-panel', { hasText: '费用' }).getByRole('button', { name: '新增费用' }).click();
  const drawer = manager.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  await fill(drawer, { 用途: '首批设备' });
  await drawer.locator('input[type=file]').setInputFiles([
    { name: '空.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
    { name: '发票.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
  ]);
  await drawer.getByText('“空.pdf”没有上传').waitFor();
  await drawer.getByText('发票.pdf', { exact: true }).waitFor();
  assert.equal(await drawer.getByLabel('用途').inputValue(), '首批设备');
  await drawer.getByRole('button', { name: '取消' }).click();
});

step('a risk that nobody looked at for fifteen days is chased until it is reviewed', async () => {
  const manager = await world.as('顾鸣');
  await openRecord(manager, 'solution_project', standard);
  await addChild(manager, '风险', {
    风险描述: '分包商进度不稳',
    风险类型: { find: '分包商风险' },
    征兆: '两次延误',
    '概率（1–5）': '4',
    '影响（1–5）': '4',
    责任人: { find: '唐伟' },
  });
  await moveClock(world, '2026-03-17T10:00:00+08:00');

  const owner = await world.as('唐伟');
  await owner.goto(`${server.url}/notices`);
  await owner.locator('.jw-item', { hasText: '超期未复查' }).first().waitFor();
  await openRecord(owner, 'project_risk', '分包商进度不稳');
  await transition(owner, '复查');
  await owner.locator('#content').getByText('2026-03-17').first().waitFor();
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
