// An administrator registers another system, tries it, and sees in words how it stands when it takes nothing.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Receiver, secret } from '../../support/receiver.mjs';
import { openBrowser } from '../support/browser.mjs';
import { looksRight } from '../support/looks.mjs';
import { startServer } from '../support/server.mjs';
import { story } from '../support/story.mjs';

let server;
let receiver;
let world;
const step = story();

before(async () => {
  [server, receiver] = await Promise.all([startServer(), Receiver.open()]);
  world = await openBrowser(server.url);
});
after(async () => {
  await world?.close();
  await Promise.all([server?.stop(), receiver?.close()]);
});

async function systems(more) {
  const page = await world.as('系统管理员', more);
  await page.goto(`${server.url}/subscribers`);
  return page;
}

step('a system is registered and tried', async () => {
  const page = await systems();
  await page.getByText('还没有登记外部系统').waitFor();
  await page.getByRole('button', { name: '登记系统' }).click();
  await page.locator('#subscriber-title').fill('库存系统');
  await page.locator('#subscriber-id').fill('stock');
  await page.locator('#subscriber-address').fill(receiver.url);
  await page.locator('#subscriber-secret').fill(secret);
  await page.getByText('全部事件').click();
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.locator('.jw-subscriber', { hasText: '库存系统' }).waitFor();
  receiver.mood = () => ({ status: 204 });
  await page.getByRole('button', { name: '试发 库存系统' }).click();
  await page.locator('.ant-message', { hasText: '对方已收下试发' }).waitFor();
  assert.equal(receiver.unsigned, 0);
  receiver.mood = () => ({ status: 503, body: '维护中' });
});

step('what it does not take is shown with the reason, and goes on by hand', async () => {
  const page = await systems();
  await page.getByRole('button', { name: '修改 库存系统' }).click();
  await page.locator('#subscriber-title').fill('库存');
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.locator('.jw-subscriber', { hasText: '重试中' }).waitFor({ timeout: 20_000 });
  await page.getByText('503').waitFor();
});

step('the page looks right', () => looksRight(systems, '.jw-subscriber', 'subscribers'));

step('once it takes it, nothing waits', async () => {
  receiver.mood = () => ({ status: 204 });
  const page = await systems();
  await page.getByRole('button', { name: '立即重试 库存' }).click();
  await page.locator('.jw-subscriber', { hasText: '没有积压' }).waitFor({ timeout: 20_000 });
});
