// What 不同意 does: it ends the matter where the model draws no way for it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../support/command.mjs';
import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const first = { id: 'first', candidates: 'person:he_jun' };
const second = { id: 'second', candidates: 'person:fang_yuan' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [first, second]));
  addLine(packs, 'goes_on', [{ ...first, dissent: 'go_on' }, second]);
  addLine(packs, 'branches', [first, second], { branch: { after: 'first', condition: '= record.title = &quot;short&quot;' } });
  addLine(packs, 'ends_anyhow', [{ ...first, dissent: 'end' }, second], { branch: { after: 'first', condition: '= false' } });
  addLine(packs, 'opinions', [{ ...first, kind: 'confirm' }, second]);
  addLine(packs, 'late', [{ ...first, due: 'PT1H', overdue: 'reject' }, second]);
  addLine(packs, 'calls', [{ id: 'inner', calls: 'paper_flow' }, { id: 'behind', candidates: 'person:gu_ming' }]);
  addLine(packs, 'calls_on', [{ id: 'inner', calls: 'paper_flow', dissent: 'go_on' }, { id: 'behind', candidates: 'person:gu_ming' }]);
  addLine(packs, 'asks', [{ id: 'inner', calls: 'paper_flow' }, { id: 'refused', candidates: 'person:gu_ming' }], {
    branch: { after: 'inner', condition: '= inner.outcome = &quot;agree&quot;' },
  });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'guming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '申请' } })).instance;
const matter = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`));
const task = async (who, element, instance) =>
  ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === element && (!instance || row.instance === instance));
const act = async (who, element, outcome, instance) =>
  ok(await people[who].post(`/tasks/${(await task(who, element, instance)).key}/acts`, { act: 'complete', outcome, opinion: '说明' }));

test('a dissent ends the matter: nobody behind it is asked, and it did not pass', async () => {
  const instance = await start('paper_flow');
  await act('hejun', 'first', 'disagree', instance);
  const shown = await matter(instance);
  assert.equal(shown.status.id, 'rejected');
  assert.equal(shown.state, 'completed');
  assert.equal(await task('fangyuan', 'second', instance), undefined);
  const end = shown.timeline.at(-1);
  assert.deepEqual([end.act, end.title.zh, end.title.en, end.person.id], ['ended', '流程结束 · 未通过', 'The matter ended · Not passed', 'system']);
  assert.equal(end.reason, 'dissent');
  assert.match(end.reason_text.zh, /“first”未通过/);
});

test('an agreement goes on, and the end says so', async () => {
  const instance = await start('paper_flow');
  await act('hejun', 'first', 'agree', instance);
  await act('fangyuan', 'second', 'agree', instance);
  const shown = await matter(instance);
  assert.equal(shown.status.id, 'passed');
  assert.equal(shown.timeline.at(-1).title.zh, '流程结束 · 通过');
  const paper = await people.linxiaoyu.get(`/instances/${instance}/paper`);
  assert.equal(paper.text.match(/何俊/g).length, 1, 'the end is no approval by somebody');
  assert.equal(paper.text.match(/方远/g).length, 1);
  assert.doesNotMatch(paper.text, /流程结束|办理 paper_flow/);
});

test('a step with a way for it, or that says so, goes on; what only gives opinions too', async () => {
  for (const [process, outcome] of [['goes_on', 'disagree'], ['branches', 'disagree'], ['opinions', 'reject']]) {
    const instance = await start(process);
    await act('hejun', 'first', outcome, instance);
    assert.equal((await matter(instance)).state, 'active', process);
    await act('fangyuan', 'second', 'agree', instance);
    assert.equal((await matter(instance)).status.id, 'passed', process);
  }
});

test('jw:dissent=end ends it although there is a way', async () => {
  const instance = await start('ends_anyhow');
  await act('hejun', 'first', 'disagree', instance);
  assert.equal((await matter(instance)).status.id, 'rejected');
});

test('a rule that rejects when it is due dissents as people do', async () => {
  const instance = await start('late');
  ok(await people.admin.post('/clock/advance', { by: 'PT2H' }));
  assert.equal((await matter(instance)).status.id, 'auto_rejected');
  assert.equal(await task('fangyuan', 'second', instance), undefined);
});

test('a called process that did not pass ends its caller', async () => {
  const instance = await start('calls');
  await act('hejun', 'first', 'disagree');
  assert.equal((await matter(instance)).status.id, 'rejected');
  assert.equal(await task('guming', 'behind'), undefined);
});

test('which may go on, or branch on the verdict', async () => {
  const onwards = await start('calls_on');
  await act('hejun', 'first', 'disagree');
  await act('guming', 'behind', 'agree', onwards);
  assert.equal((await matter(onwards)).status.id, 'passed');

  const refused = await start('asks');
  await act('hejun', 'first', 'disagree');
  assert.ok(await task('guming', 'refused', refused), 'the gateway sees that it did not pass');
  const passed = await start('asks');
  await act('hejun', 'first', 'agree');
  await act('fangyuan', 'second', 'agree');
  assert.equal((await matter(passed)).state, 'completed');
  assert.equal(await task('guming', 'refused', passed), undefined);
});

test('the check refuses other words, on a step and on a call', () => {
  const wrong = packsWithPaper(lineOf('paper_flow', [{ ...first, dissent: 'maybe' }, { id: 'inner', calls: 'paper_flow', dissent: 'perhaps' }]));
  const { code, out, err } = run(['check', join(wrong, 'papers')]);
  rmSync(wrong, { recursive: true, force: true });
  assert.notEqual(code, 0);
  assert.match(out + err, /jw:dissent.*end \| go_on/);
  assert.match(out + err, /jw:dissent: end or go_on, not perhaps/);
});
