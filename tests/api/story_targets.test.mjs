// The story says where a return or a jump goes, and lists as waiting only who has to act.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(
    lineOf('paper_flow', [
      { id: 'first', candidates: 'person:he_jun' },
      { id: 'second', candidates: 'person:fang_yuan, person:gu_ming', policy: 'all' },
      { id: 'third', candidates: 'person:tang_wei' },
    ]),
  );
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const act = async (who, element, instance, request) => {
  const task = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === element && row.instance === instance);
  return ok(await people[who].post(`/tasks/${task.key}/acts`, request));
};
const shown = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`));
async function atSecond() {
  const { instance } = ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '去向' } }));
  await act('hejun', 'first', instance, { act: 'complete', outcome: 'agree' });
  return instance;
}
const waiting = ({ timeline }) => timeline.filter((entry) => entry.act === 'pending').flatMap((entry) => entry.persons.map((one) => one.id));

test('a return names its target, and who waits for it is not asked meanwhile', async () => {
  const instance = await atSecond();
  await act('fangyuan', 'second', instance, { act: 'return', target: 'first', strategy: 'back', text: '请补充' });
  const matter = await shown(instance);
  const entry = matter.timeline.find((one) => one.act === 'returned');
  assert.deepEqual([entry.target.id, entry.target.title.zh, entry.title.zh, entry.title.en], ['first', 'first', '退回 second → first', 'Returned "second" → first']);
  assert.deepEqual(waiting(matter), ['he_jun']);
  assert.deepEqual(matter.current.flatMap((one) => one.persons.map((person) => person.id)), ['he_jun']);
});

test('a return to the starter says so', async () => {
  const instance = await atSecond();
  await act('fangyuan', 'second', instance, { act: 'return', target: '$starter', strategy: 'back', text: '请补充' });
  const matter = await shown(instance);
  const entry = matter.timeline.find((one) => one.act === 'returned');
  assert.deepEqual([entry.target.id, entry.title.zh], ['$starter', '退回 second → 发起人']);
  assert.deepEqual(waiting(matter), ['lin_xiaoyu']);
});

test('so does a jump', async () => {
  const instance = await atSecond();
  ok(await people.admin.post(`/instances/${instance}/acts`, { act: 'jump', target: 'third', text: '直接到第三步' }));
  const entry = (await shown(instance)).timeline.find((one) => one.act === 'jumped');
  assert.deepEqual([entry.target.id, entry.title.zh], ['third', '跳转 paper_flow → third']);
});
