// Written notices when people leave, change their posts or are away: who is asked, who is not, and what the letter says of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';

const { world } = await opened();

const as = (name) => world.browser(name);
const admin = () => as('admin');
const letter = { kind: 'notice', title: '交接须知', text: '请于本周内完成。' };
const send = async (more) => ok(await (await as('zhouliming')).post('/letters', { ...letter, ...more })).id;
const seen = async (id, name = 'admin') => ok(await (await as(name)).get(`/letters/${id}`));
const receipt = async (id, person) => (await seen(id)).receipts.find((one) => one.person.id === person);
const held = async (person) => ok(await (await admin()).get(`/people/${person}/leaving`));
const leave = async (person, request) => (await admin()).post(`/people/${person}/leave`, { reason: '离职', ...request });

test('the stand-in of somebody who is away is named beside him, and neither reads nor acknowledges', async () => {
  const id = await send({ persons: ['he_jun'] });
  ok(await (await as('hejun')).post('/deputies', { person: 'he_jun', deputy: 'su_qing', from: '2026-03-02T00:00:00+08:00', until: '2026-03-06T00:00:00+08:00', reason: '休假' }));
  const one = await receipt(id, 'he_jun');
  assert.deepEqual(one.stand_ins.map((each) => each.id), ['su_qing']);
  assert.equal(Date.parse(one.away_until), Date.parse('2026-03-06T00:00:00+08:00'));
  refused(await (await as('suqing')).get(`/letters/${id}`), 'work.no_letter', 404);
  refused(await (await as('suqing')).post(`/letters/${id}/acknowledge`, {}), 'work.no_letter', 404);
  ok(await (await as('hejun')).post(`/letters/${id}/acknowledge`, {}));
  assert.equal((await receipt(id, 'he_jun')).stand_ins, undefined);
});

test('a letter to a unit stays with those who were in it, whoever comes after', async () => {
  const id = await send({ units: ['sales_department'] });
  const before = (await seen(id)).receipts.map((one) => one.person.id);
  assert.ok(before.includes('lin_xiaoyu') && !before.includes('su_qing'));
  const people = ok(await (await admin()).get('/organisation')).people;
  assert.ok(people.some((one) => one.id === 'su_qing'));
  ok(await (await admin()).post('/organisation/posts', { person: 'su_qing', position: 'sales_manager', main: false }));
  assert.deepEqual((await seen(id)).receipts.map((one) => one.person.id), before);
});

test('the hand-over lists what he has not acknowledged, and who takes it over receives it in his own name', async () => {
  const taken = await send({ persons: ['qian_duo', 'lin_xiaoyu'] });
  const kept = await send({ persons: ['qian_duo'], title: '无人接手' });
  const done = await send({ persons: ['qian_duo'], title: '已签收' });
  ok(await (await as('qianduo')).post(`/letters/${done}/acknowledge`, {}));

  const { letters, sent_letters } = await held('qian_duo');
  assert.deepEqual(letters.map((one) => one.id).sort(), [kept, taken].sort());
  assert.match(letters[0].number, /^通知〔2026〕\d+号$/);
  assert.deepEqual(sent_letters, []);
  refused(await leave('qian_duo', { successor: 'he_jun', letters: { [taken]: 'nobody' } }), 'work.no_successor');
  ok(await leave('qian_duo', { successor: 'he_jun', letters: { [taken]: 'fang_yuan', [kept]: null } }));

  const left = await receipt(taken, 'qian_duo');
  assert.equal(left.has_left, true);
  assert.ok(left.left_at);
  assert.equal(left.taken_over_by.id, 'fang_yuan');
  assert.equal((await receipt(taken, 'fang_yuan')).acknowledged_at, undefined);
  ok(await (await as('fangyuan')).post(`/letters/${taken}/acknowledge`, { words: '已接手' }));
  assert.equal((await receipt(taken, 'fang_yuan')).words, '已接手');
  const alone = (await seen(kept)).receipts;
  assert.deepEqual(alone.map((one) => [one.person.id, one.taken_over_by]), [['qian_duo', undefined]]);
  const acknowledged = await receipt(done, 'qian_duo');
  assert.ok(acknowledged.acknowledged_at);
  assert.equal(acknowledged.left_at, undefined);
});

test('what the sender waited for goes to his successor, and the letter names both', async () => {
  const id = await send({ persons: ['lin_xiaoyu'], due_at: '2026-03-02T18:00:00+08:00' });
  assert.ok((await held('zhou_liming')).sent_letters.some((one) => one.id === id));
  ok(await leave('zhou_liming', { successor: 'he_jun' }));

  const shown = await seen(id, 'hejun');
  assert.equal(shown.sender.id, 'zhou_liming');
  assert.equal(shown.followed_by.id, 'he_jun');
  assert.deepEqual(shown.receipts.map((one) => one.person.id), ['lin_xiaoyu']);
  assert.ok(ok(await (await as('hejun')).get('/letters?box=sent&size=100')).items.some((one) => one.id === id));
  await world.pass('P1D');
  const { items } = ok(await (await as('hejun')).get('/notices?unread=true&size=100'));
  assert.ok(items.some((one) => one.title.zh.startsWith('尚未签收')));
});
