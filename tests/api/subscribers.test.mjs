// Other systems are told what happens: a real receiver gets each event in order, at least once, over failures, restarts and sudden ends.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { until } from '../support/post.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused, someClient, underReview } from '../support/project.mjs';
import { Receiver, secret } from '../support/receiver.mjs';
import { World } from '../support/walk.mjs';

let world;
let receiver;
let count = 0;
before(async () => ([world, receiver] = await Promise.all([World.open(), Receiver.open()])));
after(() => Promise.all([world.close(), receiver.close()]));
beforeEach(async () => {
  for (const one of await all()) ok(await (await admin()).delete(`/subscribers/${one.id}`));
  receiver.calls.length = 0;
  receiver.unsigned = 0;
  receiver.mood = () => ({ status: 204 });
});

const admin = () => world.browser('admin');
const all = async () => ok(await (await admin()).get('/subscribers')).items;
const state = async (id) => (await all()).find((one) => one.id === id);
const act = async (id, name, body) => (await admin()).post(`/subscribers/${id}/${name}`, body);
const client = async () => someClient(await world.browser('linxiaoyu'));
const last = async () => ok(await world.token('admin').get('/events?size=1')).last;

// Of the whole history up to one.
async function positions(end) {
  const found = [];
  for (let next = 0; next < end; ) {
    const page = ok(await world.token('admin').get(`/events?after=${next}&size=1000`));
    found.push(...page.items.map((event) => event.position));
    next = page.next;
  }
  return found.filter((one) => one <= end);
}

async function subscribe(more = {}) {
  const id = `system_${++count}`;
  const body = { id, title: 'ERP', address: receiver.url, secret, scope: 'chosen', acts: ['record.created'], ...more };
  ok(await (await admin()).post('/subscribers', body));
  return id;
}

async function again(signal) {
  await world.program.stop(signal);
  world.program = await Program.start({ folder: world.program.folder });
  world.sessions.clear();
  world.tokens.clear();
}

const heard = (wanted) => until(() => receiver.events().length >= wanted && receiver.events(), `${wanted} events`);
const failed = (id, wanted) => until(async () => (await state(id)).failures >= wanted, `${wanted} failures`);
const ids = (events) => events.map((event) => event.subject.id);

test('what happens is told in order, signed, with its position as the key', async () => {
  const id = await subscribe();
  const made = [String(await client()), String(await client()), String(await client())];

  const events = await heard(3);

  assert.deepEqual(ids(events), made);
  assert.equal(receiver.unsigned, 0);
  assert.deepEqual(receiver.of('event').map((call) => Number(call.key)), events.map((event) => event.position));
  const page = ok(await world.token('admin').get(`/events?after=${events[0].position - 1}&size=1`));
  assert.deepEqual(events[0], page.items[0]);
  const stands = await until(async () => (await state(id)).position === events[2].position && (await state(id)), 'the position');
  assert.deepEqual([stands.waiting, stands.failures, stands.delivered.position], [0, 0, events[2].position]);
});

test('kinds and processes narrow it; from the beginning it hears all that was', async () => {
  const narrow = await subscribe({ acts: ['task.'], processes: ['solution_project_flow'] });
  await client();
  const { instance } = await underReview(await world.browser('linxiaoyu'));
  await heard(2);
  const acts = receiver.events().map((event) => event.act);
  assert.ok(acts.every((one) => one.startsWith('task.')), acts.join());
  assert.ok(instance);
  await until(async () => (await state(narrow)).waiting === 0, 'the rest of what it wants');
  ok(await (await admin()).delete(`/subscribers/${narrow}`));

  receiver.calls.length = 0;
  await subscribe({ scope: 'all', acts: [], from: 'beginning' });
  const wanted = await last();
  await until(() => receiver.events().some((event) => event.position === wanted), 'the newest event');
  const history = await positions(wanted);
  assert.ok(history.length > 100);
  assert.deepEqual(receiver.events().map((event) => event.position).filter((one) => one <= wanted), history);
});

