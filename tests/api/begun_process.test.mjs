// A process begun in the browser: drawn by who owns processes, put in force by administrators, kept over a start of the server.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const step = { id: 'first', candidates: 'person:he_jun' };
const drawn = (id, steps = [step], more = {}) => lineOf(id, steps, more);
let packs;
let program;
const people = {};
async function signIn() {
  for (const name of ['linxiaoyu', 'hejun', 'guming', 'chenguodong', 'admin']) people[name] = await program.as(name);
}
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [step], { process: { owner: 'position:general_manager' } }));
  program = await Program.start({ packs });
  await signIn();
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const begin = (who, xml, pack = 'papers') => people[who].post('/design/processes', { pack, xml });
const publish = (who, id, xml, version = 0) => people[who].post(`/processes/${id}/versions`, { xml, base_version: version, comment: '新流程' });
const startable = async (id) => ok(await people.linxiaoyu.get('/processes')).items.some((one) => one.id === id);
const start = (id) => people.linxiaoyu.post(`/processes/${id}/instances`, { values: { title: '用印' } });
const owned = async (who, id) => ok(await people[who].get('/owned-processes')).items.find((one) => one.id === id);

test('who owns a process begins one in a pack; others do not', async () => {
  refused(await people.linxiaoyu.get('/design/grounds'), 'app.not_allowed', 403);
  refused(await begin('linxiaoyu', drawn('seal_flow')), 'app.not_allowed', 403);

  const { packs: grounds } = ok(await people.chenguodong.get('/design/grounds'));
  assert.ok(grounds.find((one) => one.id === 'papers').records.some((one) => one.id === 'paper'));
  assert.deepEqual(ok(await begin('chenguodong', drawn('seal_flow'))), { id: 'seal_flow' });

  assert.equal((await owned('chenguodong', 'seal_flow')).begun_by.id, 'chen_guodong');
  assert.ok(await owned('admin', 'seal_flow'));
  assert.equal(await startable('seal_flow'), false);
  refused(await start('seal_flow'), 'app.no_process', 404);
});

test('an id is free and well made, a model readable, a pack there', async () => {
  refused(await begin('chenguodong', drawn('seal_flow')), 'app.process_exists', 409);
  refused(await begin('admin', drawn('paper_flow')), 'app.process_exists', 409);
  refused(await begin('admin', drawn('Seal-Flow')), 'request.wrong_type', 400);
  refused(await begin('admin', drawn('other'), 'nothing'), 'request.wrong_type', 400);
  refused(await begin('admin', '<no'), 'app.model_has_problems', 400);
});

