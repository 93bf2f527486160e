// The organisation in the browser: the chart, a planned change, a refused circle, an import, a leaver.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, picture, seriousViolations } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';
import { shots } from '../support/shots.mjs';

let server;
let world;
let page;

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  page = await world.as('系统管理员');
});
after(async () => {
  await world?.close();
  await server?.stop();
});

const dialog = () => page.locator('.ant-modal-content, .ant-modal-container').filter({ visible: true });
const tab = (name) => page.getByRole('tab', { name }).click();

async function choose(label, option) {
  await dialog().getByLabel(label, { exact: true }).click();
  await page.keyboard.type(option);
  await page.locator('.ant-select-item-option', { hasText: option }).filter({ visible: true }).first().click();
}

// Wide enough for what it holds, accessible, and kept as a picture.
async function looksRight(name) {
  await picture(page, name);
  assert.deepEqual(await seriousViolations(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${name} is too wide`);
}

test('the chart shows units, heads and vacancies on desktop and phone in both languages', async () => {
  const looks = [
    ['desktop', 'zh-CN', '缺 2 人'],
    ['phone', 'zh-CN', '缺 2 人'],
    ['desktop', 'en', '2 vacant'],
    ['phone', 'en', '2 vacant'],
  ];
  for (const [size, language, vacancy] of looks) {
    const other = await world.as('系统管理员', { size, language });
    await other.goto(`${server.url}/organisation`);
    await other.locator('.jw-chart-unit', { hasText: '周黎明' }).waitFor();
    await other.getByText(vacancy).first().waitFor();
    await picture(other, `chart-${size}-${language}`);
    assert.deepEqual(await seriousViolations(other), []);
    assert.ok((await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${size} is too wide`);
  }
});

test('a superior in a circle is refused in words', async () => {
  await page.goto(`${server.url}/organisation`);
  await tab('部门与岗位');
  await page.getByRole('button', { name: '调整岗位：总经理' }).click();
  await choose('上级岗位', '销售部经理');
  await dialog().getByRole('button', { name: '保存' }).click();
  await dialog().getByText('上级关系形成了循环').waitFor();
  await looksRight('circle-refused');
  await page.keyboard.press('Escape');
});

test('a shop is opened and somebody answers for it', async () => {
  await page.getByRole('button', { name: '新增部门' }).click();
  await dialog().getByLabel('编号').fill('riverside');
  await dialog().getByLabel('名称', { exact: true }).fill('滨江店');
  await choose('类型', '门店');
  await dialog().getByRole('button', { name: '保存' }).click();
  await page.locator('.ant-tree-title', { hasText: '滨江店' }).click();
  await page.getByRole('button', { name: '指定责任人' }).click();
  await choose('岗位', '业务人员');
  await choose('人员', '何俊');
  await dialog().getByRole('button', { name: '保存' }).click();
  await page.locator('.jw-panel', { hasText: '责任区域' }).getByText('何俊').waitFor();
  await looksRight('units');
});

test('units come from a file whose lines stand in any order', async () => {
  await page.getByRole('button', { name: '导入部门' }).click();
  const csv = 'id,name,kind,parent\r\nsouth_one,南一店,shop,south\r\nsouth,南区,region,company\r\nriverside,江滨店,,\r\n';
  await dialog().locator('input[type=file]').setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await dialog().getByText('新增 2，变更 1，不变 0').waitFor();
  await dialog().getByText('名称：滨江店 → 江滨店').waitFor();
  await looksRight('units-import');
  await dialog().getByRole('button', { name: '导入', exact: true }).click();
  await dialog().getByText('已导入 3 行').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.ant-tree-title', { hasText: '江滨店' }).waitFor();
});

test('people come from a file after a look at it', async () => {
  await tab(/人员/);
  await page.getByRole('button', { name: '导入人员' }).click();
  const csv = 'id,name,phone,position\r\nzeng_guoan,曾国安,,implementer\r\nhe_jun,何俊,13900000001,\r\n';
  await dialog().locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await dialog().getByText('共 2 行，可以导入').waitFor();
  await dialog().getByText('新增 1，变更 1，任职 1，不变 0').waitFor();
  await dialog().getByText('（空） → 13900000001').waitFor();
  await looksRight('people-import');
  await dialog().getByRole('button', { name: '导入', exact: true }).click();
  await dialog().getByText('已导入 2 行').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('姓名、拼音首字母、岗位').fill('zga');
  await page.locator('.jw-process', { hasText: '曾国安' }).waitFor();
});

test('who leaves hands over everything in one act', async () => {
  await page.getByLabel('姓名、拼音首字母、岗位').fill('何俊');
  await page.getByRole('button', { name: '何俊的操作' }).click();
  await page.getByRole('menuitem', { name: '离职交接' }).click();
  await dialog().getByText('责任区域 · 业务人员').waitFor();
  await dialog().getByLabel('原因').fill('个人发展');
  await dialog().getByText('还有 1 项没有接手人').waitFor();
  assert.ok(await dialog().getByRole('button', { name: '确认离职' }).isDisabled());
  await choose('默认接手人', '林晓雨');
  await looksRight('leave');
  await shots(page, 'leave', { height: 1000 });
  await dialog().getByRole('button', { name: '确认离职' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.getByText('没有符合条件的人员').waitFor();

  await tab('部门与岗位');
  await page.locator('.ant-tree-title', { hasText: '江滨店' }).click();
  await page.locator('.jw-panel', { hasText: '责任区域' }).getByText('林晓雨').waitFor();
});

test('a position that nobody else holds goes too, unless it is left vacant', async () => {
  await tab(/人员/);
  await page.getByLabel('姓名、拼音首字母、岗位').fill('周黎明');
  await page.getByRole('button', { name: '周黎明的操作' }).click();
  await page.getByRole('menuitem', { name: '离职交接' }).click();
  const row = dialog().locator('.jw-handed', { hasText: '仅其一人担任' });
  const vacant = row.getByRole('checkbox', { name: '先空缺' });
  await vacant.check();
  assert.equal(await row.getByRole('combobox').count(), 0);
  await looksRight('leave-vacant');
  await vacant.uncheck();
  await row.getByRole('combobox').waitFor();
  await dialog().getByLabel('原因').fill('个人发展');
  await choose('默认接手人', '林晓雨');
  await dialog().getByRole('button', { name: '确认离职' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.goto(`${server.url}/organisation`);
  await page.locator('.jw-chart-unit', { hasText: '销售部' }).getByText('林晓雨').first().waitFor();
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
