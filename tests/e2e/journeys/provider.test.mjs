// Sign-in with the company account: the administrator enters the identity provider, then people come by it.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { IdentityProvider } from '../../support/identity_provider.mjs';
import { openBrowser, picture } from '../support/browser.mjs';
import { looksRight } from '../support/looks.mjs';
import { startServer } from '../support/server.mjs';
import { story } from '../support/story.mjs';

let server;
let provider;
let world;
const step = story();

before(async () => {
  server = await startServer();
  provider = await IdentityProvider.open({ callback: `${server.url}/api/v1/session/provider/callback` });
  world = await openBrowser(server.url);
});
after(async () => {
  await world?.close();
  await Promise.all([server?.stop(), provider?.close()]);
});

const nobody = async (more) => (await world.context(more)).newPage();

async function settings(more) {
  const page = await world.as('系统管理员', more);
  await page.goto(`${server.url}/identity-provider`);
  return page;
}

step('without an address of the pages there is no way back, and the page says so', async () => {
  const page = await settings();
  await page.getByText('还没有填写平台的访问地址').waitFor();
  await page.getByRole('link', { name: '去填写' }).click();
  await page.locator('#delivery-site').fill(server.url);
  await page.getByRole('button', { name: /^保 ?存$/ }).click();
  await page.locator('.ant-message', { hasText: '已保存' }).waitFor();
});

step('what the provider does not answer to is refused in words', async () => {
  const page = await settings();
  await page.getByText(`${server.url}/api/v1/session/provider/callback`).waitFor();
  await page.getByLabel('颁发者地址').fill(`${provider.issuer}/elsewhere`);
  await page.getByLabel('客户端编号').fill('jingwei');
  await page.getByLabel('客户端密钥').fill(provider.secret);
  await page.getByLabel('按钮上的名称').fill('企业账号');
  await page.getByRole('button', { name: '检查并保存' }).click();
  await page.locator('.jw-refusal', { hasText: '统一登录没有成功' }).waitFor();

  await page.getByLabel('颁发者地址').fill(provider.issuer);
  await page.getByRole('button', { name: '检查并保存' }).click();
  await page.locator('.ant-message', { hasText: '已保存' }).waitFor();
  await page.getByText('已保存；不填则不变').waitFor();
});

step('the settings look right', () => looksRight(settings, '#issuer', 'identity-provider'));

const door = async (more) => {
  const page = await nobody(more);
  await page.goto(`${server.url}/sign-in?to=%2Ftasks`);
  return page;
};

step('the door looks right', () => looksRight(door, 'a[href^="/api/v1/session/provider/start"]', 'sign-in'));

async function throughProvider(page, login) {
  await page.getByRole('link', { name: '用企业账号登录' }).click();
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

step('somebody signs in with the company account and stands where he wanted to go', async () => {
  const page = await door();
  await throughProvider(page, 'linxiaoyu');
  await page.waitForURL(`${server.url}/tasks`);
  await page.getByText('林晓雨').first().waitFor();
});

step('somebody without an account comes back to the door, which says why', async () => {
  const page = await door();
  await throughProvider(page, 'stranger');
  await page.getByText('您的身份没有对应的平台账号，请管理员开通').waitFor();
  await picture(page, 'sign-in-refused');
});

step('switched off, only passwords are asked for', async () => {
  const page = await settings();
  await page.getByRole('button', { name: /停 ?用/ }).first().click();
  await page.locator('.ant-popconfirm').getByRole('button', { name: /停 ?用/ }).click();
  await page.locator('.ant-message', { hasText: '已停用' }).waitFor();
  const outside = await nobody();
  await outside.goto(`${server.url}/sign-in`);
  await outside.locator('#password').waitFor();
  assert.equal(await outside.locator('a[href^="/api/v1/session/provider/start"]').count(), 0);
});
