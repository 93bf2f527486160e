// The organisation is kept by the HR manager of the demo, who is no administrator and cannot become one by it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { IdentityProvider } from '../support/identity_provider.mjs';
import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const keeper = () => world.browser('daining');
const admin = () => world.browser('admin');
const csv = { 'Content-Type': 'text/csv' };
const unit = (more = {}) => ({ title: { zh: '培训组', en: 'Training team' }, kind: 'team', parent: 'company', ...more });
const position = (more = {}) => ({ title: { zh: '培训师', en: 'Trainer' }, unit: 'training_team', headcount: 1, ...more });

// Whatever keeping the organisation is, as one call each.
const acts = [
  ['a unit', (client) => client.put('/organisation/units/training_team', unit())],
  ['a position', (client) => client.put('/organisation/positions/trainer', position())],
  ['a person', (client) => client.post('/people', { id: 'xin_ren', name: '新人' })],
  ['a changed person', (client) => client.put('/people/xin_ren', { name: '新人甲', phone: '13800000001' })],
  ['a post', (client) => client.post('/organisation/posts', { person: 'xin_ren', position: 'trainer', main: true })],
  ['an area', (client) => client.post('/organisation/areas', { person: 'xin_ren', position: 'trainer', unit: 'training_team' })],
  ['an import', (client) => client.post('/people/import?mode=apply', 'id,name,position\nlai_ren,来人,trainer\n', csv)],
  ['a preview', (client) => client.post('/people/import?mode=preview', 'id,name\nlai_ren,来人\n', csv)],
  ['the holdings of who leaves', (client) => client.get('/people/lai_ren/leaving')],
  ['a hand-over', (client) => client.post('/people/lai_ren/leave', { reason: '离职', successor: 'xin_ren' })],
  ['a year of the calendar', (client) => client.post('/calendar/import?year=2031&mode=preview', 'date,name,kind\n2031-01-01,元旦,off\n', csv)],
  ['the end of a post', (client) => client.post('/organisation/posts/end', { person: 'xin_ren', position: 'trainer' })],
];

test('nobody without the role keeps the organisation, whatever other roles he has', async () => {
  for (const name of ['linxiaoyu', 'fangyuan', 'chenguodong', 'zhouliming']) {
    const client = await world.browser(name);
    for (const [what, act] of acts) assert.equal((await act(client)).body?.code, 'app.not_allowed', `${name}: ${what}`);
  }
});

test('the keeper does all of it', async () => {
  const client = await keeper();
  assert.ok(ok(await client.get('/session')).roles.includes('organisation_keeper'));
  for (const [what, act] of acts) {
    const answer = await act(client);
    assert.ok(answer.status < 300, `${what}: ${answer.text}`);
  }
});

test('she makes and unmakes no administrator', async () => {
  const client = await keeper();
  refused(await client.post('/people/administrator/leave', { reason: '离职', successor: 'xin_ren' }), 'app.beyond_keeping', 403);
  ok(await (await admin()).get('/session'));
  refused(await client.post('/people/xin_ren/account', { username: 'xinren' }), 'app.not_allowed', 403);
  refused(await client.post('/people/administrator/account', {}), 'app.not_allowed', 403);
});

test('she gives herself no post, area, handed over work or place above others, now or later, nor by a file', async () => {
  const client = await keeper();
  const own = (await client.get('/session')).body.positions.map((one) => one.id).sort();
  const later = '2026-06-01T00:00:00+08:00';
  const tries = [
    () => client.post('/organisation/posts', { person: 'dai_ning', position: 'general_manager', main: false }),
    () => client.post('/organisation/posts', { person: 'dai_ning', position: 'general_manager', main: false, from: later }),
    () => client.put('/people/dai_ning', { name: '戴宁', posts: [{ position: 'hr_manager', main: true }, { position: 'general_manager', main: false }] }),
    () => client.post('/people/import?mode=apply', 'id,name,position\ndai_ning,戴宁,general_manager\n', csv),
    () => client.post('/organisation/areas', { person: 'dai_ning', position: 'hr_manager', unit: 'company' }),
    () => client.post('/people/lin_xiaoyu/leave', { reason: '离职', successor: 'dai_ning' }),
    () => client.put('/organisation/positions/sales_rep', { title: { zh: '业务员', en: 'Sales representative' }, unit: 'sales_department', superior: 'hr_manager', headcount: 3 }),
    () => client.put('/organisation/units/sales_department', { title: { zh: '销售部', en: 'Sales' }, kind: 'department', parent: 'company', head_position: 'hr_manager' }),
  ];
  for (const [index, attempt] of tries.entries()) {
    const answer = await attempt();
    assert.equal(answer.body?.code, 'app.beyond_keeping', `${index}: ${answer.text}`);
  }
  assert.deepEqual((await client.get('/session')).body.positions.map((one) => one.id).sort(), own);
  const chart = ok(await client.get('/organisation'));
  assert.notEqual(chart.units.find((one) => one.id === 'sales_department').head_position, 'hr_manager');
});

test('what is not of the organisation stays closed to her', async () => {
  const client = await keeper();
  for (const path of ['/delivery', '/subscribers', '/events', '/identity-provider']) refused(await client.get(path), 'app.not_allowed', 403);
  refused(await client.post('/deputies', { person: 'chen_guodong', deputy: 'dai_ning' }), 'app.not_allowed', 403);
});

test('an address by which people sign in is for administrators', async () => {
  const client = await keeper();
  const change = (email) => client.put('/people/chen_guodong', { name: '陈国栋', email });
  ok(await change('chen@example.com'));
  const site = `http://127.0.0.1:${world.program.port}`;
  const provider = await IdentityProvider.open({ callback: `${site}/api/v1/session/provider/callback` });
  after(() => provider.close());
  ok(await (await admin()).put('/delivery', { site, language: 'zh' }));
  const settings = { issuer: provider.issuer, client_id: 'jingwei', client_secret: provider.secret, title: 'SSO' };
  ok(await (await admin()).put('/identity-provider', { ...settings, claim: 'email' }));

  refused(await change('dai@example.com'), 'app.beyond_keeping', 403);

  ok(await client.put('/people/chen_guodong', { name: '陈国栋', phone: '13800000009', email: 'chen@example.com' }));
});
