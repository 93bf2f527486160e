// Recurring work in the browser: assigned in plain words, done with its evidence, late for ever; the year is imported.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, fill, moveClock } from '../support/acts.mjs';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const superior = '周黎明';
const doer = '何俊';

const { server, world } = await journey();

const dialog = (page) => page.locator('.ant-modal-content, .ant-modal-container').filter({ visible: true });
const tab = (page, name) => page.getByRole('tab', { name }).click();

async function looksRight(page, name) {
  await picture(page, name, { fullPage: true });
  assert.deepEqual(await seriousViolations(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${name} is too wide`);
}

// On desktop and phone, in both languages.
async function looksRightEverywhere(person, path, ready, name) {
  for (const size of ['desktop', 'phone']) {
    for (const language of ['zh-CN', 'en']) {
      const page = await world.as(person, { size, language });
      await page.goto(`${server.url}${path}`);
      await page.locator(ready).first().waitFor();
      await looksRight(page, `${name}-${size}-${language}`);
    }
  }
}

async function assign(page, values) {
  await page.goto(`${server.url}/duties`);
  await page.getByRole('button', { name: '安排职责' }).click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  await fill(drawer, values);
  await drawer.getByRole('button', { name: '保存' }).click();
  return drawer;
}

test('who does not stand above cannot assign a duty', async () => {
  const page = await world.as(doer);
  const drawer = await assign(page, { 名称: '盯着经理', 人员: { find: superior }, 多久一次: { choose: '每天' } });
  await drawer.locator('.jw-refusal').waitFor();

  assert.match(await drawer.locator('.jw-refusal').innerText(), /只有上级或系统管理员/);
});

test('a superior assigns a duty in plain words', async () => {
  const page = await world.as(superior);
  const drawer = await assign(page, { 名称: '客户周报', 人员: { find: doer }, 多久一次: { choose: '每周' } });
  await drawer.waitFor({ state: 'hidden' });

  await page.getByText('每周五 18:00 前').first().waitFor();
  await looksRight(page, 'duty');
});

test('it has come to its doer, who hands it in with a report', async () => {
  const page = await world.as(doer);
  await page.goto(`${server.url}/duties`);
  await page.locator('.jw-duty', { hasText: '客户周报 2026-W10' }).waitFor();
  await page.locator('.jw-planned', { hasText: '客户周报' }).first().waitFor();

  await complete(page, '客户周报 2026-W10', { values: { 完成说明: '走访三家客户' }, outcome: '提交' });
});

test('the calendar of all says whose a duty to come will be', async () => {
  const page = await world.as(superior);
  await page.goto(`${server.url}/duties?tab=all`);
  await page.locator('.jw-planned', { hasText: `客户周报 · ${doer}` }).first().waitFor();
});

test('what is not handed in by its deadline is late, and stays late when it is done', async () => {
  await moveClock(world, '2026-03-16T09:00:00+08:00');
  const page = await world.as(doer);
  await complete(page, '客户周报 2026-W11', { values: { 完成说明: '补交' }, outcome: '提交' });

  await page.goto(`${server.url}/duties?month=2026-03`);
  const item = page.locator('.jw-duty', { hasText: '客户周报 2026-W11' });
  await item.getByText('迟交').waitFor();
});

test('the calendar and the compliance page are right on desktop and phone', async () => {
  await looksRightEverywhere(doer, '/duties', '.jw-duty', 'duties');
  await looksRightEverywhere(superior, '/duties?tab=all', '.jw-duty', 'duties-all');
  await looksRightEverywhere(superior, '/duties?tab=compliance', '.jw-compliance', 'compliance');
});

test('every number of the compliance page opens its rows', async () => {
  const page = await world.as(superior);
  await page.goto(`${server.url}/duties?tab=compliance`);
  const cell = page.locator('.jw-compliance td.jw-late a').first();
  assert.match(await cell.innerText(), /50\.00%\s*应 2 · 按时 1 · 迟交 1 · 未交 0/);
  await cell.click();

  await page.getByText('客户周报 2026-W11').first().waitFor();
  await page.getByText('客户周报 2026-W10').first().waitFor();
});

test('an administrator imports a year: bad lines are named, due dates move', async () => {
  const page = await world.as('系统管理员');
  await page.goto(`${server.url}/organisation`);
  await tab(page, '工作日历');
  await page.getByText('2026 年', { exact: true }).waitFor();
  await page.getByRole('button', { name: '下一年' }).click();
  await page.getByText('2027 年的节假日尚未公布或导入').waitFor();
  await page.getByRole('button', { name: '导入 2027 年' }).click();
  const choose = (csv) =>
    dialog(page).locator('input[type=file]').setInputFiles({ name: '2027.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await choose('date,name,kind\n2027-01-01,元旦,off\n2027-13-01,元旦,off\n');
  await dialog(page).getByText('第 3 行').waitFor();
  await choose('date,name,kind\n2027-01-01,元旦,off\n2027-10-09,国庆节,work\n2027-12-31,除夕,half\n');
  await dialog(page).getByText('共 3 天，可以导入').waitFor();
  await picture(page, 'calendar-import');
  await dialog(page).getByRole('button', { name: '导入', exact: true }).click();
  await dialog(page).getByText('已导入 3 天').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('2027 年由系统管理员于').waitFor();
  await page.locator('.jw-day-shifted', { hasText: '9' }).waitFor();
  await looksRight(page, 'working-calendar');
});

test('nothing came from elsewhere and nothing broke', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
