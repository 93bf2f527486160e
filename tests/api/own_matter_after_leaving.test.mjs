// 离职交接: whoever takes over the work of a keeper or an approver still decides nothing that he asked for himself.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';
import { somePacks } from '../support/some-packs.mjs';

const names = { zhang_jing: 'zhangjing', ding_xiang: 'dingxiang', yin_shi: 'yinshi', ke_zheng: 'kezheng', chen_guodong: 'chenguodong' };
let packs;
let program;
let people;
let seal;
before(async () => {
  packs = somePacks('common', 'administration');
  program = await Program.start({ packs });
  people = { admin: await program.as('admin') };
  for (const [id, name] of Object.entries(names)) people[id] = await program.as(name);
  seal = ok(await people.zhang_jing.get('/records/seal?size=20')).items.find((one) => one.values.name === '公司公章').id;
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function ask(who, more = {}) {
  const document = [{ id: ok(await people[who].request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
  const values = { seal, document_kind: 'letter', title: '证明', copies: 1, document, reason: '办事', ...more };
  return ok(await people[who].post('/processes/seal_use_flow/instances', { values })).record;
}
const contract = { document_kind: 'contract', counterparty: '滨江物业' };
const agree = async (who, element, record) => ok(await people[who].complete(element, { outcome: 'agree' }, record));
async function leave(who, successor) {
  const held = ok(await people.admin.get(`/people/${who}/leaving`)).records.filter((one) => /^(leave|absence)\//.test(one.id));
  const records = Object.fromEntries(held.map((one) => [one.id, 'chen_guodong']));
  ok(await people.admin.post(`/people/${who}/leave`, { reason: '离职', successor, records }));
  delete people[who];
}
const holders = async (element, record) => {
  const found = [];
  for (const [id, person] of Object.entries(people)) if (await person.task(element, record)) found.push(id);
  return found;
};
// Why the step went to whom: [reason, who] of each time.
async function said(record) {
  const { items } = ok(await people.chen_guodong.get(`/records/seal_use/${record.id}/timeline`));
  return items.filter((one) => one.act === 'reassigned').map((one) => [one.reason, (one.persons ?? []).map((each) => each.id).join()]);
}

test('the applicant leaves and the keeper takes the matter over: he does not seal it', async () => {
  const record = await ask('ke_zheng');
  await agree('zhang_jing', 'superior_consent', record);
  assert.deepEqual(await holders('sealing', record), ['yin_shi']);

  await leave('ke_zheng', 'yin_shi');

  assert.deepEqual(await holders('sealing', record), ['zhang_jing']);
  assert.deepEqual(await said(record), [['applicant_changed', ''], ['applicant_substitute', 'zhang_jing']]);
});

test('keeper and legal counsel leave and the applicant takes both over: his superior seals and reviews', async () => {
  const letter = await ask('ding_xiang');
  const agreement = await ask('ding_xiang', contract);
  const tender = await ask('ding_xiang', { is_outside: true, outside_place: '交易中心', return_by: '2026-03-04T18:00:00+08:00' });
  for (const record of [letter, agreement, tender]) await agree('zhang_jing', 'superior_consent', record);
  ok(await people.yin_shi.complete('handing_out', { outcome: 'out' }, tender));
  assert.deepEqual(await holders('legal_review', agreement), ['yin_shi']);

  await leave('yin_shi', 'ding_xiang');

  assert.equal(ok(await people.zhang_jing.get(`/records/seal/${seal}`)).values.keeper, 'ding_xiang');
  for (const [element, record] of [['sealing', letter], ['legal_review', agreement]]) {
    assert.deepEqual(await holders(element, record), ['zhang_jing']);
    assert.deepEqual(await said(record), [['own_matter', 'zhang_jing']]);
  }
  const evidence = [{ id: ok(await people.ding_xiang.request('POST', '/attachments?name=b.txt', Buffer.from('y'))).id, name: 'b.txt' }];
  ok(await people.ding_xiang.complete('giving_back', { outcome: 'back', values: { used_copies: 1, used_on: '2026-03-02', evidence } }, tender));
  assert.deepEqual(await holders('taking_back', tender), ['zhang_jing']);
});

test('the superior leaves and the applicant takes the post: the next one up decides', async () => {
  const record = await ask('ding_xiang');
  const values = { kind: 'personal', from_on: '2026-03-05', from_part: 'morning', until_on: '2026-03-05', until_part: 'afternoon', reason: '家中有事', stand_in: 'chen_guodong' };
  const leaveRecord = ok(await people.ding_xiang.post('/processes/leave_flow/instances', { values })).record;

  await leave('zhang_jing', 'ding_xiang');

  assert.deepEqual(await holders('superior_consent', record), ['chen_guodong']);
  assert.deepEqual(await holders('superior_approval', leaveRecord), ['chen_guodong']);
  assert.deepEqual(await said(record), [['own_matter', 'chen_guodong']]);
  const told = ok(await people.ding_xiang.get('/notices?size=50')).items.filter((one) => one.title.zh.startsWith('待办') && /直接上级审批/.test(one.title.zh));
  assert.deepEqual(told, []);
});
