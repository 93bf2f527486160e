// Rows of a list that their type leaves to processes: whoever has a step to do fills them in as far as it says, nobody else.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithLines } from '../support/lines.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const starting = { process: { start_fields: 'title=required, lines=required' } };
const step = (fields, candidates = 'person:he_jun') => [{ id: 'first', kind: 'work', candidates, fields }];
// Beside the lines a list whose rows others than processes change.
function withMarks(records) {
  appendFileSync(join(records, 'paper_line.yaml'), 'access: {read: [everyone], create: [process], update: [process]}\n');
  const paper = join(records, 'paper.yaml');
  writeFileSync(paper, readFileSync(paper, 'utf8').replace('  lines:', '  marks: {type: children, of: paper_mark, title: 批注}\n  lines:'));
  writeFileSync(
    join(records, 'paper_mark.yaml'),
    `title: 批注
description: 呈批件上的一条批注。
example: 已核对
title_field: text
parent: paper
fields:
  paper: {type: link, to: paper, title: 呈批件}
  text: {type: text, title: 内容, required: true}
access: {read: [everyone], create: [process], update: [process, administrator]}
`,
  );
}
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithLines(lineOf('paper_flow', step('title=read, lines=read'), starting));
  withMarks(join(packs, 'papers', 'records'));
  addLine(packs, 'edits', step('title=read, lines=edit, lines.cost=read'), starting);
  addLine(packs, 'prices', step('title=read, lines=read, lines.cost=edit'), starting);
  addLine(packs, 'marks', step('title=read, lines=read, marks=edit'), starting);
  addLine(packs, 'says_nothing', step('title=read, *=read'), starting);
  addLine(packs, 'pool', step('title=read, lines=edit', 'person:he_jun, person:fang_yuan'), starting);
  for (const rights of ['add', 'change', 'delete']) addLine(packs, `may_${rights}`, step(`title=read, lines=${rights}`), starting);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function at(process) {
  const values = { title: '申请', lines: [{ goods: '服务器', cost: '3000.00' }, { goods: '交换机' }] };
  const { instance, record } = ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values }));
  const { items } = ok(await people.hejun.get('/tasks?box=todo&size=100'));
  const { key } = items.find((row) => row.instance === instance);
  const list = ok(await people.hejun.get(`/tasks/${key}`)).form.children?.lines;
  return { record, key, list, lines: (await listOf(record)).items };
}
const childrenOf = async (record, who) => ok(await people[who].get(`/records/paper/${record.id}`)).children;
const listOf = async (record, who = 'admin') => (await childrenOf(record, who)).find((list) => list.field === 'lines');
const add = (who, record) => people[who].post('/records/paper_line', { values: { paper: record.id, goods: '第三' } });
const change = (who, line, values = { goods: '改名' }) => people[who].patch(`/records/paper_line/${line.id}`, { version: line.version, values });
const remove = (who, line) => people[who].delete(`/records/paper_line/${line.id}?version=${line.version}`);
const act = (who, key, body) => people[who].post(`/tasks/${key}/acts`, body);

async function closed(record, who) {
  const { can_create: create, changeable, removable, items } = await listOf(record, who);
  assert.deepEqual([create, changeable, removable], [false, [], []], who);
  for (const answer of [await add(who, record), await change(who, items[0]), await remove(who, items[0])]) refused(answer, 'records.forbidden', 403);
}

test('add, change and delete are each their own right', async () => {
  for (const process of ['may_add', 'may_change', 'may_delete']) {
    const { record, list, lines } = await at(process);
    const ids = lines.map((line) => line.id);
    const is = (right) => process === `may_${right}`;
    assert.deepEqual([list.can_create, list.changeable, list.removable], [is('add'), is('change') ? ids : [], is('delete') ? ids : []], process);
    const said = async (answer, right, code) => (is(right) ? ok(answer) : refused(answer, code));
    await said(await add('hejun', record), 'add', 'app.list_only_read');
    await said(await change('hejun', lines[0]), 'change', 'app.list_only_read');
    await said(await remove('hejun', lines[1]), 'delete', 'app.row_stays');
    for (const who of ['linxiaoyu', 'fangyuan', 'admin']) await closed(record, who);
  }
});

test('a file fills them in where the step lets rows be added, and nowhere else', async () => {
  const send = (record) => people.hejun.post(`/records/paper_line/import?mode=apply&link=paper&owner=${record.id}`, '品名\n路由器\n', { 'Content-Type': 'text/csv' });
  assert.equal(ok(await send((await at('may_add')).record)).created, 1);
  refused(await send((await at('may_change')).record), 'app.list_only_read');
  const { record } = await at('says_nothing');
  assert.ok((await send(record)).status >= 400);
  assert.equal((await listOf(record)).items.length, 2);
});

test('a column that the step lets nobody fill in stays, and where only one is open no other changes', async () => {
  const edits = await at('edits');
  assert.deepEqual(refused(await change('hejun', edits.lines[0], { cost: '1.00' }), 'app.column_only_read').missing.map(({ field }) => field), ['cost']);
  ok(await change('hejun', edits.lines[0]));
  const prices = await at('prices');
  refused(await change('hejun', prices.lines[0]), 'app.column_only_read');
  ok(await change('hejun', prices.lines[0], { cost: '1.00' }));
  refused(await add('hejun', prices.record), 'app.list_only_read');
});

test('a step that only reads the list, or does not name it, opens nothing', async () => {
  for (const process of ['paper_flow', 'says_nothing']) await closed((await at(process)).record, 'hejun');
});

test('nor does one whose list has rows that others than processes change: they are for those whom the type names', async () => {
  const { record, key } = await at('marks');
  const { marks } = ok(await people.hejun.get(`/tasks/${key}`)).form.children;
  assert.deepEqual([marks.can_create, (await childrenOf(record, 'hejun')).find((list) => list.field === 'marks').can_create], [false, false]);
  refused(await people.hejun.post('/records/paper_mark', { values: { paper: record.id, text: '已核对' } }), 'records.forbidden', 403);
});

test('nor does one that somebody else has claimed', async () => {
  const { record, key, lines } = await at('pool');
  ok(await act('fangyuan', key, { act: 'claim' }));
  await closed(record, 'hejun');
  ok(await change('fangyuan', lines[0]));
  ok(await act('fangyuan', key, { act: 'unclaim' }));
  ok(await add('hejun', record));
});

test('nor one at which an opinion is waited for, to who asked and to who is asked', async () => {
  const { record, key, lines } = await at('edits');
  ok(await act('hejun', key, { act: 'delegate', persons: ['fang_yuan'], text: '请看' }));
  for (const who of ['hejun', 'fangyuan']) await closed(record, who);
  ok(await act('fangyuan', key, { act: 'reply', text: '可以' }));
  ok(await change('hejun', lines[0]));
});

test('nor one that is done', async () => {
  const { record, key } = await at('edits');
  ok(await act('hejun', key, { act: 'complete', outcome: 'done' }));
  await closed(record, 'hejun');
});
