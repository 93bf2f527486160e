// 减签: what it would come to is told before it is done, and a removed seat counts for nothing.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const three = 'person:fang_yuan, person:gu_ming, person:tang_wei';
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'joint', candidates: three, policy: 'ratio', pass: '2/3' }]));
  addLine(packs, 'all_voted', [{ id: 'joint', candidates: three, policy: 'all', decide: 'all_voted' }]);
  addLine(packs, 'hidden', [{ id: 'joint', candidates: three, policy: 'ratio', pass: '2/3', blind: 'true' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'guming', 'fangyuan', 'tangwei', 'hejun', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '会签' } })).instance;
const keyOf = async (who, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance).key;
const act = (who, key, body) => people[who].post(`/tasks/${key}/acts`, body);
const vote = async (who, key, outcome) => ok(await act(who, key, { act: 'complete', outcome, opinion: '说明' }));
const seats = async (who, key) => ok(await people[who].get(`/tasks/${key}`)).seats;
const preview = (who, key, seat) => people[who].get(`/tasks/${key}/removal?seat=${seat}`);

test('a removal that decides the step says so before, and changes nothing by being asked about', async () => {
  const instance = await start('paper_flow');
  const key = await keyOf('fangyuan', instance);
  await vote('fangyuan', key, 'disagree');

  const told = ok(await preview('admin', key, '3'));
  assert.equal(told.decides, true);
  assert.equal(told.outcome.id, 'disagree');
  assert.equal(told.matter.id, 'rejected');
  assert.deepEqual(told.seats.map((seat) => seat.id), ['3']);
  assert.equal(told.needs_reason, false);
  const after = ok(await people.admin.get(`/tasks/${key}`));
  assert.equal(after.state, 'open');
  assert.deepEqual(after.seats.map((seat) => seat.removable), [true, true, true]);
  assert.deepEqual((await seats('guming', key)).map((seat) => seat.removable), [false, false, false]);
  assert.equal(ok(await people.tangwei.get('/notices')).items.some((notice) => /减签/.test(notice.title.zh)), false);

  ok(await act('admin', key, { act: 'remove_signer', seat: '3' }));
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'rejected');
  refused(await preview('admin', key, '2'), 'work.task_over');
});

test('a dissent that is removed is none: a reason is needed, and the others decide', async () => {
  const instance = await start('all_voted');
  const key = await keyOf('fangyuan', instance);
  await vote('fangyuan', key, 'agree');
  await vote('guming', key, 'disagree');

  const told = ok(await preview('admin', key, '2'));
  assert.deepEqual([told.decides, told.needs_reason], [false, true]);
  refused(await act('admin', key, { act: 'remove_signer', seat: '2' }), 'work.reason_required');
  ok(await act('admin', key, { act: 'remove_signer', seat: '2', text: '应当回避' }));
  const [, gone] = await seats('admin', key);
  assert.equal(gone.status.id, 'removed');
  assert.ok(ok(await people.guming.get('/notices')).items.some((notice) => /表决不再计入/.test(notice.title.zh)));
  await vote('tangwei', key, 'agree');
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'passed');
});

test('who added a signer is told whom else the removal takes, and may not remove a vote', async () => {
  const instance = await start('all_voted');
  const key = await keyOf('fangyuan', instance);
  ok(await act('fangyuan', key, { act: 'add_signer', relation: 'beside', signers: 'all', persons: ['he_jun'] }));
  ok(await act('hejun', key, { act: 'add_signer', relation: 'after', signers: 'all', persons: ['su_qing'] }));
  assert.deepEqual(ok(await preview('fangyuan', key, '4')).seats.map((seat) => seat.id), ['4', '5']);
  refused(await preview('guming', key, '4'), 'work.not_yours');
  refused(await preview('hejun', key, '9'), 'work.signer_not_removable');

  await vote('hejun', key, 'disagree');
  assert.match(refused(await act('fangyuan', key, { act: 'remove_signer', seat: '4' }), 'work.signer_not_removable').title.zh, /只有管理员可以减去/);
});

test('how others have voted is not found out by asking', async () => {
  const instance = await start('hidden');
  const key = await keyOf('fangyuan', instance);
  await vote('fangyuan', key, 'disagree');
  const told = ok(await preview('admin', key, '3'));
  assert.equal(told.decides, true);
  assert.equal(told.outcome, undefined);
  assert.equal(told.matter, undefined);
});