test('what is not taken holds back what is behind it, and is tried again later and later', async () => {
  const id = await subscribe();
  receiver.mood = () => ({ status: 503, body: { error: 'closed' } });
  const made = [String(await client()), String(await client())];
  await failed(id, 1);
  const stands = await state(id);
  assert.equal(stands.waiting, 2);
  assert.match(stands.reason, /503/);
  assert.ok(stands.next_try);
  assert.deepEqual(ids(receiver.events()), [made[0]]);

  await world.pass('PT10S');
  await failed(id, 2);
  await world.pass('PT10S');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal((await state(id)).failures, 2);
  receiver.mood = () => ({ status: 200 });
  await world.pass('PT10S');

  await until(() => receiver.events().length === 4, 'the second event');
  assert.deepEqual(ids(receiver.events()), [made[0], made[0], made[0], made[1]]);
});

test('after twelve failures it is stopped, the administrators hear of it, and it goes on by hand from where it stood', async () => {
  const id = await subscribe();
  receiver.mood = () => ({ status: 500 });
  const made = [String(await client()), String(await client())];
  for (let failures = 1; failures <= 12; ++failures) {
    await failed(id, failures);
    await world.pass('PT1H');
  }
  assert.equal((await state(id)).state, 'stopped');
  const notices = ok(await (await admin()).get('/notices?size=20')).items;
  assert.ok(notices.some((one) => one.link === '/subscribers' && one.title.zh.includes('ERP')), JSON.stringify(notices));
  const tries = receiver.calls.length;
  await world.pass('P1D');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(receiver.calls.length, tries);

  receiver.mood = () => ({ status: 204 });
  receiver.calls.length = 0;
  ok(await act(id, 'resume'));

  assert.deepEqual(ids(await heard(2)), made);
  const stands = await until(async () => (await state(id)).waiting === 0 && (await state(id)), 'nothing waits');
  assert.deepEqual([stands.state, stands.failures, stands.reason], ['on', 0, undefined]);
});

test('a sudden end between delivery and its answer brings the event again with the same key, and loses nothing', async () => {
  await subscribe();
  const first = String(await client());
  await heard(1);
  let reached;
  const arrived = new Promise((resolve) => (reached = resolve));
  receiver.mood = () => new Promise(() => reached());
  const second = String(await client());
  await arrived;
  const third = String(await client());

  await world.program.stop('SIGKILL');
  receiver.mood = () => ({ status: 204 });
  await again('SIGKILL');

  const events = await heard(4);
  assert.deepEqual(ids(events), [first, second, second, third]);
  const keys = receiver.of('event').map((call) => call.key);
  assert.equal(keys[1], keys[2]);
});

test('what happens while the program is down or the system is off comes when both are back', async () => {
  const id = await subscribe();
  const settings = { title: 'ERP', scope: 'chosen', acts: ['record.created'] };
  ok(await (await admin()).put(`/subscribers/${id}`, { ...settings, state: 'off' }));
  const made = [String(await client()), String(await client())];
  await again('SIGTERM');
  assert.equal((await state(id)).waiting, 2);
  assert.equal(receiver.calls.length, 0);

  ok(await (await admin()).put(`/subscribers/${id}`, { ...settings, state: 'on' }));

  assert.deepEqual(ids(await heard(2)), made);
  assert.equal(receiver.unsigned, 0);
});

test('one event is skipped, and what was taken is sent again from a position on', async () => {
  const id = await subscribe();
  receiver.mood = () => ({ status: 204 });
  const good = String(await client());
  const [first] = await heard(1);
  receiver.mood = () => ({ status: 422 });
  const bad = String(await client());
  await failed(id, 1);
  receiver.mood = ({ body }) => ({ status: body.subject.id === bad ? 422 : 204 });
  const behind = String(await client());
  const { next } = await state(id);
  refused(await act(id, 'skip', { position: next.position + 1 }), 'app.bad_subscriber', 400);

  ok(await act(id, 'skip', { position: next.position }));
  await until(() => ids(receiver.events()).includes(behind), 'the event behind');

  receiver.calls.length = 0;
  receiver.mood = () => ({ status: 204 });
  refused(await act(id, 'resend', { position: (await last()) + 5 }), 'app.bad_subscriber', 400);
  ok(await act(id, 'resend', { position: first.position }));
  const events = await heard(3);
  assert.equal(events[0].subject.id, good);
  assert.equal(events[2].subject.id, behind);
});

