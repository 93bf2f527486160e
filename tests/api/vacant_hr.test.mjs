// A demotion while nobody is HR manager and the director, who stands in, is the superior himself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let program;
const people = {};
before(async () => {
  program = await Program.start();
  for (const name of ['admin', 'renjie', 'daining', 'shimingyuan', 'murong']) people[name] = await program.as(name);
});
after(async () => program?.remove());

test('he votes once, for both, and it is decided', async () => {
  const member = ok(await people.daining.get('/records/centre_member?size=100')).items.find((one) => one.title === '穆蓉');
  const { version } = ok(await people.daining.get(`/records/centre_member/${member.id}`));
  ok(await people.daining.patch(`/records/centre_member/${member.id}`, { version, values: { superior: 'shi_mingyuan' } }));
  ok(await people.admin.post('/organisation/posts/end', { person: 'dai_ning', position: 'hr_manager' }));
  const evidence = [{ id: ok(await people.renjie.request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
  const facts = { title: '泄露', person: 'mu_rong', kind: 'violation', happened_on: '2026-03-01', facts: '外发名单', evidence };
  const made = ok(await people.renjie.post('/records/discipline_case', { values: facts }));
  ok(await people.murong.complete('hearing', { outcome: 'heard', values: { statement: '误发' } }, made));
  ok(await people.shimingyuan.complete('decision', { outcome: 'decide', values: { severity: 'level_3', decision_reason: '涉及两千用户' } }, made));

  ok(await people.shimingyuan.complete('grave_approval', { outcome: 'agree', opinion: '事实清楚' }, made));

  const decided = ok(await people.renjie.get(`/records/discipline_case/${made.id}`));
  assert.deepEqual([decided.state.id, decided.values.measure], ['decided', 'demotion']);
});
