// 提交发布: an owner hands his version in, who may publish sees what differs and returns it with a reason; the owner
// mends it, and it is published.
import assert from 'node:assert/strict';
import { journey } from '../support/journey.mjs';
import { looksRight } from '../support/looks.mjs';
import { story } from '../support/story.mjs';

const { server, world } = await journey();
const step = story();
const flow = 'solution_review_flow';

const at = (person, path) => async (look) => {
  const page = await world.as(person, look);
  await page.goto(`${server.url}${path}`);
  return page;
};
const dialogOf = (page) => page.locator('.ant-modal').filter({ visible: true });
const cardsOf = (page) => page.locator('.jw-tree').filter({ visible: true });
async function renamed(page, from, to) {
  await cardsOf(page).getByText(from, { exact: true }).click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.getByLabel('名称', { exact: true }).fill(to);
  await drawer.getByRole('button', { name: /确\s*定/ }).click();
  await cardsOf(page).getByText(to, { exact: true }).waitFor();
  await page.getByText('检查通过，没有问题').waitFor();
}
async function handIn(page, comment) {
  await page.locator('.jw-page-head').getByRole('button', { name: '提交发布' }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('修改说明').fill(comment);
  await dialog.locator('.jw-differences li').first().waitFor();
  await dialog.getByRole('button', { name: '提交发布' }).click();
  await page.getByText(/已于 .* 提交发布，等待管理员处理/).waitFor();
}

step('the owner changes a step and hands it in with a word on it', async () => {
  const owner = await world.as('方远');
  await owner.goto(`${server.url}/waiting/${flow}/design`);
  await owner.getByText('提交后由管理员发布').waitFor();
  assert.equal(await owner.getByRole('button', { name: '提交发布' }).isDisabled(), true);
  await renamed(owner, '复审方案', '复审');
  await handIn(owner, '名称从简');
  await looksRight(at('方远', `/waiting/${flow}/design`), '.ant-alert-success', 'handed-in-own');
});

step('who may publish is told, sees what differs, and returns it with a reason', async () => {
  await looksRight(at('系统管理员', '/waiting'), '.jw-panel .jw-item', 'handed-in-list');
  const boss = await world.as('系统管理员');
  await boss.locator('.jw-item', { hasText: '名称从简' }).click();
  await boss.getByRole('heading', { name: /待发布的版本/ }).waitFor();
  await boss.locator('.jw-differences li', { hasText: '复审' }).waitFor();
  await looksRight(at('系统管理员', new URL(boss.url()).pathname), '.jw-differences .djs-container', 'handed-in-seen');
  await boss.locator('.jw-page-head').getByRole('button', { name: /退\s*回/ }).click();
  const dialog = dialogOf(boss);
  const send = dialog.getByRole('button', { name: /退\s*回/ });
  assert.equal(await send.isDisabled(), true);
  await dialog.getByLabel('原因').fill('名称太短，请写明复审什么');
  await send.click();
  await boss.getByText('已退回方远').waitFor();
  await boss.locator('.jw-item', { hasText: '名称从简' }).waitFor({ state: 'detached' });
});

step('the owner reads the reason, mends his draft and hands it in again', async () => {
  const owner = await world.as('方远');
  await owner.goto(`${server.url}/notices`);
  await owner.locator('.jw-item', { hasText: '名称太短，请写明复审什么' }).first().click();
  await owner.waitForURL(`**/waiting/${flow}/design`);
  await owner.locator('.ant-alert', { hasText: '退回了您提交的版本' }).getByText('名称太短，请写明复审什么').waitFor();
  await renamed(owner, '复审', '复审修改后的方案');
  await handIn(owner, '写明复审什么');
});

step('it is published, and its author is told', async () => {
  const boss = await world.as('系统管理员');
  await boss.goto(`${server.url}/waiting`);
  await boss.locator('.jw-item', { hasText: '写明复审什么' }).click();
  await boss.locator('.jw-differences li', { hasText: '复审修改后的方案' }).waitFor();
  await boss.locator('.jw-page-head').getByRole('button', { name: /发\s*布/ }).click();
  await boss.getByText('已发布为第 2 版').waitFor();
  const owner = await world.as('方远');
  await owner.goto(`${server.url}/notices`);
  await owner.locator('.jw-item', { hasText: '已发布' }).first().waitFor();
});

step('nothing left the origin and no page failed', async () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
