// A process that its owner makes of cards alone, and what people then do by it: rows that add up, a condition on their
// sum, a way back to who agreed before, countersigning, a step that nobody does in time, and a row too many.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, fill, moveClock, openTask, press } from '../support/acts.mjs';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const { server, world } = await journey({ pack: 'office' });

function desk(page) {
  const cards = page.locator('.jw-tree');
  const drawer = page.locator('.ant-drawer-content-wrapper').filter({ visible: true });
  const pick = async (scope, label, option) => {
    await scope.getByLabel(label, { exact: true }).first().click();
    await page.keyboard.type(option);
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: new RegExp(`^${option}$`) }).first().click();
  };
  const choose = async (scope, label, option) => {
    await scope.getByLabel(label, { exact: true }).first().click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: new RegExp(`^${option}$`) }).first().click();
  };
  const add = async (plus, kind) => {
    await plus.click();
    await page.getByRole('menuitem', { name: kind, exact: true }).filter({ visible: true }).click();
  };
  const tab = (name) => drawer.getByRole('tab', { name }).click();
  const done = async () => {
    await drawer.getByRole('button', { name: /确\s*定/ }).click();
    await drawer.waitFor({ state: 'hidden' });
  };
  return { cards, drawer, pick, choose, add, tab, done, plus: cards.getByRole('button', { name: '添加步骤' }) };
}

const named = (drawer, name) => drawer.getByLabel('名称', { exact: true }).fill(name);

// What the record becomes at the end, whatever way it goes.
async function concluded(page, { cards, drawer, choose, tab, done }) {
  await page.locator('.jw-problems').getByText(/“采购申请”会一直停在“申请中”/).first().waitFor();
  await cards.locator('.jw-tree-start .jw-tree-open').click();
  await tab('流程');
  await choose(drawer, '通过后单据变为', '批准采购');
  await choose(drawer, '不通过后单据变为', '不批准采购');
  await picture(page, 'cards-ends');
  await done();
}

// Those who sell ask the leaders whatever it costs.
async function asksWhoStarted(page, { cards, drawer, choose, pick, done }) {
  await cards.getByText('合计 大于等于 10,000').click();
  await drawer.getByRole('button', { name: '添加一行' }).click();
  await page.getByText('满足任一', { exact: true }).click();
  await choose(drawer.locator('.jw-tree-comparison').last(), '条件字段', '发起人的部门');
  await pick(drawer.locator('.jw-tree-comparison').last(), '比较值', '采购部');
  await page.keyboard.press('Escape');
  await picture(page, 'cards-starter');
  await done();
  await cards.getByText('合计 大于等于 10,000，或发起人的部门 属于（含下级） 采购部').waitFor();
}

async function escalated({ drawer, pick, choose, tab }) {
  await tab('时限');
  await drawer.getByLabel('处理时限', { exact: true }).fill('1');
  await drawer.getByLabel('超时上报', { exact: true }).fill('2');
  await drawer.getByText('请选择上报给谁').waitFor();
  const report = drawer.locator('.ant-form-item', { hasText: '超时上报' });
  await choose(report, '选人方式', '岗位');
  await pick(report, '岗位', '总经理');
}

