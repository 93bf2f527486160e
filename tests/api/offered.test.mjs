// What a page offers is allowed: every change, act and new record that is offered to somebody of the demo, of each type,
// is tried, and none is refused for want of a right. What is not offered is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

// One of each kind of work, and some without.
const names = [
  'linxiaoyu', 'suqing', 'tangwei', 'guming', 'shenlan', 'zhouliming', 'chenguodong', 'fangyuan', 'qianduo', 'kongxin', 'daining',
  'renjie', 'luchuan', 'xialin', 'murong', 'shimingyuan', 'tianmi', 'admin',
];
const each = 2; // records of a type and state

let world;
let types;
const tried = { created: 0, updated: 0, moved: 0, refused: 0 };
before(async () => {
  world = await World.open();
  const duty = { name: '周报', how_often: 'week', position: 'sales_rep' };
  const admin = await world.browser('admin');
  ok(await admin.post('/records/duty', { values: duty }));
  ok(await (await world.browser('tangwei')).post('/records/duty', { values: { ...duty, position: null, person: 'tang_wei' } }));
  await walkTo(world, 'planning');
  const { items } = ok(await admin.get('/record-types'));
  types = await Promise.all(items.map(async ({ id }) => ok(await admin.get(`/record-types/${id}`))));
});
after(() => {
  console.log(`${types.length} types × ${names.length} people: ${JSON.stringify(tried)}`);
  return world.close();
});

// Some of every state that he may read.
async function recordsOf(client, type) {
  const { items } = ok(await client.get(`/records/${type.id}?size=100`));
  const met = {};
  const some = items.filter((row) => (met[row.state?.id] = (met[row.state?.id] ?? 0) + 1) <= each);
  return Promise.all(some.map(async (row) => ok(await client.get(`/records/${type.id}/${row.id}`))));
}

async function eachRecord(look) {
  for (const type of types) {
    for (const name of names) {
      const client = await world.browser(name);
      for (const record of await recordsOf(client, type)) await look({ client, type, record, who: `${name}: ${type.id} ${record.number ?? record.id}` });
    }
  }
}

const isAllowed = (answer, what) => assert.notEqual(answer.status, 403, `${what}: ${answer.text}`);
const isRefused = (answer, what) => assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status} ${answer.text}`);
const at = (record) => `/records/${record.type}/${record.id}`;
const isText = (field) => ['text', 'long_text'].includes(field?.type);

// A text of his form that he may write.
async function openField(client, record) {
  const { fields } = ok(await client.post('/forms/evaluate', { subject: { record: { type: record.type, id: record.id } }, values: {} }));
  const isOpen = ({ id, ...field }) => isText(field) && fields[id]?.visible && fields[id].editable;
  return record.fields.find(isOpen)?.id;
}
const change = (client, record, field) =>
  client.patch(at(record), { version: record.version, values: { [field]: `${record.values[field] ?? ''}。` } });

test('a new record that is offered may be made, another one may not', async () => {
  for (const name of names) {
    const client = await world.browser(name);
    for (const { id, can_create: isOffered } of ok(await client.get('/record-types')).items) {
      const answer = await client.post(`/records/${id}`, { values: {} });
      if (isOffered) isAllowed(answer, `${name}: ${id}`);
      else isRefused(answer, `${name}: ${id}`);
      tried.created += 1;
    }
  }
});

test('a change that is offered may be made, in lists too, another one may not', async () => {
  await eachRecord(async ({ client, type, record, who }) => {
    for (const list of record.children) {
      if (list.can_create) isAllowed(await client.post(`/records/${list.type}`, { values: { [list.link]: record.id } }), `${who}, ${list.field}`);
    }
    const now = ok(await client.get(at(record)));
    if (now.can.update) {
      const field = await openField(client, now);
      if (!field) return;
      isAllowed(await change(client, now, field), `${who}, ${field}`);
      tried.updated += 1;
    } else {
      const field = type.fields.find((one) => isText(one) && !one.computed);
      if (field) isRefused(await change(client, now, field.id), `${who}, ${field.id}`);
      tried.refused += 1;
    }
  });
});

test('an act that is ready may be done, one that is not offered may not', async () => {
  await eachRecord(async ({ client, type, record, who }) => {
    const offered = record.transitions.map((one) => one.id);
    for (const { id } of type.transitions.filter((one) => !offered.includes(one.id))) {
      isRefused(await client.post(`${at(record)}/transitions/${id}`, { values: {} }), `${who}, ${id}`);
      tried.refused += 1;
    }
    const ready = record.transitions.find((one) => one.ready);
    if (!ready) return;
    isAllowed(await client.post(`${at(record)}/transitions/${ready.id}`, { values: {} }), `${who}, ${ready.id}`);
    tried.moved += 1;
  });
});
