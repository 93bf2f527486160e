// Sign-in by an identity provider: a real one (npm oidc-provider) over real HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { IdentityProvider } from '../support/identity_provider.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const title = '企业账号';
let program;
let provider;
let admin;
before(async () => {
  program = await Program.start();
  const site = `http://127.0.0.1:${program.port}`;
  provider = await IdentityProvider.open({ callback: `${site}/api/v1/session/provider/callback` });
  admin = await program.as('admin');
  ok(await admin.put('/delivery', { site, language: 'zh' }));
});
after(async () => {
  await program.remove();
  await provider.close();
});

const settings = (more) => ({ issuer: provider.issuer, client_id: 'jingwei', client_secret: provider.secret, title, claim: 'preferred_username', ...more });
const set = async (more) => ok(await admin.put('/identity-provider', settings(more)));
const unset = async () => ok(await admin.delete('/identity-provider'));
const begin = (client, to = '/tasks') => client.get(`/session/provider/start?to=${encodeURIComponent(to)}`);

// Through the provider's pages as this login; answers what the callback answered.
async function signIn(login, to) {
  const client = program.client();
  const begun = await begin(client, to);
  const back = await provider.signIn(begun.headers.location, login);
  return { client, answer: await client.get(back.replace(/^.*\/api\/v1/, '')) };
}
const went = (answer) => [answer.status, answer.headers.location];
const turnedAway = (answer, code, how) => assert.deepEqual(went(answer), [302, `/sign-in?refused=${code}`], how);

test('somebody signs in with the company account and comes to the page he wanted', async () => {
  await set();

  const { client, answer } = await signIn('linxiaoyu', '/tasks?box=done');

  assert.deepEqual(went(answer), [302, '/tasks?box=done']);
  assert.equal(ok(await client.get('/session')).person.name, '林晓雨');
  assert.equal((await program.client().get('/health')).body.provider, title);
});

test('the secret is shown to nobody, and stays when it is not given', async () => {
  await set();
  const { client_secret: left, ...rest } = settings({ title: 'SSO' });
  ok(await admin.put('/identity-provider', rest));

  const shown = ok(await admin.get('/identity-provider'));
  assert.equal(JSON.stringify(shown).includes(left), false);
  assert.deepEqual([shown.has_secret, shown.title], [true, 'SSO']);
  assert.deepEqual(went((await signIn('linxiaoyu')).answer), [302, '/tasks']);
});

test('an identity stays bound to its account, and an account to its identity', async () => {
  await set();
  provider.rename('zhouliming', 'fangyuan');
  const first = await signIn('zhouliming');
  assert.equal(ok(await first.client.get('/session')).person.name, '方远');
  provider.rename('zhouliming', 'chenguodong');
  const second = await signIn('zhouliming');
  assert.equal(ok(await second.client.get('/session')).person.name, '方远');

  const taken = await signIn('fangyuan');
  turnedAway(taken.answer, 'access.provider_stranger');

  ok(await admin.post('/people/fang_yuan/account', {}));
  provider.rename('zhouliming', 'zhouliming');
  const again = await signIn('fangyuan');
  assert.equal(ok(await again.client.get('/session')).person.name, '方远');
});

test('by mail, which must be verified', async () => {
  await set({ claim: 'email' });
  const csv = 'id,name,email\nsu_qing,苏青,Su.Qing@example.com\n';
  ok(await admin.post('/people/import?mode=apply', csv, { 'Content-Type': 'text/csv' }));

  provider.mail('someone', 'su.qing@example.com', false);
  turnedAway((await signIn('someone')).answer, 'access.provider_stranger');
  provider.mail('someone', 'su.qing@example.com', true);
  const { client } = await signIn('someone');
  assert.equal(ok(await client.get('/session')).person.name, '苏青');

  provider.mail('another', 'su.qing@example.com', 'false');
  ok(await admin.post('/people/su_qing/account', {}));
  turnedAway((await signIn('another')).answer, 'access.provider_stranger');
  provider.mail('another', 'su.qing@example.com', 'true');
  assert.equal(ok(await (await signIn('another')).client.get('/session')).person.name, '苏青');
});

test('who has no account here is told so', async () => {
  await set();
  turnedAway((await signIn('stranger')).answer, 'access.provider_stranger');
});

test('an answer that belongs to no sign-in of this browser opens nothing', async () => {
  await set();
  const begun = await begin(program.client());
  const back = new URL(await provider.signIn(begun.headers.location, 'linxiaoyu'));
  const path = `${back.pathname.replace('/api/v1', '')}${back.search}`;

  const stranger = program.client();
  turnedAway(await stranger.get(path), 'access.provider_attempt');
  await begin(stranger);
  turnedAway(await stranger.get(path), 'access.provider_attempt');
  refused(await stranger.get('/session'), 'access.not_signed_in');
});

test('a code counts once, and a denial is no sign-in', async () => {
  await set();
  const client = program.client();
  const begun = await begin(client);
  const attempt = client.cookie;
  const back = (await provider.signIn(begun.headers.location, 'linxiaoyu')).replace(/^.*\/api\/v1/, '');
  assert.equal((await client.get(back)).headers.location, '/tasks');
  client.cookie = attempt;
  turnedAway(await client.get(back), 'access.provider_failed');

  const other = program.client();
  await begin(other);
  const denied = await other.get('/session/provider/callback?error=access_denied&state=x');
  turnedAway(denied, 'access.provider_denied');
});

test('tokens that the provider signed otherwise, for others, or too long ago open nothing', async () => {
  await set();
  for (const forged of ['nonce', 'audience', 'issuer', 'expired', 'signature', 'none']) {
    provider.forge(forged);
    const { answer } = await signIn('linxiaoyu');
    turnedAway(answer, 'access.provider_failed', forged);
  }
  provider.forge();
  assert.deepEqual(went((await signIn('linxiaoyu')).answer), [302, '/tasks']);
});

test('afterwards a browser goes to pages of this program only', async () => {
  await set();
  for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/ /evil.example', 'javascript:1']) {
    assert.equal((await signIn('linxiaoyu', elsewhere)).answer.headers.location, '/', elsewhere);
  }
});

test('what the provider does not answer to is not kept', async () => {
  await unset();
  const wrong = await admin.put('/identity-provider', settings({ issuer: `${provider.issuer}/elsewhere` }));
  refused(wrong, 'access.provider_failed');
  refused(await admin.put('/identity-provider', settings({ issuer: 'http://intranet.example' })), 'access.provider_failed');
  assert.equal(ok(await admin.get('/identity-provider')).issuer, undefined);
  turnedAway(await begin(program.client()), 'access.no_provider');

  ok(await admin.put('/delivery', { site: '', language: 'zh' }));
  refused(await admin.put('/identity-provider', settings()), 'access.no_site');
  ok(await admin.put('/delivery', { site: `http://127.0.0.1:${program.port}`, language: 'zh' }));
});

test('only administrators see and change it', async () => {
  const sales = await program.as('linxiaoyu');
  for (const answer of [await sales.get('/identity-provider'), await sales.put('/identity-provider', settings()), await sales.delete('/identity-provider')]) {
    refused(answer, 'app.not_allowed');
  }
});
