// A position that nobody holds, at a later step: who acted before is not held up, the administrators get it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const first = { id: 'first', candidates: 'person:he_jun' };
const vacant = { id: 'vacant', candidates: 'position:process_analyst' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [first, vacant]));
  addLine(packs, 'insists', [first, { ...vacant, empty: 'refuse' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '空岗' } })).instance;
const task = async (who, element, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === element && row.instance === instance);
const agree = async (who, element, instance) => people[who].post(`/tasks/${(await task(who, element, instance)).key}/acts`, { act: 'complete', outcome: 'agree' });

test('the administrator is asked, as the path said, and hears why', async () => {
  const path = ok(await people.linxiaoyu.post('/processes/paper_flow/path', { values: { title: '空岗' } }));
  assert.match(JSON.stringify(path), /"vacant".*"id":"administrator"/);
  const instance = await start('paper_flow');
  ok(await agree('hejun', 'first', instance));
  const given = await task('admin', 'vacant', instance);
  assert.ok(given);
  const notices = ok(await people.admin.get('/notices?size=100')).items.filter((one) => one.link === `/tasks/${given.key}`);
  assert.deepEqual(notices.map((one) => one.text.zh), ['找不到办理人，按规则由您办理或转办']);
  const { timeline } = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  const told = timeline.find((entry) => entry.reason === 'nobody_substitute');
  assert.equal(told.person.id, 'system');
  ok(await agree('admin', 'vacant', instance));
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'passed');
});

test('unless the step insists on a holder', async () => {
  const instance = await start('insists');
  const { missing } = refused(await agree('hejun', 'first', instance), 'work.seat_vacant');
  assert.equal(missing[0].condition, 'process_analyst');
  assert.ok(await task('hejun', 'first', instance), 'nothing was done');
});
