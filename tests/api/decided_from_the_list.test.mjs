// What the list of tasks offers to decide from it, and the signature that a person keeps.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { stroke } from '../support/pictures.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const he = { candidates: 'person:he_jun' };
const steps = {
  plain: { ...he, batch: 'allowed', opinion: 'required_on_disagree', outcomes: 'ok:签批, no:驳回' },
  filled: { ...he, batch: 'allowed', fields: 'title=read, note=required' },
  signed: { ...he, batch: 'allowed', signature: 'required' },
  anew: { ...he, signature: 'required', resign: 'always' },
  alone: he,
};
const people = {};
let packs;
let program;
before(async () => {
  packs = packsWithPaper(paperModel(steps, { start_fields: 'title=required, note=edit' }), { fields: '  note: {type: text, title: 备注}\n' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (values = {}) => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '呈批', ...values } })).instance;
const row = async (instance) => ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance);
const act = async (instance, more = {}) => people.hejun.post(`/tasks/${(await row(instance)).key}/acts`, { act: 'complete', outcome: 'agree', ...more });
const upload = async (who) => ok(await people[who].post('/attachments?name=sign.png', stroke, { 'Content-Type': 'application/octet-stream' }), 201).id;
const signedBy = (image) => ({ signature: { name: '何俊', image } });
const kept = async (who) => ok(await people[who].get('/signature'));

test('the list offers the outcomes as the step names them, with those that want words', async () => {
  const { at_once: outcomes, key } = await row(await start());
  assert.deepEqual(outcomes.map(({ id, title, needs_opinion: needs }) => [id, title.zh, needs]), [['ok', '签批', false], ['no', '驳回', true]]);
  const done = ok(await people.hejun.post('/tasks/acts', { tasks: [key], outcome: 'ok' }));
  assert.deepEqual(done.items, [{ task: key, done: true }]);
});

test('what is no task is answered by itself and keeps none of the others', async () => {
  const { key } = await row(await start());
  const { items } = ok(await people.hejun.post('/tasks/acts', { tasks: ['abc', '7', key], outcome: 'ok' }));
  assert.deepEqual(items.map(({ task, done, code }) => [task, done, code]), [['abc', false, 'work.no_task'], ['7', false, 'work.no_task'], [key, true, undefined]]);
});

test('it offers nothing while a field has to be filled in, for a signature, nor where the step does not allow it', async () => {
  const instance = await start();
  ok(await act(instance, { outcome: 'ok' }));
  assert.equal((await row(instance)).element, 'filled');
  const { key, at_once: offered } = await row(instance);
  assert.equal(offered, undefined);
  const [left] = ok(await people.hejun.post('/tasks/acts', { tasks: [key], outcome: 'agree' })).items;
  assert.equal(left.done, false);
  assert.deepEqual(left.missing.map(({ field, label }) => [field, label.zh]), [['note', '备注']], 'as the single act names it');
  ok(await act(instance, { values: { note: '备注' } }));
  assert.equal((await row(instance)).element, 'signed');
  assert.equal((await row(instance)).at_once, undefined);
  for (const step of ['signed', 'anew']) {
    assert.equal((await row(instance)).element, step);
    ok(await act(instance, signedBy(await upload('hejun'))));
  }
  assert.equal((await row(instance)).element, 'alone');
  assert.equal((await row(instance)).at_once, undefined);
});

test('a field that is filled in already keeps nothing from being decided', async () => {
  const instance = await start({ note: '备注' });
  ok(await act(instance, { outcome: 'ok' }));
  assert.deepEqual((await row(instance)).at_once.map(({ id }) => id), ['agree', 'disagree']);
});

test('a signature is kept for its person alone, and signed with again', async () => {
  assert.deepEqual(await kept('hejun'), {});
  const image = await upload('hejun');
  ok(await people.hejun.put('/signature', { image }), 204);
  assert.equal((await kept('hejun')).image, image);
  assert.deepEqual(await kept('fangyuan'), {});
  assert.equal((await people.fangyuan.get(`/attachments/${image}`)).status, 404);

  for (let times = 0; times < 2; ++times) {
    const instance = await start({ note: '备注' });
    ok(await act(instance, { outcome: 'ok' }));
    ok(await act(instance));
    ok(await act(instance, signedBy(image)));
    const anew = await act(instance, signedBy(image));
    assert.deepEqual([anew.status, anew.body.code, anew.body.place], [400, 'app.bad_signature_image', 'signature.image']);
    ok(await act(instance, signedBy(await upload('hejun'))));
  }

  ok(await people.hejun.request('DELETE', '/signature'), 204);
  assert.deepEqual(await kept('hejun'), {});
});

test('nobody keeps what another drew', async () => {
  const image = await upload('fangyuan');
  const refused = await people.hejun.put('/signature', { image });
  assert.deepEqual([refused.status, refused.body.code], [400, 'app.bad_signature_image']);
  assert.deepEqual(await kept('hejun'), {});
});
