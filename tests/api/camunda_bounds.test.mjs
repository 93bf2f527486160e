// /v2: what is too large or cannot be stored is refused, and pages stay of a size that can be answered.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { order } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'order.bpmn': order() }));
});
after(() => program.remove());

const create = (variables = {}) => api.post('/process-instances', { processDefinitionId: 'order', variables: { orderId: 'o', amount: 1, ...variables } });

test('a text with the character U+0000 is refused at the door, one that spells it is not', async () => {
  for (const variables of [{ note: 'a\u0000b' }, { 'a\u0000b': 1 }]) assert.match(problem(await create(variables), 400, 'request.malformed').detail, /U\+0000/);
  const { processInstanceKey } = ok(await create({ note: 'a\\u0000b' }));
  const { items } = await api.search('/variables', { filter: { processInstanceKey, name: 'note' } });
  assert.equal(items[0].value, JSON.stringify('a\\u0000b'));
});

test('a name of a variable has a bound', async () => {
  problem(await create({ ['n'.repeat(1001)]: 1 }), 400, 'engine.name_too_long');
  ok(await create({ ['n'.repeat(1000)]: 1 }));
});

test('a page of heavy values ends early and goes on behind its cursor', async () => {
  const heavy = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`v${String(at).padStart(2, '0')}`, 'x'.repeat(1_000_000)]));
  const { processInstanceKey } = ok(await create());
  const all = Object.entries(heavy);
  for (const some of [all.slice(0, 10), all.slice(10)])
    ok(await api.request('PUT', `/element-instances/${processInstanceKey}/variables`, { variables: Object.fromEntries(some) }), 204);
  const names = [];
  let cursor;
  let pages = 0;
  do {
    const page = { limit: 100, ...(cursor && { after: cursor }) };
    const answer = ok(await api.post('/variables/search?truncateValues=false', { filter: { processInstanceKey, scopeKey: processInstanceKey }, sort: [{ field: 'name' }], page }));
    names.push(...answer.items.map((item) => item.name));
    cursor = answer.page.endCursor;
    pages += 1;
    assert.ok(JSON.stringify(answer).length < 18_000_000);
    assert.equal(answer.page.totalItems, 22);
  } while (cursor);
  assert.deepEqual(names, ['amount', 'orderId', ...Object.keys(heavy)]);
  assert.ok(pages > 2);
});
