// Who started a matter hears how it ended: once, in the words of its status, with who decided it and why.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'first', candidates: 'person:su_qing' }, { id: 'last', candidates: 'person:zhou_liming' }]));
  addLine(packs, 'inner', [{ id: 'asked', candidates: 'person:su_qing' }]);
  addLine(packs, 'outer', [{ id: 'call', calls: 'inner' }]);
  addLine(packs, 'deeper', [{ id: 'through', calls: 'outer' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'suqing', 'zhouliming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: process } })).instance;
async function decide(name, element, outcome, opinion) {
  const { key } = ok(await people[name].get('/tasks?box=todo&size=100')).items.find((one) => one.element === element);
  ok(await people[name].post(`/tasks/${key}/acts`, { act: 'complete', outcome, opinion }));
}
// What the starter has been told of ends since `before`.
const told = async () => ok(await people.linxiaoyu.get('/notices?size=100')).items.filter((one) => ['passed', 'rejected', 'canceled'].includes(one.kind));
async function toldBy(act) {
  const earlier = new Set((await told()).map((one) => one.id));
  await act();
  return (await told()).filter((one) => !earlier.has(one.id)).map((one) => [one.kind, one.title.zh.split('：')[0], one.text.zh]);
}

test('that it passed, by whom', async () => {
  await start('paper_flow');
  await decide('suqing', 'first', 'agree');
  assert.deepEqual(await toldBy(() => decide('zhouliming', 'last', 'agree', '按预算执行')), [['passed', '已通过', 'last：同意（周黎明）\n按预算执行']]);
});

test('that it did not, by whom and why', async () => {
  await start('paper_flow');
  assert.deepEqual(await toldBy(() => decide('suqing', 'first', 'disagree', '超预算')), [['rejected', '未通过', 'first：不同意（苏青）\n超预算']]);
});

test('a part that ends the whole is told as the whole, once', async () => {
  for (const process of ['outer', 'deeper']) {
    const instance = await start(process);
    const said = await toldBy(() => decide('suqing', 'asked', 'disagree', '材料不齐'));
    assert.deepEqual(said, [['rejected', '未通过', 'asked：不同意（苏青）\n材料不齐']]);
    const [notice] = await told();
    assert.equal(notice.link, `/instances/${instance}`);
  }
});

test('a part that passes is told with the whole', async () => {
  await start('outer');
  assert.deepEqual(await toldBy(() => decide('suqing', 'asked', 'agree')), [['passed', '已完成', 'asked：同意（苏青）']]);
});