test('one system that hangs does not hold up another', async () => {
  let release;
  receiver.mood = ({ body }) => (body.act === 'record.created' ? new Promise((resolve) => (release = () => resolve({ status: 204 }))) : { status: 204 });
  await subscribe();
  await client();
  await until(() => release, 'the hanging call');
  await subscribe({ scope: 'all', acts: [], from: 'beginning' });

  await until(() => receiver.events().filter((event) => event.act !== 'record.created').length > 0, 'an event of the other');
  receiver.mood = () => ({ status: 204 });
  release();
});

test('a trial says whether it was taken, and redirects are not followed', async () => {
  const id = await subscribe({ scope: 'named', acts: [] });
  ok(await act(id, 'trial'));
  // Events of the systems before may still be on their way.
  assert.deepEqual(receiver.of('trial').map((call) => call.body.act), ['subscriber.trial']);
  receiver.mood = () => ({ status: 302 });
  assert.match(refused(await act(id, 'trial'), 'post.failed').detail, /302/);
});

test('settings that cannot be are refused with their place, and nobody but administrators has any of it', async () => {
  const id = await subscribe();
  const body = { id: 'erp', title: 'ERP', address: receiver.url, secret, scope: 'chosen', acts: ['task.'] };
  const add = async (change) => (await admin()).post('/subscribers', { ...body, ...change });
  refused(await add({ id }), 'app.subscriber_exists', 409);
  const wrong = [
    ['id', { id: 'ERP 1' }],
    ['address', { address: 'http://erp.example/hear' }],
    ['address', { address: 'ftp://127.0.0.1/' }],
    ['address', { address: 'https://user:word@erp.example/' }],
    ['secret', { secret: 'short' }],
    ['scope', { scope: 'some' }],
    ['acts', { acts: [] }],
    ['acts', { acts: ['task.*'] }],
    ['processes', { processes: ['nothing'] }],
    ['title', { title: '  ' }],
  ];
  for (const [place, change] of wrong) assert.equal(refused(await add(change), 'app.bad_subscriber', 400).place, place);
  refused(await act('nobody', 'resume'), 'app.no_subscriber', 404);

  for (const name of ['linxiaoyu', 'daining', 'fangyuan']) {
    const other = await world.browser(name);
    refused(await other.get('/subscribers'), 'app.not_allowed', 403);
    refused(await other.post('/subscribers', body), 'app.not_allowed', 403);
    refused(await other.put(`/subscribers/${id}`, { title: 'X', scope: 'named', state: 'on' }), 'app.not_allowed', 403);
    refused(await other.delete(`/subscribers/${id}`), 'app.not_allowed', 403);
    for (const [which, more] of [['trial'], ['resume'], ['resend', { position: 1 }], ['skip', { position: 1 }]])
      refused(await other.post(`/subscribers/${id}/${which}`, more), 'app.not_allowed', 403);
  }
});

test('neither the secret nor the path of the address is shown or lies in the database in clear', async () => {
  const id = await subscribe();
  const shown = JSON.stringify(await state(id));
  assert.ok(!shown.includes(secret) && !shown.includes('hidden-in-the-address'), shown);
  const file = join(world.program.folder, 'default', 'jingwei.db');
  const row = execFileSync('sqlite3', [file, `SELECT address || secret FROM subscriber WHERE id = '${id}'`], { encoding: 'utf8' });
  assert.ok(!row.includes(secret) && !row.includes('hidden-in-the-address'), row);
});
