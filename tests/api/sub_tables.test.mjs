// Lists of a record where people work on an approval: filled in with the start form, and what steps say of them.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../support/command.mjs';
import { addLine, lineOf } from '../support/line.mjs';
import { packsWithLines } from '../support/lines.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const starting = { process: { start_fields: 'title=required, lines=required, lines.note=hide' } };
const first = { id: 'first', candidates: 'person:he_jun', kind: 'work' };
const second = { id: 'second', candidates: 'person:fang_yuan' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithLines(lineOf('paper_flow', [{ ...first, fields: 'title=read, lines=read' }], starting));
  addLine(packs, 'edits', [{ ...first, fields: 'title=read, lines=edit, lines.cost=read, lines.note=hide' }], starting);
  addLine(packs, 'prices', [{ ...first, fields: 'title=read, lines=read, lines.cost=edit' }], starting);
  addLine(packs, 'hides', [{ ...first, fields: 'title=read, lines=hide' }], starting);
  for (const rights of ['add', 'change', 'delete', 'add+change']) addLine(packs, `may_${rights.replace('+', '_')}`, [{ ...first, fields: `title=read, lines=${rights}` }], starting);
  addLine(packs, 'keeps_rows', [second], { process: { start_fields: 'title=required, lines=add+change' } });
  addLine(packs, 'decides', [second], starting);
  addLine(packs, 'says_nothing', [{ ...first, fields: 'title=read, *=read' }], starting);
  addLine(packs, 'dear', [first, second], { process: { ...starting.process, reads: 'title, lines' }, branch: { after: 'first', condition: '= sum(record.lines.cost) &lt; 100' } });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const send = (process, lines) => people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '申请', lines } });
const rows = [{ goods: '服务器', cost: '3000.00', quantity: 2 }, { goods: '交换机', cost: '500.00', kind: 'soft' }];
const linesOf = async (id) => ok(await people.admin.get(`/records/paper/${id}`)).children[0];
async function at(process) {
  const { instance, record } = ok(await send(process, rows));
  const { items } = ok(await people.hejun.get('/tasks?box=todo&size=100'));
  const task = ok(await people.hejun.get(`/tasks/${items.find((row) => row.instance === instance).key}`));
  return { record, task, list: task.form.children.lines, lines: (await linesOf(record.id)).items };
}
const add = (record, values) => people.hejun.post('/records/paper_line', { values: { paper: record.id, ...values } });
const remove = (line, person = people.hejun) => person.delete(`/records/paper_line/${line.id}?version=${line.version}`);
const change = (line, values) => people.hejun.patch(`/records/paper_line/${line.id}`, { version: line.version, values });

test('the start form has the list as a table, without what it hides', async () => {
  const { form } = ok(await people.linxiaoyu.get('/processes/paper_flow'));
  const table = form.schema.components.find((one) => one.key === 'lines');
  assert.equal(table.type, 'dynamiclist');
  assert.deepEqual(table.components.map((one) => [one.key, one.mode]), [['goods', 'edit'], ['kind', 'edit'], ['quantity', 'edit'], ['cost', 'edit'], ['whole', 'edit']]);
  assert.equal(form.fields.lines.required, true);

  const values = { title: '申请', lines: [{ goods: '服务器', cost: '3000.00', quantity: 2 }, {}] };
  const { fields } = ok(await people.linxiaoyu.post('/forms/evaluate', { subject: { process: 'paper_flow' }, values }));
  assert.equal(Number(fields['lines.0.whole'].value), 6000);
  assert.equal(fields['lines.1.goods'].required, true);
  assert.equal(fields['lines.1.kind'].value, 'hard');
  assert.equal(Number(fields.lines.totals.whole), 6000);
});

test('rows become records of the new one, in the same act', async () => {
  const { record } = ok(await send('paper_flow', rows));
  const { items, totals } = await linesOf(record.id);
  assert.deepEqual(items.map((row) => [row.values.goods, row.values.kind, row.values.cost]), [['服务器', 'hard', '3000.00'], ['交换机', 'soft', '500.00']]);
  assert.equal(totals.cost, '3500.00');
});

