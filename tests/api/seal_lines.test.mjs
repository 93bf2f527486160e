// 用印: the further seals of an application are mended in what is returned to the applicant, by him, and at no other time.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';
import { somePacks } from '../support/some-packs.mjs';

let packs;
let program;
const people = {};
const seals = {};
before(async () => {
  packs = somePacks('common', 'administration');
  program = await Program.start({ packs });
  for (const name of ['dingxiang', 'zhangjing', 'yinshi', 'kezheng', 'dengwanqing', 'admin']) people[name] = await program.as(name);
  for (const one of ok(await people.zhangjing.get('/records/seal?size=20')).items) seals[one.values.name] = one.id;
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function applied() {
  const document = [{ id: ok(await people.dingxiang.request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
  const values = { seal: seals['公司公章'], document_kind: 'letter', title: '授权委托书', copies: 1, document, reason: '变更登记', other_seals: [{ seal: seals['合同专用章'], copies: 1 }] };
  const { record } = ok(await people.dingxiang.post('/processes/seal_use_flow/instances', { values }));
  return record;
}
const lines = async (record, who = 'dingxiang') => ok(await people[who].get(`/records/seal_use/${record.id}`)).children.find((list) => list.field === 'other_seals');
const copies = async (record) => (await lines(record)).items.map(({ values }) => values.copies);
const change = (who, line, values) => people[who].patch(`/records/extra_seal/${line.id}`, { version: line.version, values });
const add = (who, record, seal) => people[who].post('/records/extra_seal', { values: { application: record.id, seal: seals[seal], copies: 1 } });
const act = (who, task, body) => people[who].post(`/tasks/${task.key}/acts`, body);
const remove = (who, line) => people[who].delete(`/records/extra_seal/${line.id}?version=${line.version}`);
async function returned(record) {
  const { key } = await people.zhangjing.task('superior_consent', record);
  ok(await act('zhangjing', { key }, { act: 'return', target: '$starter', text: '请改份数' }));
  return people.dingxiang.task('asked_for', record);
}

// Nobody of these, whatever the page: the applicant, who approves, who keeps a seal, an administrator.
async function closed(record, persons) {
  const { items } = await lines(record);
  for (const who of persons) {
    refused(await change(who, items[0], { copies: 50 }), 'records.forbidden', 403);
    refused(await add(who, record, '法定代表人名章'), 'records.forbidden', 403);
    refused(await remove(who, items[0]), 'records.forbidden', 403);
  }
  const { can_create: create, changeable, removable } = await lines(record);
  if (persons.includes('dingxiang')) assert.deepEqual([create, changeable, removable], [false, [], []]);
}

test('under approval and after it nobody changes them', async () => {
  const record = await applied();
  await closed(record, ['dingxiang', 'zhangjing', 'kezheng', 'admin']);
  ok(await people.zhangjing.complete('superior_consent', { outcome: 'agree' }, record));
  ok(await people.kezheng.complete('legal_review', { outcome: 'agree' }, record));
  const [line] = (await lines(record)).items;
  for (const who of ['dingxiang', 'zhangjing']) refused(await change(who, line, { copies: 50 }), 'records.forbidden', 403);
});

test('the applicant mends them in what is returned to him, and nobody else', async () => {
  const record = await applied();
  const task = await returned(record);
  const form = ok(await people.dingxiang.get(`/tasks/${task.key}`)).form.children.other_seals;
  const [line] = form.items;
  assert.deepEqual([form.can_create, form.changeable, form.removable], [true, [line.id], [line.id]]);
  await closed(record, ['zhangjing', 'kezheng', 'admin']);

  ok(await change('dingxiang', line, { copies: 3 }));
  ok(await add('dingxiang', record, '法定代表人名章'));
  const twice = refused(await add('dingxiang', record, '公司公章'), 'extra_seal.twice', 422);
  assert.deepEqual(twice.missing.map(({ field }) => field), ['seal']);
  assert.deepEqual(await copies(record), [3, 1]);
  const [, second] = (await lines(record)).items;
  ok(await remove('dingxiang', second));
  assert.deepEqual(await copies(record), [3]);

  ok(await people.dingxiang.complete('asked_for', { outcome: 'resubmit' }, record));
  await closed(record, ['dingxiang', 'zhangjing', 'kezheng', 'admin']);
});

test('what is returned to him opens no line of another application', async () => {
  const [record, other] = [await applied(), await applied()];
  await returned(record);
  const [line] = (await lines(record)).items;
  await closed(other, ['dingxiang']);
  const moved = await change('dingxiang', line, { application: other.id });
  assert.ok(moved.status >= 400, moved.text);
  assert.deepEqual([(await copies(record)).length, (await copies(other)).length], [1, 1]);
});

test('while the matter rests, and once it is withdrawn, he mends nothing', async () => {
  const record = await applied();
  const { instance } = await returned(record);
  const [line] = (await lines(record)).items;
  ok(await people.admin.post(`/instances/${instance}/acts`, { act: 'suspend', text: '盘点' }));
  await closed(record, ['dingxiang']);
  ok(await people.admin.post(`/instances/${instance}/acts`, { act: 'resume', text: '盘点完' }));
  ok(await change('dingxiang', line, { copies: 2 }));

  ok(await people.dingxiang.post(`/instances/${instance}/acts`, { act: 'withdraw', text: '不用了' }));
  await closed(record, ['dingxiang']);
});

test('whoever does it in his place mends them, on his behalf', async () => {
  const record = await applied();
  await returned(record);
  const [line] = (await lines(record)).items;
  refused(await change('dengwanqing', line, { copies: 2 }), 'records.forbidden', 403);
  const deputy = ok(await people.dingxiang.post('/deputies', { deputy: 'deng_wanqing', mode: 'beside' }));

  ok(await change('dengwanqing', line, { copies: 2 }));

  const { items } = ok(await people.dingxiang.get(`/records/seal_use/${record.id}/timeline`));
  const told = items.find((one) => one.act === 'record.changed');
  assert.deepEqual([told.person.id, told.on_behalf_of.id], ['deng_wanqing', 'ding_xiang']);
  ok(await people.dingxiang.delete(`/deputies/${deputy.id}`));
  refused(await change('dengwanqing', (await lines(record)).items[0], { copies: 1 }), 'records.forbidden', 403);
});
