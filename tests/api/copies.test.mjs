// Who is shown a matter by rule though nobody had a step in it (抄送).
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { until } from '../support/post.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  const copies = { copy_at_start: 'person:fang_yuan', copy_at_end: 'person:he_jun' };
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'first', candidates: 'person:he_jun' }]));
  addLine(packs, 'registered_only', [], { process: copies });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'chenguodong']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const copied = async (who) => ok(await people[who].get('/tasks?box=copied')).items;

test('a matter that met nobody is copied at its start and end, and read by whom it is copied to', async () => {
  const { instance } = ok(await people.linxiaoyu.post('/processes/registered_only/instances', { values: { title: '备案' } }));

  for (const who of ['fangyuan', 'hejun']) {
    const [row] = await copied(who);
    assert.deepEqual([row.instance, row.task, row.subject, row.unread], [instance, undefined, '备案', true], who);
    const [notice] = ok(await people[who].get('/notices')).items;
    assert.deepEqual([notice.kind, notice.link], ['copy', `/instances/${instance}`]);
    const matter = ok(await people[who].get(`/instances/${instance}`));
    const told = matter.timeline.filter((entry) => entry.act === 'copied').map((entry) => [entry.code, entry.reason]);
    assert.deepEqual(told, [['CC', 'copy_at_start'], ['CC', 'copy_at_end']]);
    await until(async () => !(await copied(who))[0].unread, 'opened is read');
    await until(async () => !ok(await people[who].get('/notices?unread=true&size=100')).items.some((one) => one.link === notice.link), 'the notice is read');
  }
  refused(await people.chenguodong.get(`/instances/${instance}`), 'app.no_instance');
  assert.match((await people.hejun.get('/tasks/export.csv?box=copied')).text, /备案/);
});

test('of a matter with a step the copy is of the step', async () => {
  const { instance } = ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '呈批' } }));
  const task = ok(await people.hejun.get('/tasks?box=todo')).items.find((row) => row.instance === instance);
  ok(await people.hejun.post(`/tasks/${task.key}/acts`, { act: 'copy', persons: ['chen_guodong'] }));

  const [row] = await copied('chenguodong');

  assert.deepEqual([row.task, row.instance], [task.key, instance]);
  assert.notEqual(row.key, task.key, 'a copy has a key of its own');
});