test('what is wrong with a row is refused with its place, and nothing is made', async () => {
  const papers = async () => ok(await people.admin.get('/records/paper')).total;
  const before = await papers();
  const missing = (answer) => answer.body.missing.map((one) => one.field);
  const empty = refused(await send('paper_flow', []), 'forms.invalid');
  assert.ok(empty);
  const unnamed = await send('paper_flow', [rows[0], { cost: '1.00' }]);
  refused(unnamed, 'forms.invalid');
  assert.deepEqual(missing(unnamed), ['lines.1.goods']);
  const dear = await send('paper_flow', [rows[0], { goods: '机房', cost: '20000.00' }]);
  refused(dear, 'paper_line.too_dear');
  assert.deepEqual(missing(dear), ['lines.1.cost']);
  assert.match(dear.body.missing[0].label.zh, /明细 第 2 行/);
  const hidden = await send('paper_flow', [{ ...rows[0], note: '悄悄' }]);
  refused(hidden, 'forms.field_not_editable');
  assert.deepEqual(missing(hidden), ['lines.0.note']);
  assert.equal(await papers(), before);
});

test('a draft keeps the rows', async () => {
  const values = { title: '草稿', lines: [{ goods: '半行' }] };
  assert.equal((await people.linxiaoyu.put('/drafts/paper_flow', { values })).status, 200);
  assert.deepEqual(ok(await people.linxiaoyu.get('/processes/paper_flow')).draft.values, values);
});

test('the path ahead and its conditions see the rows', async () => {
  const path = async (cost) =>
    ok(await people.linxiaoyu.post('/processes/dear/path', { values: { title: '申请', lines: [{ goods: '件', cost }] } })).steps.map((one) => one.element);
  assert.deepEqual(await path(99), ['first']);
  assert.deepEqual(await path(101), ['first', 'second']);
});

test('lines=read shows, and refuses whatever the page', async () => {
  const { record, list, lines } = await at('paper_flow');
  assert.equal(list.can_create, false);
  assert.deepEqual(list.changeable, []);
  assert.equal(list.items.length, 2);
  refused(await add(record, { goods: '第三' }), 'app.list_only_read');
  refused(await change(lines[0], { goods: '改名' }), 'app.list_only_read');
  assert.equal(ok(await people.hejun.get(`/records/paper/${record.id}`)).children[0].can_create, false);
  // Whoever is not asked at the step has the rights of the type.
  ok(await people.admin.post('/records/paper_line', { values: { paper: record.id, goods: '管理员' } }));
});

test('once the step is done the rights of the type are all there is', async () => {
  const { record, task } = await at('paper_flow');
  ok(await people.hejun.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: task.outcomes[0].id }));
  ok(await add(record, { goods: '之后' }));
});

test('lines=edit adds and changes, but for the columns that the step reads or hides', async () => {
  const { record, list, lines } = await at('edits');
  assert.equal(list.can_create, true);
  assert.deepEqual(list.changeable, lines.map((line) => line.id));
  assert.deepEqual(list.columns.map((one) => one.id), ['goods', 'kind', 'quantity', 'cost', 'whole']);
  ok(await add(record, { goods: '第三' }));
  const priced = await add(record, { goods: '第四', cost: '1.00' });
  refused(priced, 'app.column_only_read');
  assert.deepEqual(priced.body.missing.map((one) => one.field), ['cost']);
  refused(await change(lines[0], { note: '悄悄' }), 'app.column_only_read');
  ok(await change(lines[0], { goods: '改名' }));
  const form = ok(await people.hejun.get(`/records/paper_line/${lines[0].id}/form`));
  assert.equal(form.fields.cost.editable, false);
  assert.equal(form.fields.goods.editable, true);
  assert.ok(!form.schema.components.some((one) => one.key === 'note'));
});

const sendFile = (client, record, csv, mode = 'apply') =>
  client.post(`/records/paper_line/import?mode=${mode}&link=paper&owner=${record.id}`, csv, { 'Content-Type': 'text/csv' });

