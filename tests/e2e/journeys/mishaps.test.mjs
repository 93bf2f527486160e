// What goes wrong while somebody works: a second press, an answer that is lost, a session that ends, a page that is
// old, a server that dies. Nothing is done twice and not a word is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, fill, openTask, press, refusal, start } from '../support/acts.mjs';
import { seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const application = {
  项目背景: '现有设备老化',
  客户需求: '温度超限自动报警',
  项目近期及未来发展情况: '明年扩建',
  客情关系: '首次合作',
  合同金额: '186000',
  项目实施风险: '停机窗口短',
};
const opportunity = (name) => ({
  项目名称: name,
  客户: { find: '仁和医院' },
  需求概述: '温度监测',
  方案类别: { choose: '非标准化方案' },
});

const { server, world } = await journey();

async function filledStart(page, name) {
  await page.goto(`${server.url}/start/solution_project_flow`);
  await page.locator('.jw-form').waitFor();
  await fill(page.locator('#content'), opportunity(name));
  return page.getByRole('button', { name: '提 交' });
}

async function startedWith(page, name) {
  const answer = await page.request.get(`${server.url}/api/v1/instances?scope=all&q=${encodeURIComponent(name)}`);
  return (await answer.json()).items.length;
}

test('a form that is sent by two presses starts one process', async () => {
  const sales = await world.as('林晓雨');
  const submit = await filledStart(sales, '双击提交');
  await submit.dblclick();
  await sales.locator('.ant-result-success').waitFor();

  assert.equal(await startedWith(sales, '双击提交'), 1);
});

test('an answer that is lost is asked for again, and the act is done once', async () => {
  const sales = await world.as('林晓雨');
  const submit = await filledStart(sales, '答复丢失');
  await sales.route('**/instances', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await submit.click();
  assert.match(await refusal(sales), /连接不上服务器/);
  assert.equal(await sales.getByLabel('项目名称').inputValue(), '答复丢失');

  await sales.unroute('**/instances');
  await submit.click();
  await sales.locator('.ant-result-success').waitFor();

  assert.equal(await startedWith(sales, '答复丢失'), 1);
});

test('a browser that takes itself for offline still asks the server', async () => {
  const sales = await world.as('林晓雨');
  const submit = await filledStart(sales, '断网');
  await sales.evaluate(() => window.dispatchEvent(new Event('offline')));
  await submit.click();
  await sales.locator('.ant-result-success').waitFor();

  assert.equal(await startedWith(sales, '断网'), 1);
});

test('who signs in again goes on where the session ended, with every word', async () => {
  const sales = await world.as('林晓雨');
  await start(sales, 'solution_project_flow', opportunity('登录失效'));
  await openTask(sales, '填写《立项申请》 · 登录失效');
  await fill(sales.locator('#content'), application);
  await sales.context().clearCookies();
  await sales.getByLabel('项目背景').fill('现有设备老化，须更换');
  const dialog = sales.getByRole('dialog');
  await dialog.waitFor();
  assert.deepEqual(await seriousViolations(sales), []);

  await dialog.getByLabel('密码').fill('jingwei-demo');
  await dialog.getByRole('button', { name: '登 录' }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await sales.getByLabel('项目背景').inputValue(), '现有设备老化，须更换');
  await press(sales, '完成');

  assert.equal(await sales.locator('.jw-refusal').count(), 0);
});

test('a page sends nothing in the name of who signs in in another tab', async () => {
  const sales = await world.as('林晓雨');
  await filledStart(sales, '两个标签页');
  const beside = await sales.context().newPage();
  await beside.goto(`${server.url}/sign-in`);
  await beside.getByLabel('用户名').fill('hejun');
  await beside.getByLabel('密码').fill('jingwei-demo');
  await beside.getByRole('button', { name: '登 录' }).click();
  await beside.locator('.jw-number').first().waitFor();

  const dialog = sales.getByRole('dialog', { name: '何俊已在此浏览器登录' });
  await dialog.waitFor();
  assert.deepEqual(await seriousViolations(sales), []);
  await dialog.getByLabel('密码').fill('jingwei-demo');
  await dialog.getByRole('button', { name: '登 录' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await beside.getByRole('dialog', { name: '林晓雨已在此浏览器登录' }).waitFor();
  assert.equal(await sales.getByLabel('项目名称').inputValue(), '两个标签页');
  await sales.getByRole('button', { name: '提 交' }).click();
  await sales.getByText('提交成功').first().waitFor();
  await beside.getByRole('button', { name: '改以林晓雨继续' }).click();
  await beside.locator('.jw-number').first().waitFor();
  await beside.close();
});

test('what was typed is there again after the page was left, and gone once it is handed in', async () => {
  const sales = await world.as('林晓雨');
  await filledStart(sales, '离开页面');
  await sales.getByRole('link', { name: '工作台' }).first().click();
  await sales.locator('.jw-number').first().waitFor();
  await sales.goBack();
  await sales.getByText(/草稿已保存/).waitFor();
  assert.equal(await sales.getByLabel('项目名称').inputValue(), '离开页面');
  await sales.getByRole('button', { name: '提 交' }).click();
  await sales.locator('.ant-result-success').waitFor();

  await openTask(sales, '填写《立项申请》 · 离开页面');
  await sales.getByLabel('项目背景').fill('写到一半');
  await sales.getByText(/草稿已保存/).waitFor();
  await sales.reload();
  await sales.locator('.jw-form').waitFor();
  assert.equal(await sales.getByLabel('项目背景').inputValue(), '写到一半');
  await fill(sales.locator('#content'), application);
  await press(sales, '完成');
  await sales.locator('.ant-result-success, .ant-message-success').first().waitFor();

  await sales.goto(`${server.url}/start/solution_project_flow`);
  await sales.locator('.jw-form').waitFor();
  assert.equal(await sales.getByLabel('项目名称').inputValue(), '');
  const drafts = await (await sales.request.get(`${server.url}/api/v1/drafts`)).json();
  assert.equal(drafts.total, 0);
});

test('a page that is old is told what has happened, and by whom', async () => {
  const old = await (await world.context()).newPage();
  await old.route('**/stream', (route) => route.abort());
  await old.goto(`${server.url}/sign-in`);
  await old.locator('.jw-demo-list button', { hasText: '周黎明' }).click();
  await old.locator('.jw-number').first().waitFor();
  await openTask(old, '综合评议');
  await old.locator('.jw-actions').getByRole('textbox').last().fill('可以立项');
  await complete(await world.as('方远'), '综合评议', { outcome: '不同意', opinion: '风险过高' });

  await press(old, '同意');

  assert.match(await refusal(old), /方远/);
  await old.locator('.jw-timeline').getByText('风险过高').waitFor();
  await old.context().close();
});

test('a server that dies under a form is told of, and the form is sent when it stands again', async () => {
  const sales = await world.as('林晓雨');
  const submit = await filledStart(sales, '服务器重启');
  await server.die();
  await submit.click();
  assert.match(await refusal(sales), /连接不上服务器/);
  assert.deepEqual(await seriousViolations(sales), []);

  await server.begin();
  await submit.click();
  await sales.locator('.ant-result-success').waitFor();

  assert.equal(await startedWith(sales, '服务器重启'), 1);
  assert.equal(await startedWith(sales, '双击提交'), 1);
});

test('an address whose tab is not there opens the first one', async () => {
  const sales = await world.as('林晓雨');
  const { items } = await (await sales.request.get(`${server.url}/api/v1/records/solution_project`)).json();

  await sales.goto(`${server.url}/records/solution_project/${items[0].id}?tab=nothing`);

  await sales.locator('.jw-panel:visible').first().waitFor();
  assert.equal(await sales.getByRole('tab', { name: '详情' }).getAttribute('aria-selected'), 'true');
});

test('of the menu only the group of the page stands open', async () => {
  const sales = await world.as('林晓雨');
  const open = () => sales.locator('.ant-menu-submenu-open > .ant-menu-submenu-title').allInnerTexts();

  await sales.goto(`${server.url}/views/project_board`);
  await sales.locator('.ant-menu-item-selected').waitFor();
  assert.equal((await open()).length, 1);

  await sales.goto(`${server.url}/tasks`);
  await sales.locator('.ant-menu-item-selected').waitFor();
  assert.deepEqual(await open(), []);
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
