// A person counts once in a joint vote: neither a hand-over nor a deputyship gives him a second one.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const joint = { id: 'joint', candidates: 'person:fang_yuan, person:gu_ming, person:tang_wei', policy: 'ratio', pass: '2/3' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [joint]));
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'guming', 'fangyuan', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (title) => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title } })).instance;
const task = async (who, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
const agree = (who, key) => people[who].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree' });

test('a deputy with a seat of his own leaves the other to its holder', async () => {
  const deputy = ok(await people.fangyuan.post('/deputies', { deputy: 'gu_ming', reason: '休假', mode: 'instead' })).id;
  const instance = await start('休假');
  const { key } = await task('guming', instance);
  const { seats } = ok(await people.guming.get(`/tasks/${key}`));
  assert.deepEqual(seats.map((seat) => seat.person.id), ['fang_yuan', 'gu_ming', 'tang_wei']);
  assert.equal(ok(await agree('guming', key)).finished, false);
  refused(await agree('guming', key), 'work.already_acted');
  assert.equal(ok(await agree('fangyuan', key)).finished, true);
  ok(await people.fangyuan.delete(`/deputies/${deputy}`));
});

test('a hand-over to somebody who sits there names the task and asks for another', async () => {
  const instance = await start('离职');
  const { key } = await task('guming', instance);
  const leave = (tasks) => people.admin.post('/people/tang_wei/leave', { successor: 'gu_ming', reason: '离职', tasks });
  const { missing } = refused(await leave({}), 'work.no_successor');
  assert.match(JSON.stringify(missing), new RegExp(`${key}.*在此环节已有席位`));

  ok(await leave({ [key]: 'he_jun' }));
  ok(await agree('guming', key));
  refused(await agree('guming', key), 'work.already_acted');
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'running');
});