test('a file fills the list at the step, without a column for the record that it belongs to', async () => {
  const { record } = await at('edits');
  const template = await people.hejun.get(`/records/paper_line/import-template.csv?link=paper&owner=${record.id}`);
  assert.equal(template.text.trim().replace('\uFEFF', ''), '品名,类别,数量');
  const file = '品名,数量\n路由器,3\n网线,40\n';
  assert.equal(ok(await sendFile(people.hejun, record, file, 'preview')).rows, 2);
  assert.equal((await linesOf(record.id)).items.length, 2, 'a preview stores nothing');

  const done = ok(await sendFile(people.hejun, record, file));

  assert.deepEqual([done.created, done.columns.map((one) => one.field)], [2, ['goods', 'quantity']]);
  assert.deepEqual((await linesOf(record.id)).items.slice(2).map((row) => [row.values.goods, Number(row.values.quantity)]), [['路由器', 3], ['网线', 40]]);
});

test('a file is refused where the step reads the list or a column of it, and with its line where a cell is wrong', async () => {
  const { record } = await at('edits');
  const priced = refused(await sendFile(people.hejun, record, '品名,单价\n路由器,1.00\n', 'preview'), 'app.column_only_read');
  assert.deepEqual(priced.missing.map((one) => one.field), ['cost']);
  refused(await sendFile(people.hejun, record, '品名,呈批件\n路由器,1\n'), 'app.column_only_read');
  const wrong = ok(await sendFile(people.hejun, record, '品名,数量\n路由器,三\n', 'preview'));
  assert.deepEqual([wrong.problems[0].line, wrong.problems[0].missing[0].column, wrong.problems[0].cells], [2, 2, ['路由器', '三']]);
  refused(await sendFile(people.hejun, record, '品名,数量\n路由器,三\n'), 'records.import_invalid');
  refused(await sendFile(people.hejun, record, '品名\n路由器,3\n'), 'records.import_invalid');
  refused(await sendFile(people.hejun, { id: '1' }, '品名\n路由器\n'), 'records.import_invalid');
  refused(await people.hejun.post(`/records/paper_line/import?mode=preview&link=goods&owner=${record.id}`, '品名\n路由器\n', { 'Content-Type': 'text/csv' }), 'request.wrong_type');
  refused(await people.hejun.post(`/records/paper_line/import?mode=preview&owner=${record.id}`, '品名\n路由器\n', { 'Content-Type': 'text/csv' }), 'request.wrong_type');
  assert.equal((await linesOf(record.id)).items.length, 2);

  for (const process of ['paper_flow', 'prices', 'hides']) {
    const other = await at(process);
    for (const mode of ['preview', 'apply']) refused(await sendFile(people.hejun, other.record, '品名\n路由器\n', mode), 'app.list_only_read');
  }
});

test('lines=read with lines.cost=edit: the rows stay, one column changes', async () => {
  const { record, list, lines } = await at('prices');
  assert.equal(list.can_create, false);
  assert.deepEqual(list.changeable, lines.map((line) => line.id));
  refused(await add(record, { goods: '第三' }), 'app.list_only_read');
  refused(await change(lines[0], { goods: '改名' }), 'app.column_only_read');
  ok(await change(lines[0], { cost: '2999.00' }));
});

test('lines=hide shows nothing of it and lets nothing change', async () => {
  const { record, task, lines } = await at('hides');
  assert.equal(task.form.children.lines, undefined);
  refused(await add(record, { goods: '第三' }), 'app.list_only_read');
  refused(await change(lines[0], { goods: '改名' }), 'app.list_only_read');
});

test('a step that does not name the list offers no change of it and takes no right away', async () => {
  const { record, list } = await at('says_nothing');
  assert.equal(list.can_create, false);
  assert.deepEqual(list.changeable, []);
  ok(await add(record, { goods: '第三' }));
});

