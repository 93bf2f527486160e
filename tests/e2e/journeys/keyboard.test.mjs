// One project started, applied for and voted on without a mouse: focus can always be seen, and goes back to where a
// dialog was called from. Whoever asked for less motion has none.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from '../support/acts.mjs';
import { openBrowser, seriousViolations } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';

const stopsMax = 150;
const texts = ['项目背景', '客户需求', '项目近期及未来发展情况', '客情关系', '合同金额', '项目实施风险'];
let server;
let world;

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  await start(await world.as('林晓雨'), 'solution_project_flow', {
    项目名称: '键盘园区',
    客户: { find: '滨江园区管理委员会' },
    需求概述: '门禁',
    方案类别: { choose: '非标准化方案' },
  });
});
after(async () => {
  await world?.close();
  await server?.stop();
});

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

// What a screen reader says of a field beside its label.
const saidOf = (locator) => locator.evaluate((field) => document.getElementById(field.getAttribute('aria-describedby'))?.textContent ?? '');

// The focus shows: by an outline or a shadow of the element or of the box that is drawn around it.
async function focusShows(page) {
  return page.evaluate(() => {
    const shows = (element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    };
    const focused = document.activeElement;
    const around = focused.closest('.ant-input-affix-wrapper, .ant-input-number, .ant-select, .ant-picker, .ant-radio-wrapper, li[role=menuitem]');
    return [focused, around, focused.nextElementSibling].some((element) => element && shows(element)) || focused === document.body;
  });
}

// Goes on by Tab until this is focused; every stop on the way must show.
async function tabTo(page, locator) {
  const hidden = [];
  for (let stops = 0; stops < stopsMax; stops += 1) {
    await page.keyboard.press('Tab');
    if (!(await focusShows(page))) hidden.push(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 160)));
    if (await isFocused(locator)) return assert.deepEqual(hidden, []);
  }
  throw new Error(`no way to ${locator} by Tab`);
}

async function signInByKeyboard(username, options = {}) {
  const page = await (await world.context(options)).newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.locator('.jw-demo-list').waitFor();
  assert.ok(await isFocused(page.getByLabel('用户名')));
  await page.keyboard.type(username);
  await tabTo(page, page.getByLabel('密码', { exact: true }));
  await page.keyboard.type('jingwei-demo');
  await page.keyboard.press('Enter');
  await page.locator('.jw-item').first().waitFor();
  return page;
}

async function openTask(page) {
  await tabTo(page, page.locator('#content .jw-item').first());
  await page.keyboard.press('Enter');
  await page.locator('.jw-actions').waitFor();
  await page.locator('.jw-loading').first().waitFor({ state: 'detached' });
}

const button = (page, name) => page.locator('.jw-actions').getByRole('button', { name, exact: true });

test('the application is filled and sent', async () => {
  const page = await signInByKeyboard('linxiaoyu');
  await openTask(page);
  await page.keyboard.press('Control+Enter');
  const first = page.locator('#content').getByLabel(texts[0]);
  await page.locator('.jw-refusal').waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await first.elementHandle());
  assert.match(await saidOf(first), /^请/);
  assert.deepEqual(await seriousViolations(page), []);
  await page.keyboard.press('Shift+Tab');
  for (const title of texts) {
    await tabTo(page, page.locator('#content').getByLabel(title));
    await page.keyboard.type(title === '合同金额' ? '860000' : `${title}：已写明`);
  }
  await page.keyboard.press('Control+Enter');
  await page.locator('.ant-result-success').waitFor();
  await page.context().close();
});

test('a dialog takes the focus and gives it back', async () => {
  const page = await signInByKeyboard('chenguodong');
  await openTask(page);
  await tabTo(page, button(page, '评论'));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.waitForFunction(() => document.querySelector('[role=dialog]')?.contains(document.activeElement));
  assert.deepEqual(await seriousViolations(page), []);

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await page.waitForFunction(() => document.activeElement?.textContent?.replace(/\s/g, '') === '评论');
  await page.context().close();
});

test('a dialog stands at once for who asked for less motion', async () => {
  const motionsOf = async (reducedMotion) => {
    const page = await signInByKeyboard('chenguodong', { reducedMotion });
    await openTask(page);
    await page.evaluate(() => {
      window.motions = [];
      document.addEventListener('animationstart', ({ animationName }) => window.motions.push(animationName));
    });
    await button(page, '评论').press('Enter');
    await page.waitForFunction(() => document.querySelector('[role=dialog]')?.contains(document.activeElement));
    if (reducedMotion === 'no-preference') await page.waitForFunction(() => window.motions.length > 0);
    const motions = await page.evaluate(() => window.motions);
    await page.context().close();
    return motions;
  };
  assert.ok((await motionsOf('no-preference')).length > 0);
  assert.deepEqual(await motionsOf('reduce'), []);
});

test('a final vote is cast, confirmed, and the way leads back', async () => {
  const page = await signInByKeyboard('chenguodong');
  await openTask(page);
  await tabTo(page, page.locator('.jw-actions textarea').first());
  await page.keyboard.type('同意立项');
  await tabTo(page, button(page, '同意'));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.ant-popconfirm')?.contains(document.activeElement));
  await page.keyboard.press('Enter');
  await page.locator('.ant-result-success').waitFor();
  assert.deepEqual(await seriousViolations(page), []);

  await tabTo(page, page.getByRole('link', { name: '返回审批中心' }));
  await page.keyboard.press('Enter');
  await page.getByText('没有待办任务').waitFor();
  await page.context().close();
});

test('the first stop of a page leads over the menu into its content', async () => {
  const page = await signInByKeyboard('chenguodong');
  await page.goto(`${server.url}/notices`);
  await page.locator('.jw-item').first().waitFor();
  await tabTo(page, page.locator('.jw-skip'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');

  assert.ok(await page.evaluate(() => document.querySelector('#content').contains(document.activeElement)));
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