// The applicant looks at the sum again; where it is another, the first approval is asked once more.
async function checkedAgain(page, { cards, drawer, choose, add, tab, done, plus }) {
  await add(plus.nth(1), '办理人');
  await named(drawer, '核对金额');
  await tab('操作');
  for (const name of ['金额没变', '金额变了']) {
    await drawer.getByRole('button', { name: '添加按钮' }).click();
    await drawer.getByLabel(/^按钮名称：/).last().fill(name);
  }
  await done();
  await plus.nth(2).click();
  await page.getByText('只能放在分支的末尾').filter({ visible: true }).waitFor();
  await page.getByRole('menuitem', { name: '条件分支', exact: true }).filter({ visible: true }).click();
  const branch = cards.locator('.jw-tree-branch').first();
  await branch.getByText('分支 1').click();
  await named(drawer, '金额变了');
  await choose(drawer, '条件字段', '核对金额的结论');
  await choose(drawer, '比较值', '金额变了');
  await done();
  await add(branch.getByRole('button', { name: '添加步骤' }), '路由');
  await drawer.getByLabel('回到').click();
  await page.locator('.ant-select-item-option', { hasText: '主管审批' }).click();
  await picture(page, 'cards-route-open');
  await done();
  await branch.getByText('回到：主管审批').waitFor();
  await page.getByText('检查通过，没有问题').waitFor();
  assert.deepEqual(await seriousViolations(page), []);

  await cards.getByRole('button', { name: '删除主管审批' }).click();
  await branch.getByText('要回到的步骤已删除，请重新选择').waitFor();
  await page.locator('.jw-problems').getByText(/连线指向不存在的环节/).waitFor();
  assert.equal(await page.getByRole('button', { name: /^启\s*用$/ }).isDisabled(), true);
  await picture(page, 'cards-route-gone');
  await page.getByRole('button', { name: '撤销' }).click();
  await branch.getByText('回到：主管审批').waitFor();
}

test('a process with rows, a condition, countersigning and an escalation is made of cards', async () => {
  const page = await world.as('系统管理员');
  const own = desk(page);
  const { cards, drawer, pick, choose, add, tab, done, plus } = own;
  await page.goto(`${server.url}/design/new`);
  await page.getByLabel('流程名称').fill('采购申请');
  await page.getByLabel('发起表单（单据）').click();
  await page.keyboard.type('采购');
  await page.locator('.ant-select-item-option', { hasText: /^采购申请（行政办公）$/ }).click();
  await page.getByRole('button', { name: '新建并设计' }).click();
  await page.waitForURL(/\/purchase_flow\/design/);

  await cards.locator('.jw-tree-start .jw-tree-open').click();
  await tab('表单权限');
  await drawer.getByText('“采购明细”不在发起表单中').waitFor();
  await choose(drawer, '采购明细的权限', '必填');
  await picture(page, 'cards-rows');
  await done();

  await add(plus.first(), '审批人');
  await named(drawer, '主管审批');
  await escalated(own);
  await picture(page, 'cards-escalation');
  await done();

  await add(plus.nth(1), '条件分支');
  await cards.getByText('分支 1').click();
  await named(drawer, '一万元以上');
  await choose(drawer, '条件字段', '合计');
  await choose(drawer, '比较方式', '大于等于');
  await drawer.getByRole('spinbutton', { name: '比较值' }).fill('10000');
  await done();
  await cards.getByText('合计 大于等于 10,000').waitFor();

  await add(cards.locator('.jw-tree-branch').first().getByRole('button', { name: '添加步骤' }).first(), '审批人');
  await named(drawer, '领导会签');
  await drawer.getByRole('button', { name: '删除直属主管' }).click();
  await choose(drawer, '选人方式', '岗位');
  for (const position of ['财务总监', '总经理']) await pick(drawer, '岗位', position);
  await choose(drawer, '多人审批方式', '会签');
  await done();
  await asksWhoStarted(page, own);
  await concluded(page, own);

  await checkedAgain(page, own);
  await page.getByText('检查通过，没有问题').waitFor();
  await picture(page, 'cards-drawn', { fullPage: true });
  await page.getByText('专业', { exact: true }).click();
  await page.locator('.jw-modeler svg').getByText('核对金额').waitFor();
  await picture(page, 'cards-route-whole');
  await page.getByRole('button', { name: /^启\s*用$/ }).click();
  await page.getByLabel('修改说明').fill('新流程');
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByText('已发布为第 1 版').waitFor();
});

async function asked(page, rows) {
  await page.goto(`${server.url}/start/purchase_flow`);
  await page.locator('.jw-form').waitFor();
  await fill(page.locator('#content'), { 采购事由: `采购${rows.length}样` });
  const list = page.locator('.jw-form-group', { hasText: '采购明细' });
  const lines = list.locator('.jw-form-item');
  for (const [index, [what, cost]] of rows.entries()) {
    if ((await lines.count()) <= index) await list.getByRole('button', { name: '增加一行' }).click();
    await fill(lines.nth(index), { 品名: what, 金额: cost });
  }
  await picture(page, `cards-asked-${rows.length}`, { fullPage: true });
  await page.getByRole('button', { name: '提 交' }).click();
  await page.locator('.ant-result-success').waitFor();
}