test('it is drawn on and checked, and administrators put it in force', async () => {
  const two = drawn('seal_flow', [step, { id: 'second', candidates: 'person:gu_ming' }]);
  const wrong = two.replace('person:gu_ming', 'role:nobody_there');
  const { problems } = ok(await people.chenguodong.post('/processes/models/check', { process: 'seal_flow', xml: wrong }));
  assert.deepEqual(problems.map((one) => [one.code, one.element]), [['unknown_candidate', 'second']]);
  ok(await people.chenguodong.put('/processes/seal_flow/model-draft', { xml: two, base_version: 0 }));
  const read = ok(await people.admin.get('/processes/seal_flow/versions/0/model'));
  assert.deepEqual([read.version, read.newest], [0, 0]);
  assert.ok(read.xml.includes('id="second"'), 'administrators see what was saved last');
  assert.equal(ok(await people.admin.get('/processes/seal_flow/model-context')).may_publish, true);
  assert.equal(ok(await people.chenguodong.get('/processes/seal_flow/model-context')).may_publish, false);

  refused(await publish('chenguodong', 'seal_flow', two), 'app.not_allowed', 403);
  refused(await publish('admin', 'seal_flow', wrong), 'app.model_has_problems', 400);
  assert.equal(ok(await publish('admin', 'seal_flow', two)).version, 1);

  assert.equal(await startable('seal_flow'), true);
  const { instance } = ok(await start('seal_flow'));
  const task = ok(await people.hejun.get('/tasks?box=todo')).items.find((one) => one.instance === instance);
  ok(await people.hejun.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree' }));
  assert.ok(ok(await people.guming.get('/tasks?box=todo')).items.some((one) => one.instance === instance));
  assert.ok(await owned('chenguodong', 'seal_flow'), 'it names no owner, so it stays with its beginner');
  assert.equal((await owned('admin', 'seal_flow')).begun_by, undefined);
});

test('a matter that meets nobody on its way is done at once', async () => {
  ok(await begin('admin', drawn('noted_flow', [])));
  ok(await publish('admin', 'noted_flow', drawn('noted_flow', [])));

  const { instance } = ok(await start('noted_flow'));

  const matter = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  assert.equal(matter.status.id, 'done');
  assert.deepEqual(ok(await people.linxiaoyu.get('/tasks?box=started&state=done')).items.map((one) => one.instance), [instance]);
});

test('it has versions as others have, and stays over a start of the server', async () => {
  const renamed = drawn('seal_flow', [{ ...step, candidates: 'person:gu_ming' }], { process: { owner: 'position:operations_manager' } });
  refused(await publish('admin', 'seal_flow', renamed), 'app.version_not_newest', 409);
  assert.equal(ok(await publish('admin', 'seal_flow', renamed, 1)).version, 2);
  assert.equal(await owned('chenguodong', 'seal_flow'), undefined, 'jw:owner says whose it is');
  ok(await begin('admin', drawn('later_flow')));

  await program.stop();
  program = await Program.start({ folder: program.folder, packs, demo: false });
  await signIn();

  assert.equal(await startable('seal_flow'), true);
  assert.equal(await startable('later_flow'), false);
  const { instance } = ok(await start('seal_flow'));
  assert.ok(ok(await people.guming.get('/tasks?box=todo')).items.some((one) => one.instance === instance));
  assert.equal(ok(await people.admin.get('/processes/seal_flow/versions')).items.length, 2);
});

test('what was never in force is removed by its owner, what was is not', async () => {
  ok(await begin('chenguodong', drawn('mistake')));
  ok(await people.chenguodong.put('/processes/mistake/model-draft', { xml: drawn('mistake'), base_version: 0 }));
  refused(await people.linxiaoyu.delete('/design/processes/mistake'), 'app.no_process', 404);
  refused(await people.admin.delete('/design/processes/seal_flow'), 'app.process_in_force', 409);
  refused(await people.admin.delete('/design/processes/paper_flow'), 'app.process_in_force', 409);

  ok(await people.chenguodong.delete('/design/processes/mistake'));

  assert.equal(await owned('admin', 'mistake'), undefined);
  assert.deepEqual(ok(await begin('chenguodong', drawn('mistake'))), { id: 'mistake' });
  assert.deepEqual(ok(await people.chenguodong.get('/processes/mistake/model-draft')), {});
});

test('what was handed in and is removed waits for nobody any more', async () => {
  ok(await begin('chenguodong', drawn('handed_in')));
  ok(await people.chenguodong.put('/processes/handed_in/proposal', { xml: drawn('handed_in'), base_version: 0 }));
  const told = async () => ok(await people.admin.get('/notices?size=100')).items.filter((one) => one.link === '/waiting/handed_in/proposals/chen_guodong');
  assert.deepEqual((await told()).map((one) => Boolean(one.closed)), [false]);

  ok(await people.chenguodong.delete('/design/processes/handed_in'));

  assert.deepEqual(ok(await people.admin.get('/proposals')).items, []);
  assert.deepEqual((await told()).map((one) => Boolean(one.closed)), [true]);
});

const warned = async (id, xml) => ok(await people.admin.post('/processes/models/check', { process: id, xml })).warnings;

test('who decides about records without states is told that none is held back, when it is checked and when it is published', async () => {
  const xml = drawn('held_flow', [step]);
  ok(await begin('admin', xml));

  const [warning] = await warned('held_flow', xml);

  assert.equal(warning.code, 'record_without_states');
  assert.match(warning.text.zh, /^“呈批件”没有可以流转的状态.*撤回.*作废.*请在单据类型中加上状态和流转/);
  assert.match(warning.text.en, /have no state to move through.*declined, taken back.*Give the type states and transitions/);
  assert.deepEqual(ok(await publish('admin', 'held_flow', xml)).warnings.map((one) => one.code), ['record_without_states']);
  assert.deepEqual(await warned('held_flow', drawn('held_flow', [{ ...step, kind: 'work' }])), [], 'nothing is decided');
  assert.deepEqual(await warned('held_flow', xml.replace(/<bpmn:property[^>]*jw:record[^>]*>|<zeebe:property name="jw:record"[^>]*>/, '')), [], 'no record');
});

test('who decides about records and moves none is told which ways they can go', async () => {
  const moved = (more) => drawn('training_try', [{ ...step, ...more }], { process: { record: 'training_need' } });
  ok(await begin('admin', moved({}), 'solution_projects'));

  const [warning] = await warned('training_try', moved({}));

  assert.equal(warning.code, 'record_not_moved');
  assert.match(warning.text.zh, /^没有环节使“培训需求”流转.*选用它的流转：安排培训、不安排、重新安排、撤回申请、随项目结束、随方案下架$/);
  assert.match(warning.text.en, /^no step moves records of "Training need".*Name its transitions/);
  assert.deepEqual(await warned('training_try', moved({ 'on.disagree.transition': 'decline' })), []);
});

test('a branch on which what is agreed moves nothing, while the other does, is told at that branch', async () => {
  const second = { id: 'second', candidates: 'person:gu_ming', 'on.agree.transition': 'plan', 'on.disagree.transition': 'decline' };
  const forked = (more) =>
    drawn('training_fork', [{ ...step, 'on.disagree.transition': 'decline', ...more }, second], {
      process: { record: 'training_need', reads: 'reason' },
      branch: { after: 'first', condition: '= record.reason = null' },
    });
  ok(await begin('admin', forked({}), 'solution_projects'));

  const problems = async (xml) => ok(await people.admin.post('/processes/models/check', { process: 'training_fork', xml })).problems;
  const [problem, ...others] = await problems(forked({}));

  assert.deepEqual([problem.code, problem.element, others], ['way_not_moved', 'f_end', []]);
  assert.match(problem.text.zh, /^这样走下去，通过之后“培训需求”会一直停在“待安排”：.*“通过后单据变为”/);
  assert.match(problem.text.en, /^on this way records of "Training need" stay in .* for ever/);
  refused(await publish('admin', 'training_fork', forked({})), 'app.model_has_problems', 400);
  assert.deepEqual(await problems(forked({ 'on.agree.transition': 'plan' })), []);
});

test('a supplier is admitted or not by the process that somebody drew for it', async () => {
  const admission = drawn('supplier_admission', [{ ...step, 'on.agree.transition': 'admit', 'on.disagree.transition': 'refuse' }], {
    process: { record: 'supplier', start_fields: 'name=required', 'on.withdraw.transition': 'refuse', 'on.cancel.transition': 'refuse' },
  });
  ok(await begin('admin', admission, 'common'));
  assert.deepEqual(await warned('supplier_admission', admission), []);
  ok(await publish('admin', 'supplier_admission', admission));
  const apply = async (name) => ok(await people.linxiaoyu.post('/processes/supplier_admission/instances', { values: { name } }));
  const decide = async ({ instance }, outcome) => {
    const { key } = ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance);
    ok(await people.hejun.post(`/tasks/${key}/acts`, { act: 'complete', outcome, opinion: '已核对' }));
  };
  const state = async ({ record }) => ok(await people.linxiaoyu.get(`/records/supplier/${record.id}`)).state.id;

  const [good, bad, mistaken] = [await apply('江南智控'), await apply('无证商行'), await apply('填错了')];
  assert.equal(await state(good), 'registered');
  await decide(good, 'agree');
  await decide(bad, 'disagree');
  ok(await people.linxiaoyu.post(`/instances/${mistaken.instance}/acts`, { act: 'withdraw', text: '填错' }));

  assert.deepEqual([await state(good), await state(bad), await state(mistaken)], ['admitted', 'refused', 'refused']);
  const item = (supplier) => people.linxiaoyu.post('/records/item', { values: { name: '控制器', kind: 'equipment', supplier: supplier.record.id } });
  refused(await item(bad), 'item.supplier_not_in_use', 422);
  ok(await item(good));
  const rename = async ({ record }) => {
    const { version } = ok(await people.linxiaoyu.get(`/records/supplier/${record.id}`));
    return people.linxiaoyu.patch(`/records/supplier/${record.id}`, { values: { name: `${record.id}号商行` }, version });
  };
  refused(await rename(good), 'supplier.admitted_as_it_is', 422);
  ok(await rename(bad));
});

test('a conclusion is called in English as its step says, else as usual', async () => {
  const steps = [{ ...step, outcomes: 'agree:盖章, disagree:不同意', 'on.agree.title_en': 'Seal it' }];
  ok(await begin('chenguodong', drawn('letter_flow')));
  ok(await publish('admin', 'letter_flow', drawn('letter_flow', steps)));
  ok(await start('letter_flow'));
  const { items } = ok(await people.hejun.get('/tasks?box=todo&size=100'));
  const { key } = items.find((one) => one.process.id === 'letter_flow');
  const { outcomes } = ok(await people.hejun.get(`/tasks/${key}`));
  assert.deepEqual(outcomes.map((one) => one.title), [{ zh: '盖章', en: 'Seal it' }, { zh: '不同意', en: 'Disagree' }]);
});
