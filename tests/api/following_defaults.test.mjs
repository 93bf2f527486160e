// A default that depends on other fields follows them while the form of a new record is filled in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let manager;
before(async () => {
  program = await Program.start();
  manager = await program.as('renjie');
});
after(() => program.remove());

const opened = async () => ok(await manager.get('/records/appraisal_period/form'));
const evaluated = async (form, values, typed) => ok(await manager.post('/forms/evaluate', { subject: form.subject, values: { ...form.values, ...values }, typed }));

test('what nobody typed follows what was', async () => {
  const form = await opened();
  const { values } = await evaluated(form, { from_on: '2025-07-01' }, ['from_on']);

  assert.deepEqual(values, { title: '2025 年第 3 季度考核' });
});

test('what was typed stays, and so does all where nothing was typed', async () => {
  const form = await opened();
  const named = await evaluated(form, { from_on: '2025-07-01', title: '夏季考核' }, ['from_on', 'title']);
  const untouched = await evaluated(form, { from_on: '2025-07-01' }, undefined);

  assert.deepEqual([named.values, untouched.values], [{}, {}]);
});

test('a stored record follows nothing', async () => {
  const stored = ok(await manager.post('/records/appraisal_period', { values: { from_on: '2025-10-01' } }));
  const form = ok(await manager.get(`/records/appraisal_period/${stored.id}/form`));
  const { values } = await evaluated(form, { title: '年末考核' }, ['title']);

  assert.deepEqual(values, {});
});

test('the names of the fields that were typed are texts', async () => {
  const form = await opened();
  refused(await manager.post('/forms/evaluate', { subject: form.subject, values: {}, typed: [1] }), 'request.wrong_type');
});
