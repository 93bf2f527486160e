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
  packs = packsWithPaper(lineOf('paper_flow', [first, vacant]), { fields: '  owner: {type: person, title: 负责人}\n' });
  const owned = { id: 'owned', candidates: 'field:owner' };
  addLine(packs, 'by_field', [owned], { process: { start_fields: 'title=required, owner=edit' } });
  addLine(packs, 'nobody_there', [{ ...owned, empty: 'role:nobody_at_all' }]);
  addLine(packs, 'insists', [first, { ...vacant, empty: 'refuse' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'xuwenjing', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process, values = {}) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '空岗', ...values } })).instance;
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

const analyst = { position: 'process_analyst' };
const story = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`)).timeline.map((entry) => entry.reason).filter(Boolean);

test('the seat goes to who is appointed, and to the administrator again when he leaves the post', async () => {
  const instance = await start('paper_flow');
  ok(await agree('hejun', 'first', instance));
  assert.ok(await task('admin', 'vacant', instance));

  ok(await people.admin.post('/organisation/posts', { ...analyst, person: 'xu_wenjing', main: false }));
  assert.ok(await task('xuwenjing', 'vacant', instance));
  assert.equal(await task('admin', 'vacant', instance), undefined);
  assert.equal((await story(instance)).at(-1), 'holder_changed');

  ok(await people.admin.post('/organisation/posts/end', { ...analyst, person: 'xu_wenjing' }));
  assert.ok(await task('admin', 'vacant', instance));
  assert.equal(await task('xuwenjing', 'vacant', instance), undefined);
  assert.equal((await story(instance)).at(-1), 'nobody_substitute');
});

test('a deputy of the post has it as long as he is one', async () => {
  const instance = await start('paper_flow');
  ok(await agree('hejun', 'first', instance));
  const { id } = ok(await people.admin.post('/deputies', { ...analyst, deputy: 'xu_wenjing' }));
  assert.ok(await task('xuwenjing', 'vacant', instance));
  assert.equal(await task('admin', 'vacant', instance), undefined);

  ok(await people.admin.delete(`/deputies/${id}`));
  assert.ok(await task('admin', 'vacant', instance));
  ok(await agree('admin', 'vacant', instance));
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'passed');
});

test('a field that names nobody any more leaves its open seat to the administrator until it names somebody', async () => {
  const instance = await start('by_field', { owner: 'xu_wenjing' });
  const { record } = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  const name = async (owner) => {
    const { version } = ok(await people.admin.get(`/records/paper/${record.id}`));
    ok(await people.admin.patch(`/records/paper/${record.id}`, { values: { owner }, version }));
  };
  assert.ok(await task('xuwenjing', 'owned', instance));

  await name(null);
  assert.ok(await task('admin', 'owned', instance));
  assert.equal(await task('xuwenjing', 'owned', instance), undefined);

  await name('he_jun');
  assert.ok(await task('hejun', 'owned', instance));
  assert.equal(await task('admin', 'owned', instance), undefined);
  assert.deepEqual((await story(instance)).slice(-2), ['nobody_substitute', 'field_changed']);
});

test('who is asked and not there is named', async () => {
  const refusal = refused(await people.linxiaoyu.post('/processes/nobody_there/instances', { values: { title: '无人' } }), 'work.no_candidate');
  assert.deepEqual(refusal.missing.map((one) => one.label), [{ zh: '负责人', en: '负责人' }]);
});

test('unless the step insists on a holder', async () => {
  const instance = await start('insists');
  const { missing } = refused(await agree('hejun', 'first', instance), 'work.seat_vacant');
  assert.equal(missing[0].condition, 'process_analyst');
  assert.ok(await task('hejun', 'first', instance), 'nothing was done');
});
