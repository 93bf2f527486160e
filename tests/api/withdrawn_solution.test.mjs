// A standard solution that is withdrawn while its project waits for registration: the check is refused, and the starter chooses another one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
const people = {};
before(async () => {
  program = await Program.start();
  for (const name of ['linxiaoyu', 'zhouliming', 'fangyuan']) people[name] = await program.as(name);
});
after(async () => program?.remove());

async function standard(title) {
  const { fangyuan } = people;
  const { id } = ok(await fangyuan.post('/records/library_entry', { values: { title, earlier_projects: 1, earlier_evidence: '城南档案馆' } }));
  const move = async (transition, values = {}) => ok(await fangyuan.post(`/records/library_entry/${id}/transitions/${transition}`, { values }));
  await move('enter');
  ok(await fangyuan.post('/records/solution_improvement', { values: { entry: id, summary: '增加访客码' } }));
  await move('promote', { promotion_evidence: '已使用并改进' });
  return { id, move };
}

const todo = async (name, instance) => ok(await people[name].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
const act = async (name, instance, body) => people[name].post(`/tasks/${(await todo(name, instance)).key}/acts`, body);

test('the registration is refused, goes back, and is agreed to with another solution', async () => {
  const old = await standard('门禁一代');
  const replacement = await standard('门禁二代');
  const client = ok(await people.linxiaoyu.post('/records/client', { values: { name: '门诊医院' } })).id;
  const values = { name: '门诊楼门禁', client, need: '门禁', class: 'standard', standard_solution: old.id };
  const { instance } = ok(await people.linxiaoyu.post('/processes/solution_project_flow/instances', { values }));
  await old.move('withdraw', { withdrawal_reason: '停产', replacement: replacement.id });

  const agree = { act: 'complete', outcome: 'agree', values: {} };
  const problem = refused(await act('zhouliming', instance, agree), 'solution_project.solution_withdrawn', 422);
  assert.equal(problem.clause, 'S18-P19');
  ok(await act('zhouliming', instance, { act: 'return', target: '$starter', text: '请改选' }));
  ok(await act('linxiaoyu', instance, { act: 'complete', outcome: 'resubmit', values: { ...values, standard_solution: replacement.id } }));
  ok(await act('zhouliming', instance, agree));

  const row = ok(await people.linxiaoyu.get('/records/solution_project?size=100')).items.find((one) => one.title === '门诊楼门禁');
  assert.deepEqual([row.state.id, row.values.standard_solution], ['handover', replacement.id]);
});
