// The boxes of the approval centre narrowed down, kept in the address, and taken along as a table.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { application, project } from '../../support/project.mjs';
import { openBrowser, picture, seriousViolations } from '../support/browser.mjs';
import { looksRight } from '../support/looks.mjs';
import { startServer } from '../support/server.mjs';
import { shots } from '../support/shots.mjs';

let server;
let world;

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  const { request } = await world.as('林晓雨');
  const post = async (path, data) => {
    const answer = await request.post(`${server.url}/api/v1${path}`, { data, headers: { Origin: server.url } });
    assert.ok(answer.ok(), await answer.text());
    return answer.json();
  };
  const client = await post('/records/client', { values: { name: '滨江园区' } });
  for (const name of ['智慧园区一期', '智慧园区二期', '访客系统改造']) {
    await post('/processes/solution_project_flow/instances', { values: project(client.id, { name }) });
  }
});
after(async () => {
  await world?.close();
  await server?.stop();
});

const items = (page) => page.locator('#content .jw-list > li');
const at = async (name, path, options) => {
  const page = await world.as(name, options);
  await page.goto(`${server.url}${path}`);
  return page;
};

async function choose(page, label, option) {
  await page.locator('.jw-filter-form').getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-dropdown:visible:not([class*="ant-slide"])').locator('.ant-select-item-option', { hasText: option }).first().click();
}

test('what one started says how it stands, and is narrowed to that', async () => {
  const page = await at('林晓雨', '/tasks?box=started');
  await items(page).first().waitFor();
  const all = await items(page).count();
  assert.ok(all > 1);
  assert.equal(await items(page).getByText('审批中', { exact: true }).count(), all);

  await choose(page, '状态', '未通过');
  await page.waitForURL(/state=rejected/);
  await page.getByText('没有符合条件的任务').waitFor();
  await page.reload();
  await page.getByText('没有符合条件的任务').waitFor();
  await page.getByRole('button', { name: '清除条件' }).click();
  await items(page).nth(all - 1).waitFor();
  assert.doesNotMatch(page.url(), /state=/);
});

test('a box is narrowed to a process and taken along as a table', async () => {
  const page = await at('林晓雨', '/tasks?box=started');
  await items(page).first().waitFor();
  await choose(page, '流程', '方案项目整体流程');
  await page.waitForURL(/process=/);

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).or(page.getByRole('link', { name: '导出表格' })).click()]);
  const lines = (await text(await download.createReadStream())).trimEnd().split('\r\n');
  assert.match(lines[0], /^\ufeff?任务,事项,编号/);
  // The list as it was stands until the narrowed one is there.
  await page.waitForFunction((count) => document.querySelectorAll('#content .jw-list > li').length === count, lines.length - 1);
});

test('on a phone the conditions are folded until they are asked for', async () => {
  const page = await at('林晓雨', '/tasks?box=started', { size: 'phone' });
  await items(page).first().waitFor();
  assert.equal(await page.locator('.jw-filter-form .ant-select').count(), 0);
  await page.getByRole('button', { name: '筛选' }).click();
  await page.locator('.jw-filter-form .ant-select').first().waitFor();
});

test('the boxes look right', async () => {
  for (const box of ['todo', 'started']) await looksRight((options) => at('林晓雨', `/tasks?box=${box}`, options), '.jw-filter-form', `boxes-${box}`);
});

