// Leave and the use of a seal, as anybody in the company asks for them on the first day.
import assert from 'node:assert/strict';
import { Program } from '../../support/program.mjs';
import { ok } from '../../support/project.mjs';
import { complete, fill, openRecord, openTask, refusal, start, transition } from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { shots } from '../support/shots.mjs';
import { story } from '../support/story.mjs';

const step = story();
const { server, world } = await journey();
const both = { on: ['desktop', 'phone'], height: 1300 };

// The process of the task that is open, drawn.
async function diagram(page, name) {
  await page.getByRole('tab', { name: '流程图' }).click();
  await page.locator('.djs-shape').first().waitFor();
  await shots(page, name);
}

step('everybody finds leave and seals among what can be started', async () => {
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/start`);
  for (const name of ['请假', '用印']) await sales.locator('#content').getByRole('link', { name }).first().waitFor();
  await shots(sales, 'administration-start');
});

step('the days are counted while the form is filled in, and who has no entitlement is told what to do', async () => {
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/start/leave_flow`);
  await sales.locator('.jw-form').waitFor();
  const form = sales.locator('#content');
  await fill(form, { 假别: { choose: '年假' }, 工作交接人: { find: '何俊' }, 开始日期: { date: '2026-03-05' } });
  // The last day follows the first one until somebody says otherwise.
  await sales.waitForFunction(() => document.querySelectorAll('#content .ant-picker input')[1]?.value === '2026-03-05');
  await fill(form, { 结束日期: { date: '2026-03-09' }, 请假事由: '回家' });
  await form.getByText(/^3 天$/).first().waitFor();
  await sales.getByRole('button', { name: '提 交' }).click();
  assert.match(await refusal(sales), /请人力资源先登记/);
  await fill(form, { 假别: { choose: '事假' } });
  assert.deepEqual(await seriousViolations(sales), []);
  await shots(sales, 'leave-form', both);
  await sales.getByRole('button', { name: '提 交' }).click();
  await sales.locator('.ant-result-success').waitFor();
});

step('the superior agrees; who comes back early gives the rest back', async () => {
  const manager = await world.as('周黎明');
  await openTask(manager, '直接上级审批');
  await shots(manager, 'leave-approval', both);
  await diagram(manager, 'leave-diagram');
  await complete(manager, '直接上级审批', { outcome: '同意' });
  const sales = await world.as('林晓雨');
  await openRecord(sales, 'leave', '事假');
  await transition(sales, '销假', { 返岗日期: { date: '2026-03-09' }, 返岗于: { choose: '上午' }, 销假说明: '事情提前办完' });
  await sales.locator('.jw-stamp', { hasText: '销假待确认' }).waitFor();
  await complete(manager, '确认销假', { outcome: '确认' });
  await openRecord(sales, 'leave', '事假');
  await sales.locator('.jw-stamp', { hasText: '已销假' }).waitFor();
  await sales.locator('#content').getByText(/^2 天$/).first().waitFor();
  await shots(sales, 'leave-record', both);
});

step('who is away is seen in the organisation, and beside the name where somebody is chosen', async () => {
  const manager = await world.as('周黎明');
  await manager.goto(`${server.url}/organisation`);
  await manager.getByRole('tab', { name: '谁不在' }).click();
  await manager.locator('.jw-away tbody tr', { hasText: '林晓雨' }).waitFor();
  await manager.locator('.jw-item', { hasText: '林晓雨' }).getByText('代办人：何俊').waitFor();
  assert.deepEqual(await seriousViolations(manager), []);
  await shots(manager, 'organisation-away', { on: ['desktop', 'phone'] });

  const program = Object.assign(new Program(), { port: Number(new URL(server.url).port) });
  const values = { kind: 'personal', from_on: '2026-03-02', until_on: '2026-03-03', reason: '看牙', stand_in: 'yin_shi' };
  const { record } = ok(await (await program.as('dingxiang')).post('/processes/leave_flow/instances', { values }));
  ok(await (await program.as('zhangjing')).complete('superior_approval', { outcome: 'agree' }, record));
  await manager.getByRole('tab', { name: '代理' }).click();
  await manager.getByLabel('代理人', { exact: true }).fill('丁香');
  await manager.locator('.ant-select-item-option', { hasText: '丁香' }).getByText('不在岗，至 2026-03-03，代办人：殷实').waitFor();
});

step('a contract goes over legal to the keeper, who seals it and keeps the page', async () => {
  const sales = await world.as('林晓雨');
  const number = await start(sales, 'seal_use_flow', {
    印章: { find: '合同专用章' },
    文件类别: { choose: '合同、协议' },
    文件名称: '智慧园区采购协议',
    对方单位: '江南智控设备有限公司',
    份数: '4',
    用印文件: { file: '采购协议.pdf' },
    用途说明: '与供应商签约',
  });
  assert.match(number, /^YY-2026-0\d+$/);
  await complete(await world.as('周黎明'), '直接上级审批', { outcome: '同意' });
  await complete(await world.as('柯正'), '智慧园区采购协议', { outcome: '同意', opinion: '条款已核对' });
  const keeper = await world.as('殷实');
  await openTask(keeper, '智慧园区采购协议');
  await shots(keeper, 'seal-keeper', both);
  await diagram(keeper, 'seal-diagram');
  await complete(keeper, '智慧园区采购协议', { outcome: '已用印', values: { 实盖份数: '4', 盖章页: { file: '盖章页.pdf' } } });
});

step('what bears two seals is asked for once; each keeper seals under a number of its own', async () => {
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/start/seal_use_flow`);
  await sales.locator('.jw-form').waitFor();
  const form = sales.locator('#content');
  await fill(form, { 印章: { find: '公司公章' }, 文件类别: { choose: '函件、证明' }, 文件名称: '授权委托书', 用印文件: { file: '授权委托书.pdf' }, 用途说明: '变更登记' });
  await form.getByRole('button', { name: '增加一行' }).click();
  const others = form.locator('fieldset', { hasText: '同时盖的其他印章' }).last();
  await fill(others, { 印章: { find: '法定代表人名章' }, 份数: '2' });
  assert.deepEqual(await seriousViolations(sales), []);
  await shots(sales, 'seal-several', { height: 1300 });
  await sales.getByRole('button', { name: '提 交' }).click();
  await sales.locator('.ant-result-success').waitFor();
  await complete(await world.as('周黎明'), '直接上级审批', { outcome: '同意' });
  for (const [keeper, copies] of [['殷实', '1'], ['邓婉清', '2']])
    await complete(await world.as(keeper), '授权委托书', { outcome: '已用印', values: { 实盖份数: copies, 盖章页: { file: '盖章页.pdf' } } });
});

step('the register shows every use by its number, and the sheet is printed', async () => {
  const keeper = await world.as('殷实');
  await keeper.goto(`${server.url}/views/seal_uses`);
  await keeper.locator('.ant-table-row', { hasText: '智慧园区采购协议' }).filter({ hasText: '已用印' }).waitFor();
  assert.equal(await keeper.locator('.ant-table-row', { hasText: '授权委托书' }).filter({ hasText: '已用印' }).count(), 2);
  assert.deepEqual(await seriousViolations(keeper), []);
  await shots(keeper, 'seal-register', both);
  await keeper.locator('.ant-table-row', { hasText: '智慧园区采购协议' }).locator('a').first().click();
  await keeper.getByRole('button', { name: '打印' }).first().waitFor();
});

step('nothing left the origin and no page failed', async () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
