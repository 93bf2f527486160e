// 跳转 offers no step that it would be refused for.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  const steps = [
    { id: 'first', candidates: 'person:he_jun' },
    { id: 'second', candidates: 'choice:previous' },
    { id: 'third', candidates: 'person:fang_yuan' },
  ];
  packs = packsWithPaper(lineOf('paper_flow', steps));
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async () => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '采购' } })).instance;
const targets = async (instance) => ok(await people.admin.get(`/instances/${instance}/diagram`)).jump_targets;
const act = (instance, name, more = {}) => people.admin.post(`/instances/${instance}/acts`, { act: name, text: '管理需要', ...more });

test('a step whose people are to be chosen is offered once they are', async () => {
  const instance = await start();
  assert.deepEqual(await targets(instance), ['first', 'third']);
  refused(await act(instance, 'jump', { target: 'second' }), 'work.choice_required');
  const { items } = ok(await people.hejun.get('/tasks?box=todo&size=100'));
  const task = items.find((row) => row.instance === instance);
  ok(await people.hejun.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree', choices: { second: ['su_qing'] } }));
  assert.deepEqual(await targets(instance), ['first', 'second', 'third']);
  ok(await act(instance, 'jump', { target: 'third' }));
  ok(await act(instance, 'jump', { target: 'second' }));
});

test('a suspended matter goes nowhere', async () => {
  const instance = await start();
  ok(await act(instance, 'suspend'));
  assert.deepEqual(await targets(instance), []);
  refused(await act(instance, 'jump', { target: 'third' }), 'work.suspended', 409);
  ok(await act(instance, 'resume'));
  assert.deepEqual(await targets(instance), ['first', 'third']);
});
