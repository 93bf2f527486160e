// Whom the page of a task names for a return is exactly who is asked when it goes back.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const steps = {
  first: { candidates: 'person:he_jun' },
  second: { candidates: 'person:he_jun, person:su_qing', policy: 'all', duplicates: 'first' },
  third: { candidates: 'person:tang_wei' },
};
const names = ['linxiaoyu', 'hejun', 'suqing', 'tangwei', 'zhouliming'];
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(paperModel(steps));
  program = await Program.start({ packs });
  for (const name of names) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const begin = async () => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '合同' } })).instance;
async function act(who, instance, element, body) {
  const row = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance && one.element === element);
  assert.ok(row, `${element} is open for ${who}`);
  ok(await people[who].post(`/tasks/${row.key}/acts`, body));
}
const agree = (who, instance, element) => act(who, instance, element, { act: 'complete', outcome: 'agree' });
async function pageOf(who, instance, element) {
  const row = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance && one.element === element);
  return ok(await people[who].get(`/tasks/${row.key}`));
}
const idsOf = (persons) => persons.map((one) => one.id).toSorted();
const asked = (page, target) => Object.fromEntries(Object.entries(page.return_targets.find((one) => one.id === target).asked).map(([way, persons]) => [way, idsOf(persons)]));
// Whose turn it is at a step.
async function turn(instance, element) {
  const current = ok(await people.linxiaoyu.get(`/instances/${instance}`)).current.filter((one) => one.element === element);
  return current.flatMap((one) => idsOf(one.persons)).toSorted();
}

// The matter at its third step, the first having been transferred.
async function atThird() {
  const instance = await begin();
  await act('hejun', instance, 'first', { act: 'transfer', persons: ['zhou_liming'], text: '请代为审批' });
  await agree('zhouliming', instance, 'first');
  await agree('hejun', instance, 'second');
  await agree('suqing', instance, 'second');
  return instance;
}

for (const [strategy, expected] of [['again', ['he_jun']], ['back', ['zhou_liming']]]) {
  test(`a step that was transferred asks, with ${strategy}, whom the page named`, async () => {
    const instance = await atThird();
    const page = await pageOf('tangwei', instance, 'third');
    assert.deepEqual(asked(page, 'first')[strategy], expected);

    await act('tangwei', instance, 'third', { act: 'return', target: 'first', strategy, text: '再核对' });

    assert.deepEqual(await turn(instance, 'first'), expected);
  });
}

test('whom a rule passes over is not named, and not asked', async () => {
  const instance = await begin();
  await agree('hejun', instance, 'first');
  await agree('suqing', instance, 'second');
  const page = await pageOf('tangwei', instance, 'third');
  assert.deepEqual(asked(page, 'second'), { again: ['su_qing'], back: ['he_jun', 'su_qing'] });

  await act('tangwei', instance, 'third', { act: 'return', target: 'second', strategy: 'again', text: '再核对' });

  assert.deepEqual(await turn(instance, 'second'), ['su_qing']);
  await agree('suqing', instance, 'second');
  await act('tangwei', instance, 'third', { act: 'return', target: 'second', strategy: 'back', text: '再核对' });
  assert.deepEqual(await turn(instance, 'second'), ['he_jun', 'su_qing']);
});

test('who has agreed only at the step itself is asked there again', async () => {
  const instance = await atThird();
  const page = await pageOf('tangwei', instance, 'third');
  assert.deepEqual(asked(page, 'second'), { again: ['he_jun', 'su_qing'], back: ['he_jun', 'su_qing'] });
  assert.deepEqual(asked(page, '$starter'), { again: ['lin_xiaoyu'], back: ['lin_xiaoyu'] });

  await act('tangwei', instance, 'third', { act: 'return', target: 'second', strategy: 'again', text: '再核对' });

  assert.deepEqual(await turn(instance, 'second'), ['he_jun', 'su_qing']);
});

test('who may not return it is told of nobody', async () => {
  const instance = await atThird();
  const { key } = await pageOf('tangwei', instance, 'third');
  const seen = ok(await people.linxiaoyu.get(`/tasks/${key}`)).return_targets;
  assert.ok(seen.every((target) => !('asked' in target)));
});
