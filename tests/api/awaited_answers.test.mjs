// A matter that waits for what happens to its record names the people by whose work it does, and they are urged from there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let raiser;
before(async () => {
  program = await Program.start();
  raiser = await program.as('cuihao');
});
after(() => program?.remove());

const demand = async () => ok(await raiser.get('/tasks?box=started&size=100')).items.find((row) => row.subject?.includes('门店促销数据支持'));

test('who raised a demand reads for whom its task waits, and urges him', async () => {
  const { instance, current } = await demand();
  assert.deepEqual(current.map((step) => [step.title.zh, step.awaits.zh, step.persons.map((one) => one.id)]), [['③任务管理', '需求：进入绩效评估', ['jiang_tao']]]);
  assert.ok(ok(await raiser.get(`/instances/${instance}`)).acts.includes('urge'));

  ok(await raiser.post(`/instances/${instance}/acts`, { act: 'urge' }));

  const owner = await program.as('jiangtao');
  assert.equal(ok(await owner.get('/notices?size=100')).items.filter((one) => one.kind === 'urge').length, 1);
  refused(await raiser.post(`/instances/${instance}/acts`, { act: 'urge' }), 'work.urged_recently', 429);
  const stranger = await program.as('kongxin');
  refused(await stranger.post(`/instances/${instance}/acts`, { act: 'urge' }), 'work.no_instance', 404);
});

test('where nobody can be named, what is waited for is', async () => {
  const { instance } = await demand();
  const admin = await program.as('admin');
  const { items } = ok(await admin.get('/instances?scope=all&size=100'));
  const task = items.find((row) => row.process.id === 'desk_task_flow');
  ok(await admin.post(`/instances/${task.key}/acts`, { act: 'suspend', text: '盘点' }));

  const { acts, current } = ok(await raiser.get(`/instances/${instance}`));

  assert.equal(current[0].awaits.en, 'Demand: Enter the evaluation');
  assert.ok(!acts.includes('urge'), 'what rests is not urged');
});