test('lines=edit deletes a row: it is gone from list, sums, search and pages, and the history keeps what it held', async () => {
  const { record, task, list, lines } = await at('edits');
  assert.deepEqual(list.removable, lines.map((line) => line.id));
  refused(await people.hejun.delete(`/records/paper_line/${lines[0].id}?version=7`), 'records.changed_meanwhile');
  refused(await people.hejun.delete(`/records/paper_line/${lines[0].id}?version=x`), 'request.wrong_type');
  assert.equal((await remove(lines[0])).status, 204);

  const left = await linesOf(record.id);
  assert.deepEqual(left.items.map((row) => row.values.goods), ['交换机']);
  assert.equal(left.totals.cost, '500.00');
  assert.equal(ok(await people.hejun.get(`/tasks/${task.key}`)).form.children.lines.totals.cost, '500.00');
  refused(await people.admin.get(`/records/paper_line/${lines[0].id}`), 'records.not_found');
  refused(await remove(lines[0]), 'records.not_found');
  const found = ok(await people.admin.get(`/records/paper_line?q=${encodeURIComponent('服务器')}&size=100`)).items;
  assert.ok(!found.some((row) => row.id === lines[0].id));
  const told = ok(await people.admin.get(`/records/paper/${record.id}/timeline`)).items.find((one) => one.act === 'record.deleted');
  assert.match(told.title.zh, /删除明细行/);
  assert.equal(told.person.id, 'he_jun');
  assert.equal(told.changes.find((one) => one.field === 'goods').old, '服务器');
  assert.ok(!told.changes.some((one) => one.field === 'paper'));
  const kept = ok(await people.admin.get(`/records/paper_line/${lines[0].id}/history`)).items[0];
  assert.deepEqual([kept.act, kept.changes.find((one) => one.field === 'cost').old], ['record.deleted', '3000.00']);
});

test('add, change and delete are each their own right', async () => {
  for (const [process, may] of [['may_add', 'a'], ['may_change', 'c'], ['may_delete', 'd'], ['may_add_change', 'ac']]) {
    const { record, list, lines } = await at(process);
    const ids = lines.map((line) => line.id);
    assert.deepEqual([list.can_create, list.changeable, list.removable], [may.includes('a'), may.includes('c') ? ids : [], may.includes('d') ? ids : []], process);
    const added = await add(record, { goods: '第三' });
    if (may.includes('a')) ok(added);
    else refused(added, 'app.list_only_read');
    const changed = await change(lines[0], { goods: '改名' });
    if (may.includes('c')) ok(changed);
    else refused(changed, 'app.list_only_read');
    const gone = await remove(lines[1]);
    if (may.includes('d')) assert.equal(gone.status, 204);
    else refused(gone, 'app.row_stays');
  }
});

test('rows stay where the step reads or hides them, where none names the list, and for who is not asked', async () => {
  for (const process of ['paper_flow', 'prices', 'hides', 'says_nothing']) {
    const { lines, list } = await at(process);
    assert.deepEqual(list?.removable ?? [], [], process);
    refused(await remove(lines[0]), 'app.row_stays');
  }
  const { task, record, lines } = await at('edits');
  refused(await remove(lines[0], people.admin), 'app.row_stays');
  assert.deepEqual((await linesOf(record.id)).removable, []);
  ok(await people.hejun.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: task.outcomes[0].id }));
  refused(await remove(lines[0]), 'app.row_stays');
  refused(await people.hejun.delete(`/records/paper/${record.id}`), 'records.in_use');
});

