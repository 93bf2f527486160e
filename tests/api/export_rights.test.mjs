// Who takes lists out of the program: access.export of a record type.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
const people = {};
before(async () => {
  program = await Program.start({});
  for (const name of ['renjie', 'luchuan']) people[name] = await program.as(name);
});
after(async () => program?.remove());

const offered = async (name) => {
  const type = ok(await people[name].get('/record-types')).items.find(({ id }) => id === 'reward_entry').can_export;
  const view = ok(await people[name].get('/views/reward_entries')).can_export;
  assert.equal(type, view);
  return type;
};

test('who keeps the ledger takes it out; who reads his own entries there does not', async () => {
  assert.equal(await offered('renjie'), true);
  assert.equal(await offered('luchuan'), false);
  ok(await people.luchuan.get('/records/reward_entry'));
  assert.match((await people.renjie.get('/records/reward_entry/export.csv')).text, /^\uFEFF?编号|^\uFEFF/);
  refused(await people.luchuan.get('/records/reward_entry/export.csv'), 'records.forbidden', 403);
});