test('what nobody does in time is shown to whom the card names, and the sum decides the way', async () => {
  await asked(await world.as('林晓雨'), [['打印机', '8000'], ['投影仪', '6000']]);
  await moveClock(world, '2026-03-04T18:00:00+08:00');
  const manager = await world.as('陈国栋');
  await manager.goto(`${server.url}/notices`);
  await manager.locator('#content').getByText(/采购2样/).first().waitFor();
  await picture(manager, 'cards-reported');

  const first = await world.as('周黎明');
  const applicant = await world.as('林晓雨');
  await complete(first, '采购申请', { outcome: '同意' });
  await complete(applicant, '采购申请', { outcome: '金额变了' });
  await complete(first, '采购申请', { outcome: '同意' });
  await openTask(applicant, '采购申请');
  const story = applicant.locator('.jw-timeline');
  await story.getByText('金额变了').waitFor();
  assert.match(await story.innerText(), /办理 主管审批[^]*办理 核对金额[^]*办理 主管审批/);
  await picture(applicant, 'cards-asked-again', { fullPage: true });
  await complete(applicant, '采购申请', { outcome: '金额没变' });
  await complete(await world.as('邓婉清'), '采购申请', { outcome: '同意' });
  await complete(manager, '采购申请', { outcome: '同意' });
  const buyer = await world.as('林晓雨');
  await buyer.goto(`${server.url}/records/purchase`);
  await buyer.locator('.ant-table-row', { hasText: '采购2样' }).getByText('已批准').waitFor();
  assert.match(await buyer.locator('.ant-table-row', { hasText: '采购2样' }).innerText(), /14,000/);
});

test('a row too many is deleted when the matter comes back; started again, it has the rows that were left', async () => {
  const buyer = await world.as('林晓雨');
  const first = await world.as('周黎明');
  await asked(buyer, [['打印纸', '200'], ['打印纸', '891'], ['墨盒', '90']]);
  await openTask(first, '采购申请');
  await first.locator('.jw-actions').getByRole('button', { name: '退回', exact: true }).click();
  await first.getByLabel('退回原因').fill('多了一行');
  await first.locator('.ant-modal').getByRole('button', { name: /退\s*回/ }).click();
  await first.locator('.ant-message-success').waitFor();

  await openTask(buyer, '采购申请');
  const list = buyer.locator('.jw-form-table');
  await list.getByText('¥1,181.00').first().waitFor();
  await picture(buyer, 'cards-returned-rows', { fullPage: true });
  assert.deepEqual(await seriousViolations(buyer), []);
  await list.locator('tr', { hasText: '891.00' }).getByRole('button', { name: /^删除/ }).click();
  await buyer.getByText(/删除后不能恢复/).waitFor();
  await picture(buyer, 'cards-row-deleting');
  await buyer.locator('.ant-popconfirm').getByRole('button', { name: /删\s*除/ }).click();
  await list.getByText('¥290.00').first().waitFor();
  assert.equal(await list.locator('tbody tr.ant-table-row').count(), 2);
  await press(buyer, '重新提交');
  await complete(first, '采购申请', { outcome: '不同意' });

  await buyer.goto(`${server.url}/records/purchase`);
  await buyer.locator('.ant-table-row', { hasText: '采购3样' }).getByText('未批准').waitFor();
  await buyer.goto(`${server.url}/instances?box=mine`);
  await buyer.locator('#content').getByText('采购3样').first().click();
  await buyer.getByRole('button', { name: '再次发起' }).click();
  const names = buyer.locator('.jw-form-group', { hasText: '采购明细' }).getByLabel('品名');
  await names.nth(1).waitFor();
  await picture(buyer, 'cards-again', { fullPage: true });
  assert.deepEqual(await names.evaluateAll((all) => all.map((one) => one.value)), ['打印纸', '墨盒']);
});
