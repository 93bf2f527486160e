// An approver's signature is bound to what he signed: a later change of the record shows beside it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { stroke } from '../support/pictures.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const model = paperModel(
  {
    first: { candidates: 'person:he_jun', signature: 'required', area: '部门意见' },
    second: { candidates: 'person:fang_yuan', fields: 'amount=edit' },
    third: { candidates: 'person:lin_xiaoyu' },
  },
  { start_fields: 'title=required, amount=edit' },
);
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model, { fields: '  amount: {type: number, scale: 2, title: 金额}\n' });
  program = await Program.start({ packs });
  for (const name of ['suqing', 'hejun', 'fangyuan', 'linxiaoyu']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async () => ok(await people.suqing.post('/processes/paper_flow/instances', { values: { title: '采购', amount: 100 } })).instance;
async function act(who, instance, more) {
  const { key } = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  ok(await people[who].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', ...more }));
}
const sign = async (instance, more = {}) => {
  const { id } = ok(await people.hejun.post('/attachments?name=sign.png', stroke, { 'Content-Type': 'application/octet-stream' }), 201);
  await act('hejun', instance, { signature: { image: id, ...more } });
};
async function shown(instance) {
  const { timeline, areas } = ok(await people.suqing.get(`/instances/${instance}`));
  const told = timeline.find((entry) => entry.signature).signature;
  assert.deepEqual(areas[0].opinions[0].signature, told);
  return told;
}
const paper = async (instance) => (await people.suqing.get(`/instances/${instance}/paper?language=zh`)).text;

test('the hash of what was signed is kept, told and printed, and no other that is sent along', async () => {
  const instance = await start();
  await sign(instance, { hash: 'made up' });
  await act('fangyuan', instance);

  const signature = await shown(instance);
  assert.match(signature.hash, /^[0-9a-f]{64}$/);
  assert.equal(signature.changed, undefined);
  const text = await paper(instance);
  assert.ok(text.includes(`签名内容 SHA-256 ${signature.hash}`));
  assert.ok(!text.includes('签名后内容已变更'));
});

test('what is changed after it shows beside the signature', async () => {
  const instance = await start();
  await sign(instance);
  const { hash } = await shown(instance);
  await act('fangyuan', instance, { values: { amount: 900000 } });

  const signature = await shown(instance);
  assert.deepEqual([signature.hash, signature.changed], [hash, true]);
  assert.ok((await paper(instance)).includes('签名后内容已变更'));
});