// Returned to its starter by who decides: the task to mend it.
async function returned(process) {
  const { instance, record } = ok(await send(process, rows));
  const { items } = ok(await people.fangyuan.get('/tasks?box=todo&size=100'));
  const task = items.find((row) => row.instance === instance);
  ok(await people.fangyuan.post(`/tasks/${task.key}/acts`, { act: 'return', target: '$starter', text: '多了一行' }));
  const mine = ok(await people.linxiaoyu.get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  const mending = ok(await people.linxiaoyu.get(`/tasks/${mine.key}`));
  return { record, mending, list: mending.form.children.lines, lines: (await linesOf(record.id)).items };
}

test('who mends a returned matter adds, changes and deletes rows as at the start, and keeps one where one is required', async () => {
  const { record, mending, list, lines } = await returned('decides');
  const ids = lines.map((line) => line.id);
  assert.deepEqual([list.can_create, list.changeable, list.removable], [true, ids, ids]);
  assert.equal((await remove(lines[0], people.linxiaoyu)).status, 204);
  ok(await people.linxiaoyu.patch(`/records/paper_line/${lines[1].id}`, { version: lines[1].version, values: { cost: '450.00' } }));
  const one = ok(await people.linxiaoyu.get(`/tasks/${mending.key}`)).form.children.lines;
  assert.deepEqual(one.removable, []);
  refused(await remove(one.items[0], people.linxiaoyu), 'app.last_row');
  ok(await people.linxiaoyu.post('/records/paper_line', { values: { paper: record.id, goods: '新行', cost: '1.00' } }));
  assert.equal((await remove(one.items[0], people.linxiaoyu)).status, 204);
  ok(await people.linxiaoyu.post(`/tasks/${mending.key}/acts`, { act: 'complete', outcome: 'resubmit' }));
  const { items, totals } = await linesOf(record.id);
  assert.deepEqual([items.map((row) => row.values.goods), totals.cost], [['新行'], '1.00']);
  refused(await remove(items[0], people.linxiaoyu), 'app.row_stays');
});

test('a start form that lets rows be added and changed only holds for mending, too', async () => {
  const { list, lines } = await returned('keeps_rows');
  assert.deepEqual([list.can_create, list.changeable.length, list.removable], [true, 2, []]);
  refused(await remove(lines[0], people.linxiaoyu), 'app.row_stays');
});

test('started again, the form has the rows of the matter before', async () => {
  const { instance } = ok(await send('edits', rows));
  ok(await people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'withdraw', text: '重来' }));
  const { form } = ok(await people.linxiaoyu.get(`/processes/edits?again=${instance}`));
  assert.deepEqual(form.values.lines.map((row) => [row.goods, row.cost, row.kind, Number(row.quantity)]), [['服务器', '3000.00', 'hard', 2], ['交换机', '500.00', 'soft', 1]]);
  assert.ok(form.values.lines.every((row) => !('whole' in row) && !('paper' in row) && !('note' in row)));
});

test('the check refuses what does nothing, with its place', () => {
  const problems = (start, step) => {
    const model = lineOf('paper_flow', [{ ...first, fields: step }], { process: { start_fields: start } });
    const wrong = packsWithLines(model);
    const { code, out, err } = run(['check', join(wrong, 'papers')]);
    rmSync(wrong, { recursive: true, force: true });
    if (code !== 0) assert.match(out + err, /paper_flow\.bpmn:\d+/);
    return out + err;
  };
  assert.match(problems('title=required, lines=read', 'title=read'), /lines does nothing: a new record of paper has no rows yet/);
  assert.match(problems('title=required, lines=edit, lines.colour=read', 'title=read'), /unknown field colour of paper_line/);
  assert.match(problems('title=required, lines=edit, lines.goods=hide', 'title=read'), /lines\.goods is required: without it no row can be added/);
  assert.match(problems('title=required', 'lines=required'), /lines=required holds only where the form makes the record/);
  assert.match(problems('title=required', 'lines=hide, lines.cost=read'), /lines\.cost does nothing: lines is hidden/);
  assert.match(problems('title=required', 'lines.cost=read'), /lines\.cost needs lines=read \(rows stay\) or lines=edit beside it/);
  assert.match(problems('title=required', 'lines=edit, lines.whole=edit'), /lines\.whole is computed/);
  assert.match(problems('title=required', 'lines=edit, lines.paper=read'), /lines\.paper is no column/);
  assert.match(problems('title=required', 'title.cost=read'), /title of paper is no list/);
  assert.match(problems('title=required, lines=delete', 'title=read'), /lines does nothing: a new record of paper has no rows yet/);
  assert.match(problems('title=required, lines=change', 'title=read'), /lines needs add: a new record of paper has no rows yet/);
  assert.match(problems('title=required', 'title=add'), /title is no list: it has no rows to add, change or delete/);
  for (const said of ['lines=add+add', 'lines=edit, lines.cost=delete']) assert.match(problems('title=required', said), /permissions cannot be read/, said);
  assert.match(problems('title=required', 'lines=delete, lines.cost=edit'), /lines\.cost does nothing: lines lets rows be deleted only/);
  assert.match(problems('title=required', 'lines=add, lines.goods=read'), /lines\.goods is required: without it no row can be added/);
  assert.doesNotMatch(problems('title=required', 'lines=change, lines.goods=read'), /lines/);
  assert.doesNotMatch(problems('title=required, lines=add+change', 'lines=add+delete'), /lines/);
  assert.doesNotMatch(problems('title=required, lines=edit, lines.note=hide', 'lines=read, lines.cost=edit'), /lines/);
});
