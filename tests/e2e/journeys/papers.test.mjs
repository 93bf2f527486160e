// A print template is changed in the browser, looked at with a real matter, and published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { looksRight } from '../support/looks.mjs';

const { server, world } = await journey();

test('a template is found, mended where it is wrong, and published', async () => {
  const page = await world.as('系统管理员');
  await page.goto(`${server.url}/waiting`);
  await page.getByRole('link', { name: '打印模板' }).click();
  await page.getByRole('link', { name: /任务单|任务/ }).first().waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  await picture(page, 'papers-list');
  await page.locator('#content .jw-list a').first().click();
  const area = page.getByRole('textbox', { name: '模板内容' });
  const text = await area.inputValue();

  await area.fill(`${text}<script>1</script>\n`);
  await page.getByText(/个问题，改好后才能预览和发布/).waitFor();
  await page.getByText('模板不能用元素 script').first().waitFor();
  await picture(page, 'papers-wrong');
  await page.getByRole('button', { name: /第 \d+ 行第 \d+ 列/ }).first().click();

  await area.fill(`${text}<p>核对人</p>\n`);
  await page.getByText('检查通过，没有问题').waitFor();
  await page.getByRole('button', { name: /发\s*布/ }).click();
  await page.getByRole('textbox', { name: '改了什么（写进版本记录）' }).fill('加核对人');
  await page.locator('.ant-modal').getByRole('button', { name: /发\s*布/ }).click();
  await page.getByText('加核对人').waitFor();
  await page.getByText('第 2 版').first().waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  await picture(page, 'papers-published');
});

test('it is looked at with a real matter before it is published', async () => {
  const page = await world.as('系统管理员');
  await page.goto(`${server.url}/papers/desk_task`);
  const area = page.getByRole('textbox', { name: '模板内容' });
  await area.fill(`${await area.inputValue()}<p>试印的一行</p>\n`);
  await page.getByRole('combobox', { name: '用哪一份试印' }).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await page.getByRole('button', { name: /预\s*览/ }).click();
  const printed = page.frameLocator('iframe.jw-paper-trial');
  await printed.getByText('试印的一行').waitFor();
  await picture(page, 'papers-preview');
});

test('who leaves with changes that are not published is asked, and may stay with them', async () => {
  const page = await world.as('系统管理员');
  await page.goto(`${server.url}/papers/desk_task`);
  const area = page.getByRole('textbox', { name: '模板内容' });
  const changed = `${await area.inputValue()}<p>还没有发布的一行</p>\n`;
  await area.fill(changed);
  const leave = () => page.locator('#content').getByRole('link', { name: '打印模板' }).click();
  const asked = page.locator('.ant-modal').filter({ visible: true });
  await leave();
  await asked.getByRole('button', { name: /留 ?下|继续|返 ?回/ }).click();
  assert.equal(await area.inputValue(), changed);

  await leave();
  await asked.getByRole('button', { name: /离 ?开|放 ?弃/ }).click();
  await page.waitForURL(/\/papers$/);
});

test('it looks right on a desktop and a phone, in both languages', async () => {
  const open = async (options) => {
    const page = await world.as('系统管理员', options);
    await page.goto(`${server.url}/papers`);
    await page.locator('#content .jw-list a').first().click();
    return page;
  };
  await looksRight(open, '.jw-paper-text', 'paper');
});
