// Clients from a table: the template, a file with lines that are refused, the mended file, a workbook, the result.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { Program } from '../../support/program.mjs';
import { ok } from '../../support/project.mjs';
import { openBrowser, picture, seriousViolations } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';
import { workbookOf } from '../support/workbook.mjs';

let server;
let world;
let page;
let titles;

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  page = await world.as('林晓雨');
});
after(async () => {
  await world?.close();
  await server?.stop();
});

const dialog = () => page.locator('.ant-modal-content, .ant-modal-container').filter({ visible: true });

// A file with the columns of the template; what a line leaves out stays empty.
function csvOf(lines) {
  const rows = lines.map((line) => titles.map((title) => line[title] ?? '').join(','));
  return `\ufeff${[titles.join(','), ...rows].join('\r\n')}\r\n`;
}

async function choose(csv) {
  await dialog().locator('input[type=file]').setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
}

test('the template names the columns of the form', async () => {
  await page.goto(`${server.url}/views/clients`);
  await page.getByRole('button', { name: '导入表格' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog().getByText('下载模板').click()]);

  const template = await text(await download.createReadStream());

  titles = template.replace('\ufeff', '').trim().split(',');
  assert.ok(titles.includes('客户名称') && titles.includes('统一社会信用代码'), template);
});

test('every line that is refused is shown with its reason, and nothing can be imported', async () => {
  await choose(
    csvOf([
      { 客户名称: '东岸园区' },
      { 简称: '无名' },
      { 客户名称: '西岸园区', 统一社会信用代码: '123' },
      { 客户名称: '仁和医院' },
    ]),
  );
  await dialog().getByText('共 4 行，其中 3 行不能导入').waitFor();

  const rows = await dialog().locator('.ant-table-row').allInnerTexts();
  assert.equal(rows.length, 3);
  assert.match(rows[0], /^3\b.*客户名称/s);
  assert.match(rows[1], /^4\b.*统一社会信用代码应为十八位/s);
  assert.match(rows[2], /^5\b.*仁和医院/s);
  assert.equal(await dialog().getByRole('button', { name: /^导入 \d+ 行/ }).count(), 0);
  assert.deepEqual(await seriousViolations(page), []);
  await picture(page, 'import-refused');
});

test('a file that cannot be read is refused in words', async () => {
  await choose('客户名称\r\n"没有收尾');

  await dialog().locator('.ant-alert-error').waitFor();
});

test('a file that is no table is refused with what would be one', async () => {
  const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  await dialog().locator('input[type=file]').setInputFiles({ name: '客户.xls', mimeType: 'application/vnd.ms-excel', buffer: old });

  await dialog().getByText('“客户.xls”是旧格式（.xls），请另存为 .xlsx 后再选择').waitFor();
});

test('the mended file is previewed and then imported', async () => {
  await choose(csvOf([{ 客户名称: '东岸园区' }, { 客户名称: '西岸园区', 统一社会信用代码: '91310000MA1FL00001' }]));
  await dialog().getByText('2 行都可以导入').waitFor();
  await dialog().getByRole('button', { name: '导入 2 行' }).click();
  await dialog().getByText('已导入 2 行').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  await page.locator('.ant-table-row', { hasText: '西岸园区' }).waitFor();
  await page.locator('.ant-table-row', { hasText: '东岸园区' }).waitFor();
});

test('a workbook is imported like a CSV file', async () => {
  await page.getByRole('button', { name: '导入表格' }).click();
  const buffer = workbookOf([titles, titles.map((title) => (title === '客户名称' ? '北岸, "新区"' : ''))]);
  await dialog().locator('input[type=file]').setInputFiles({ name: '客户.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer });
  await dialog().getByRole('button', { name: '导入 1 行' }).click();
  await dialog().getByText('已导入 1 行').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  await page.locator('.ant-table-row', { hasText: '北岸, "新区"' }).waitFor();
});

// A demand that waits to be divided into tasks.
async function demandToAllocate() {
  const program = Object.assign(new Program(), { port: Number(new URL(server.url).port) });
  const values = { title: '三月看板', unit: 'marketing_department', content: '各门店日销售', kind: 'data', difficulty: 'medium' };
  const { record } = ok(await (await program.as('cuihao')).post('/processes/demand_flow/instances', { values }));
  const manager = await program.as('qinyue');
  ok(await manager.complete('evaluation', { outcome: 'pass', values: { score: 82 } }, record));
  ok(await manager.complete('ordering', { outcome: 'submit', values: { priority: 1 } }, record));
  return { record, task: await (await program.as('luozhiheng')).task('allocation', record) };
}

test('rows of a list are imported at the step that fills it in, without a column for what they belong to', async () => {
  const { task } = await demandToAllocate();
  const head = await world.as('罗志恒');
  await head.goto(`${server.url}/tasks/${task.key}`);
  await head.getByRole('button', { name: '导入“任务”' }).click();
  const open = head.locator('.ant-modal-content, .ant-modal-container').filter({ visible: true });
  const file = async (csv) => open.locator('input[type=file]').setInputFiles({ name: '任务.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const [download] = await Promise.all([head.waitForEvent('download'), open.getByText('下载模板').click()]);
  const columns = (await text(await download.createReadStream())).replace('\ufeff', '').trim().split(',');
  assert.ok(columns.includes('任务名称') && !columns.includes('需求'), columns.join());

  await file('任务名称,任务负责人,截止日期\r\n看板,江涛,2026-02-01\r\n');
  await open.getByText('截止日期不能早于开始日期').first().waitFor();
  assert.deepEqual(await seriousViolations(head), []);
  await picture(head, 'import-list-refused');
  await file('任务名称,任务负责人,截止日期,负责人投入比例\r\n看板,江涛,2026-03-27,10\r\n口径,江涛,2026-04-27,10\r\n');
  await open.getByRole('button', { name: '导入 2 行' }).click();
  await open.getByText('已导入 2 行').waitFor();
  await open.getByRole('button', { name: /Close|关闭/ }).click();

  await head.getByText('口径').first().waitFor();
  await picture(head, 'import-list');
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
