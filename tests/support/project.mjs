// What several tests begin with: a client of the company and a project under review.
import assert from 'node:assert/strict';

export const project = (client, more = {}) => ({
  name: '智慧园区',
  client,
  need: '统一出入口与访客管理',
  class: 'non_standard',
  ...more,
});

export const application = {
  background: '园区二期',
  client_needs: '统一门禁',
  development: '两年内扩至三个园区',
  client_relationship: '长期合作',
  contract_amount: '1200000.00',
  risks: '工期紧',
};

export function ok(answer) {
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

// Refused with this code; nothing else is looked at.
export function refused(answer, code, status) {
  assert.equal(answer.body?.code, code, answer.text);
  if (status) assert.equal(answer.status, status, answer.text);
  assert.match(answer.headers['content-type'], /application\/problem\+json/);
  assert.ok(answer.body.title.zh && answer.body.title.en);
  return answer.body;
}

export async function someClient(sales) {
  const made = await sales.post('/records/client', { values: { name: `滨江园区 ${Math.random()}` } });
  return ok(made).id;
}

// Started and applied for by `sales`; answers {instance, record}.
export async function underReview(sales) {
  const client = await someClient(sales);
  const started = ok(await sales.post('/processes/solution_project_flow/instances', { values: project(client) }));
  ok(await sales.complete('application', { outcome: 'done', values: application }, started.record));
  return started;
}

// So many projects started by `sales`, sixteen at once.
export async function startMany(sales, wanted) {
  const client = await someClient(sales);
  const start = () => sales.post('/processes/solution_project_flow/instances', { values: project(client) });
  for (let done = 0; done < wanted; done += 16) {
    const answers = await Promise.all(Array.from({ length: Math.min(16, wanted - done) }, start));
    answers.forEach(ok);
  }
}