test('from the list one urges and takes back by the menu of the row, and the other side learns of it', async () => {
  const name = '访客系统改造';
  const sales = await at('林晓雨', '/tasks');
  const task = new URL(await items(sales).filter({ hasText: name }).locator('a.jw-item').getAttribute('href'), server.url).pathname.split('/').at(-1);
  const answer = await sales.request.post(`${server.url}/api/v1/tasks/${task}/acts`, { data: { act: 'complete', outcome: 'done', values: application }, headers: { Origin: server.url } });
  assert.ok(answer.ok(), await answer.text());
  const manager = await at('陈国栋', '/tasks');
  await items(manager).filter({ hasText: name }).waitFor();

  await sales.goto(`${server.url}/tasks?box=started`);
  const menu = async (act) => {
    await sales.getByRole('button', { name: `${name}的操作` }).click();
    await sales.getByRole('menuitem', { name: act, exact: true }).click();
  };
  await sales.getByRole('button', { name: `${name}的操作` }).click();
  await sales.getByRole('menuitem', { name: '撤回', exact: true }).waitFor();
  await picture(sales, 'row-acts');
  assert.deepEqual(await seriousViolations(sales), []);
  await sales.getByRole('menuitem', { name: '催办', exact: true }).click();
  await sales.getByText('已催办').waitFor();
  await items(manager).filter({ hasText: name }).getByText(/催办/).waitFor();

  await menu('撤回');
  const dialog = sales.locator('.ant-modal').filter({ visible: true });
  await dialog.getByLabel('原因').fill('客户暂缓');
  await dialog.getByRole('button', { name: '常用语' }).waitFor();
  await picture(sales, 'row-withdraw');
  await shots(sales, 'approvals-withdraw', { on: ['desktop', 'phone'] });
  assert.deepEqual(await seriousViolations(sales), []);
  await dialog.locator('.ant-btn-primary').click();
  await sales.getByText('已撤回').first().waitFor();
  await items(sales).filter({ hasText: name }).getByText('已撤销').waitFor();
  await items(manager).filter({ hasText: name }).waitFor({ state: 'detached' });
  await manager.goto(`${server.url}/notices`);
  await manager.locator('#content').getByText(/客户暂缓/).first().waitFor();
});

test('all of one\'s open tasks go to a colleague at once; what stays says why', async () => {
  for (const [size, language] of [['phone', 'zh-CN'], ['desktop', 'en'], ['phone', 'en'], ['desktop', 'zh-CN']]) {
    const page = await at('林晓雨', '/tasks', { size, language });
    await page.getByRole('button', { name: language === 'en' ? 'Transfer tasks' : '批量转交' }).click();
    await page.locator('.ant-modal .jw-transfers').first().waitFor();
    await picture(page, `transfer-${size}-${language}`);
    assert.deepEqual(await seriousViolations(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${size} is too wide`);
  }
  const page = await at('林晓雨', '/tasks');
  await items(page).first().waitFor();
  const before = await items(page).count();
  await page.getByRole('button', { name: '批量转交' }).click();
  const dialog = page.locator('.ant-modal').filter({ visible: true });
  await dialog.getByLabel('接手人').click();
  await page.keyboard.type('何俊');
  await page.locator('.ant-select-item-option', { hasText: '何俊' }).filter({ visible: true }).first().click();
  await dialog.getByLabel('原因').fill('外出两周');
  await dialog.getByRole('button', { name: /^转交 \d+ 项$/ }).click();
  await dialog.getByText(/已转交 \d+ 项给何俊/).waitFor();
  await picture(page, 'transfer-done');
  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
  await page.waitForFunction((count) => document.querySelectorAll('#content .jw-tasks > li').length < count, before);

  const done = await at('林晓雨', '/tasks?box=done&state=transferred');
  await items(done).first().getByText('已转办').waitFor();
  await choose(done, '状态', '已委派');
  await done.getByText('没有符合条件的任务').waitFor();
});

test('an administrator transfers what is open with somebody', async () => {
  const page = await at('系统管理员', '/organisation');
  await page.getByRole('tab', { name: /人员/ }).click();
  await page.getByLabel('姓名、拼音首字母、岗位').fill('何俊');
  await page.getByRole('button', { name: '何俊的操作' }).click();
  await page.getByRole('menuitem', { name: '批量转交待办' }).click();
  const dialog = page.locator('.ant-modal').filter({ visible: true });
  await dialog.getByText(/管理员代操作/).waitFor();
  await dialog.locator('.jw-transfers').first().waitFor();
  await picture(page, 'transfer-by-administrator');
  assert.deepEqual(await seriousViolations(page), []);
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
