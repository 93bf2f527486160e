// A project that the initiation group votes down: one disagreement ends it at once. It is applied for again, suspended
// and resumed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, fill, openRecord, openTask, press, refusal, start, transition } from '../support/acts.mjs';
import { picture } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const name = '河西冷库温控改造';
const again = `${name}（二次）`;

const { server, world } = await journey();

test('business staff register a project and must fill the whole application', async () => {
  const sales = await world.as('林晓雨');

  await start(sales, 'solution_project_flow', {
    项目名称: name,
    客户: { find: '仁和医院' },
    需求概述: '两座冷库的温度监测与报警',
    方案类别: { choose: '非标准化方案' },
  });
  await openTask(sales, '填写《立项申请》');
  await fill(sales.locator('#content'), { 项目背景: '现有设备老化，温度记录靠人工抄写' });
  await press(sales, '完成');

  const said = await refusal(sales);
  assert.match(said, /客户需求/);
  assert.match(said, /客情关系/);
  await picture(sales, 'application-refused');
});

test('the complete application goes to three seats', async () => {
  const sales = await world.as('林晓雨');

  await complete(sales, '填写《立项申请》', {
    values: {
      项目背景: '现有设备老化，温度记录靠人工抄写',
      客户需求: '温度超限自动报警并留存记录',
      项目近期及未来发展情况: '明年计划扩建第三座冷库',
      客情关系: '首次合作',
      合同金额: '186000',
      项目实施风险: '停机窗口短',
    },
  });

  const manager = await world.as('周黎明');
  await openTask(manager, '综合评议');
  await manager.getByText('表决席位 0/3').waitFor();
});

test('one disagreement terminates the project at once', async () => {
  const general = await world.as('陈国栋');
  const product = await world.as('方远');

  await complete(general, '综合评议', { outcome: '同意', opinion: '可以一试' });
  await complete(product, '综合评议', { outcome: '不同意', opinion: '技术风险过高' });

  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/records/solution_project?q=${encodeURIComponent(name)}`);
  await sales.locator('.ant-table-row', { hasText: '已终止' }).waitFor();
  const manager = await world.as('周黎明');
  await manager.goto(`${server.url}/tasks`);
  await manager.getByText('没有待办任务').waitFor();
});

test('the starter sees that it did not pass, and is told so once', async () => {
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/tasks?box=started&state=rejected`);
  await sales.locator('.jw-item', { hasText: name }).locator('.jw-tags', { hasText: '未通过' }).waitFor();
  await picture(sales, 'started-not-passed');

  await sales.goto(`${server.url}/notices`);
  const told = sales.locator('.jw-item', { hasText: name }).filter({ hasText: '未通过：' });
  await told.first().waitFor();
  assert.equal(await told.count(), 1);
});

test('a member who had not voted may still add an opinion, and nothing else', async () => {
  const manager = await world.as('周黎明');
  await manager.goto(`${server.url}/notices`);
  await manager.locator('.jw-item', { hasText: '综合评议' }).last().click();
  const bar = manager.locator('.jw-actions');
  await bar.getByRole('button', { name: '补充意见' }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByRole('textbox').fill('我认为可以再论证');
  await dialog.getByRole('button', { name: '补充意见' }).click();

  await manager.locator('.jw-timeline').getByText('我认为可以再论证').waitFor();
  assert.equal(await bar.getByRole('button', { name: '同意', exact: true }).count(), 0);
});

test('it is applied for again; the new application begins with the old one and refers to it', async () => {
  const sales = await world.as('林晓雨');
  await start(sales, 'solution_project_flow', {
    项目名称: again,
    客户: { find: '仁和医院' },
    需求概述: '先做一座冷库',
    方案类别: { choose: '非标准化方案' },
    '原项目（重新申请）': { find: name },
  });
  await openTask(sales, '填写《立项申请》');
  assert.equal(await sales.getByLabel('客户需求').inputValue(), '温度超限自动报警并留存记录');
  await sales.locator('#content').getByText('原立项申请').waitFor();
  await complete(sales, '填写《立项申请》', { values: { 项目实施风险: '只停一座，风险可控' } });

  const manager = await world.as('周黎明');
  await openTask(manager, '综合评议');
  await manager.locator('#content').getByText('只停一座，风险可控').waitFor();
  await manager.locator('#content').getByText('原立项申请').waitFor();
});

test('while it is suspended nobody votes; resumed, it stands where it stood', async () => {
  const product = await world.as('方远');
  await openRecord(product, 'solution_project', again);
  await transition(product, '暂停', { 暂停原因: '客户预算冻结' });
  await product.locator('.jw-stamp', { hasText: '已暂停' }).waitFor();

  const manager = await world.as('周黎明');
  await openTask(manager, '综合评议');
  await manager.locator('#content').getByText('已暂停').first().waitFor();
  assert.equal(await manager.locator('.jw-actions').getByRole('button', { name: '同意', exact: true }).count(), 0);

  await transition(product, '恢复');
  await product.locator('.jw-stamp', { hasText: '评议中' }).waitFor();
  await complete(manager, '综合评议', { outcome: '同意', opinion: '缩小范围后同意' });
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
