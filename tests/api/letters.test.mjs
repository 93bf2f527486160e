// Formal written notices over HTTP: who sends, who reads, who acknowledges, and what nobody can change.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { until } from '../support/post.mjs';
import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const letter = { kind: 'notice', title: '到货异常', text: '三号线推迟一周，请调整计划。' };
const as = (name) => world.browser(name);
const upload = async (name, file) =>
  ok(await (await as(name)).request('POST', `/attachments?name=${file}`, Buffer.from(file), { 'Content-Type': 'application/octet-stream' }));

test('the head of a unit writes to persons and to a unit with all below it, each once', async () => {
  const head = await as('zhouliming');
  const { id } = ok(await head.post('/letters', { ...letter, persons: ['lin_xiaoyu', 'fang_yuan'], units: ['sales_department'] }));

  const sent = ok(await head.get(`/letters/${id}`));
  const persons = sent.receipts.map((one) => one.person.id);
  assert.match(sent.number, /^通知〔2026〕\d+号$/);
  assert.equal(persons.filter((one) => one === 'lin_xiaoyu').length, 1);
  assert.ok(persons.includes('fang_yuan') && persons.includes('zhou_liming'));
});

test('the sender sees who has read and acknowledged, a receiver only himself', async () => {
  const head = await as('zhouliming');
  const { id } = ok(await head.post('/letters', { ...letter, persons: ['lin_xiaoyu', 'fang_yuan'] }));

  const seen = ok(await (await as('linxiaoyu')).get(`/letters/${id}`));
  assert.deepEqual(seen.receipts.map((one) => one.person.id), ['lin_xiaoyu']);
  assert.equal(seen.may_acknowledge, true);
  await until(async () => ok(await head.get(`/letters/${id}`)).receipts[0].read_at, 'that it was read');
  ok(await (await as('linxiaoyu')).post(`/letters/${id}/acknowledge`, { words: '已调整' }));
  ok(await (await as('linxiaoyu')).post(`/letters/${id}/acknowledge`, { words: '再说' }));

  const { receipts } = ok(await head.get(`/letters/${id}`));
  assert.equal(receipts[0].words, '已调整');
  assert.ok(receipts[0].acknowledged_at);
  assert.equal(receipts[1].read_at, undefined);
});

test('numbers have no gaps though acts are refused and many send at once', async () => {
  const admin = await as('admin');
  const sends = Array.from({ length: 20 }, (_, at) =>
    admin.post('/letters', { ...letter, kind: 'circular', persons: at % 4 === 3 ? ['ghost'] : ['lin_xiaoyu'] }),
  );
  const answers = await Promise.all(sends);
  assert.equal(answers.filter((answer) => answer.status === 201).length, 15);

  const { items } = ok(await admin.get('/letters?box=sent&size=100'));
  const numbers = items.filter((one) => one.kind === 'circular').map((one) => Number(/〕(\d+)号/.exec(one.number)[1]));
  assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: 15 }, (_, at) => at + 1));
});

test('files go with it to its receivers, and to nobody else', async () => {
  const head = await as('zhouliming');
  const file = await upload('zhouliming', 'plan.txt');
  const { id } = ok(await head.post('/letters', { ...letter, persons: ['lin_xiaoyu'], files: [file.id] }));

  const seen = ok(await (await as('linxiaoyu')).get(`/letters/${id}`));
  assert.deepEqual(seen.files.map((one) => [one.name, one.size]), [['plan.txt', 8]]);
  for (const name of ['zhouliming', 'linxiaoyu', 'admin']) assert.equal((await (await as(name)).get(`/attachments/${file.id}`)).text, 'plan.txt');
  refused(await (await as('fangyuan')).get(`/attachments/${file.id}`), 'app.no_attachment', 404);
});

test('nobody sends a file that he may not read', async () => {
  const file = await upload('linxiaoyu', 'own.txt');
  const send = async (files) => (await as('zhouliming')).post('/letters', { ...letter, persons: ['fang_yuan'], files });
  const before = ok(await (await as('zhouliming')).get('/letters?box=sent')).total;

  for (const id of [file.id, 'no-such-file']) assert.equal(refused(await send([id]), 'app.no_attachment', 404).place, 'files.0');
  assert.equal(ok(await (await as('zhouliming')).get('/letters?box=sent')).total, before);
});

test('others neither send, see nor acknowledge, and nobody changes what was sent', async () => {
  const sales = await as('linxiaoyu');
  refused(await sales.post('/letters', { ...letter, persons: ['fang_yuan'] }), 'app.not_allowed', 403);
  assert.equal(ok(await sales.get('/letters')).may_send, false);
  const { id } = ok(await (await as('zhouliming')).post('/letters', { ...letter, persons: ['fang_yuan'] }));
  refused(await sales.get(`/letters/${id}`), 'work.no_letter', 404);
  refused(await sales.post(`/letters/${id}/acknowledge`, {}), 'work.no_letter', 404);
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const answer = await (await as('zhouliming')).request(method, `/letters/${id}`, letter);
    assert.ok([404, 405].includes(answer.status), answer.text);
  }
});

test('what is missing or late is refused with its place', async () => {
  const head = await as('zhouliming');
  refused(await head.post('/letters', { ...letter, title: ' ', persons: ['fang_yuan'] }), 'work.text_required');
  refused(await head.post('/letters', letter), 'work.unknown_person');
  const late = { ...letter, persons: ['fang_yuan'], due_at: '2026-03-01T00:00:00Z' };
  assert.equal(refused(await head.post('/letters', late), 'work.due_in_past').place, 'due_at');
  refused(await head.post('/letters', { ...letter, kind: 'poem', persons: ['fang_yuan'] }), 'request.wrong_type');
});

test('who is silent is reminded each working day, and the sender hears who it is', async () => {
  const head = await as('zhouliming');
  const due = { ...letter, title: '请于今日签收', persons: ['lin_xiaoyu', 'fang_yuan'], due_at: '2026-03-02T18:00:00+08:00' };
  const { id } = ok(await head.post('/letters', due));
  ok(await (await as('linxiaoyu')).post(`/letters/${id}/acknowledge`, {}));

  await world.pass('P1D');

  const titles = async (name) => ok(await (await as(name)).get('/notices?unread=true&size=100')).items.map((one) => one.title.zh);
  assert.ok((await titles('fangyuan')).some((title) => /^请签收：通知〔2026〕\d+号 请于今日签收/.test(title)));
  assert.ok(!(await titles('linxiaoyu')).some((title) => title.includes('请于今日签收')));
  const { items } = ok(await (await as('zhouliming')).get('/notices?unread=true&size=100'));
  assert.equal(items.find((one) => one.title.zh.startsWith('尚未签收')).text.zh, '方远');
});
