// What a step keeps from its people in the record that it is about holds at every door while it is theirs to do.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithLines } from '../support/lines.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const paper = `title: 呈批件
description: 呈请批示的文件。
example: 呈批件一
fields:
  title: {type: text, title: 标题}
  amount: {type: money, title: 金额}
  floor: {type: text, title: 底价}
  kind: {type: text, title: 类别}
  doubled: {type: money, title: 两倍, computed: 'amount * 2'}
  large: {type: text, title: 大额说明, visible_when: 'amount > 100'}
  basis: {type: link, to: paper, title: 依据}
  bases_floor: {type: text, title: 依据的底价, computed: 'basis.floor'}
  followed: {type: text, title: 沿用底价, default: '= basis.floor'}
  earlier: {type: text, title: 以前的底价, computed: 'value_on("paper", id, "floor", today())'}
  bases_earlier: {type: text, title: 依据以前的底价, computed: 'value_on("paper", basis.id, "floor", today())'}
  scan: {type: attachment, title: 扫描件}
  lines: {type: children, of: paper_line, title: 明细, totals: [cost, whole]}
states: {open: 待批, filed: 归档}
initial: open
transitions:
  file: {title: 归档, from: open, to: filed, by: [everyone], required: [amount]}
access: {read: [everyone], create: [everyone], update: [everyone], export: [everyone]}
`;
const all = 'title=edit, amount=edit, floor=edit, scan=edit, lines=edit';
const citing = 'basis=edit, followed=edit, bases_floor=read, bases_earlier=read';
const step = (id, fields, more = {}) => ({ id, candidates: 'person:he_jun', kind: 'work', ...(fields ? { fields } : {}), ...more });
const of = (person) => ({ candidates: `person:${person}` });
// Both steps begin with the matter.
function addBeside(id, steps, process) {
  const [first] = steps;
  const edge = (flow, points) => `<bpmndi:BPMNEdge id="e_${flow}" bpmnElement="${flow}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join('')}</bpmndi:BPMNEdge>`;
  const beside = lineOf(id, steps, process)
    .replace(`id="f1" sourceRef="${first.id}"`, `id="f3" sourceRef="${first.id}" targetRef="end"/><bpmn:sequenceFlow id="f1" sourceRef="start"`)
    .replace(/<bpmndi:BPMNEdge id="e_f1".*?<\/bpmndi:BPMNEdge>/, edge('f1', [[50, 100], [50, 50], [450, 50], [450, 100]]))
    .replace('</bpmndi:BPMNPlane>', `${edge('f3', [[250, 180], [250, 300], [650, 300], [650, 180]])}</bpmndi:BPMNPlane>`);
  writeFileSync(join(packs, 'papers', 'processes', `${id}.bpmn`), beside);
}
let packs;
let program;
const people = {};
before(async () => {
  const starting = { process: { start_fields: all } };
  packs = packsWithLines(lineOf('paper_flow', [step('reads', 'title=read, amount=read, lines=edit')], starting));
  addLine(packs, 'hides', [step('at_hides', 'title=read, amount=hide, floor=hide, scan=hide, lines=edit, lines.note=hide')], starting);
  addLine(packs, 'reads_all', [step('at_reads_all', 'floor=edit, *=read')], starting);
  addLine(packs, 'closed', [step('at_closed', '*=read')], starting);
  addLine(packs, 'says_nothing', [step('at_says_nothing')], starting);
  addLine(packs, 'names_others', [step('at_names_others', 'title=edit')], starting);
  addLine(packs, 'adds', [step('at_adds', 'goods=edit, kind=read', { writes: 'new:paper_line' })], starting);
  addBeside('two', [step('at_reads_both', 'title=read, amount=read, floor=read'), step('at_edits_floor', 'title=read, floor=edit')], starting);
  addLine(packs, 'after_others', [step('at_others', 'title=read, floor=read', of('fang_yuan')), step('at_hiding', 'title=read, floor=hide')], starting);
  addLine(packs, 'after_own', [step('at_own', 'title=read, floor=read'), step('at_hiding', 'title=read, floor=hide')], starting);
  addBeside('beside_others', [step('at_hiding', 'title=read, floor=hide'), step('at_showing', 'title=read, floor=read, earlier=read', of('fang_yuan'))], starting);
  addBeside('beside_own', [step('at_hiding', 'title=read, amount=hide'), step('at_doubling', 'title=read, doubled=read, large=read')], starting);
  addLine(packs, 'doubles', [step('at_doubles', 'title=edit, amount=hide, doubled=read, large=edit')], starting);
  addLine(packs, 'cites', [step('at_cites', `title=edit, ${citing}`)], { process: { start_fields: `${all}, ${citing}` } });
  addLine(packs, 'summed', [step('at_summed', 'title=edit, floor=hide')], { process: { start_fields: all, summary: '=floor' } });
  writeFileSync(join(packs, 'papers', 'records', 'paper.yaml'), paper);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

let made = 0;
async function begin(process, values = {}) {
  const whole = { title: `呈批 ${++made}`, amount: '120.00', floor: `底价甲乙${made}`, lines: [{ goods: '服务器', note: '悄悄话' }], ...values };
  const { record, instance } = ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: whole }));
  return { id: record.id, instance, title: whole.title, floor: whole.floor };
}
const read = async (who, id) => ok(await people[who].get(`/records/paper/${id}`));
const change = async (who, id, values) => people[who].patch(`/records/paper/${id}`, { version: (await read(who, id)).version, values });
const taskOf = async (instance) => ok(await people.hejun.get('/tasks?box=todo&size=200')).items.find((row) => row.instance === instance);
const done = async (instance) => ok(await people.hejun.post(`/tasks/${(await taskOf(instance)).key}/acts`, { act: 'complete', outcome: 'done' }));
const missing = (answer) => answer.body.missing.map((one) => one.field);

test('what the step lets be read is not changed on the page of the record, and the refusal names field and step', async () => {
  const { id, instance } = await begin('paper_flow');
  const answer = await change('hejun', id, { amount: '1.00' });
  refused(answer, 'app.field_only_read', 403);
  assert.deepEqual(missing(answer), ['amount']);
  assert.equal(answer.body.missing[0].label.zh, '金额');
  assert.match(answer.body.missing[0].how.zh, /reads/);
  assert.match(answer.body.missing[0].how.en, /reads/);
  assert.equal((await read('hejun', id)).values.amount, '120.00');
  ok(await change('hejun', id, { amount: '120.00', floor: '改了' }));
  ok(await change('fangyuan', id, { amount: '2.00' }));
  await done(instance);
  ok(await change('hejun', id, { amount: '3.00' }));
});

test('nor by the form of a transition', async () => {
  const { id } = await begin('paper_flow');
  const { version } = await read('hejun', id);
  const answer = await people.hejun.post(`/records/paper/${id}/transitions/file`, { version, values: { amount: '1.00' } });
  refused(answer, 'app.field_only_read', 403);
  ok(await people.hejun.post(`/records/paper/${id}/transitions/file`, { version, values: { amount: '120.00' } }));
});

test('*=read closes what is not named; a step that names others, or nothing, closes nothing', async () => {
  const closed = await begin('reads_all');
  refused(await change('hejun', closed.id, { title: '改' }), 'app.field_only_read');
  ok(await change('hejun', closed.id, { floor: '可改' }));
  for (const process of ['says_nothing', 'names_others', 'adds']) {
    const { id } = await begin(process);
    ok(await change('hejun', id, { amount: '5.00', kind: '甲' }));
    assert.equal((await read('hejun', id)).values.amount, '5.00', process);
  }
});

test('the form of a change shows it as text', async () => {
  const { id } = await begin('paper_flow');
  const form = ok(await people.hejun.post('/forms/evaluate', { subject: { record: { type: 'paper', id } }, values: {} }));
  assert.deepEqual([form.fields.amount.visible, form.fields.amount.editable], [true, false]);
  assert.equal(form.fields.floor.editable, true);
});

test('a change is offered as long as the step leaves a field to change', async () => {
  const offered = async (who, id) => (await read(who, id)).can.update;
  const closed = await begin('closed');
  assert.deepEqual([await offered('hejun', closed.id), await offered('fangyuan', closed.id)], [false, true]);
  const open = await begin('reads_all');
  assert.equal(await offered('hejun', open.id), true);
  await done(closed.instance);
  assert.equal(await offered('hejun', closed.id), true);
});

test('what it hides is not changed either, and is not in the form of a change', async () => {
  const { id, floor } = await begin('hides');
  const answer = await change('hejun', id, { floor: '猜的' });
  refused(answer, 'app.field_only_read');
  assert.deepEqual(missing(answer), ['floor']);
  const form = ok(await people.hejun.post('/forms/evaluate', { subject: { record: { type: 'paper', id } }, values: {} }));
  assert.equal(form.fields.floor?.visible ?? false, false);
  assert.equal((await read('fangyuan', id)).values.floor, floor);
});

test('of several steps of his counts the most that one of them lets', async () => {
  const { id } = await begin('two');
  ok(await change('hejun', id, { floor: '另一环节可改' }));
  refused(await change('hejun', id, { amount: '1.00' }), 'app.field_only_read');
});

test('what the step hides is told on no page', async () => {
  const { id, instance, floor } = await begin('hides');
  const page = await read('hejun', id);
  for (const field of ['amount', 'floor', 'scan', 'doubled']) assert.ok(!(field in page.values) || page.values[field] === null, field);
  assert.ok(!page.fields.some((field) => field.id === 'floor'));
  assert.doesNotMatch(JSON.stringify(page), new RegExp(floor));
  const others = await read('fangyuan', id);
  assert.equal(others.values.floor, floor);
  assert.equal(others.values.doubled, '240.00');

  for (const path of [`/records/paper/${id}/history`, `/records/paper/${id}/timeline`, '/records/paper?size=100', `/instances/${instance}`, `/instances/${instance}/paper`])
    assert.doesNotMatch((await people.hejun.get(path)).text, new RegExp(floor), path);
  const table = await people.hejun.get('/records/paper/export.csv');
  assert.equal(table.status, 200);
  assert.doesNotMatch(table.text, new RegExp(floor));
  assert.match((await people.fangyuan.get('/records/paper/export.csv')).text, new RegExp(floor));

  const answer = await change('hejun', id, { floor });
  refused(answer, 'app.field_only_read');
  assert.deepEqual(missing(answer), ['floor']);
  await done(instance);
  assert.equal((await read('hejun', id)).values.floor, floor);
});

test('nor by what is computed from it, in any form', async () => {
  const { id, instance, floor } = await begin('hides');
  const citing = ok(await people.linxiaoyu.post('/records/paper', { values: { title: '引用', basis: id, followed: '另写' } }));
  const asked = (subject, values = {}) => ({ subject, values });
  const tells = new RegExp(`${floor}|":"?240\\b`);
  const answers = async (who) => [
    await people[who].get(`/records/paper/${id}/form`),
    await people[who].get(`/instances/${instance}`),
    await people[who].post('/forms/evaluate', asked({ record: { type: 'paper', id } })),
    await people[who].get(`/records/paper/${citing.id}/form`),
    await people[who].post('/forms/evaluate', asked({ record: { type: 'paper', id: citing.id } })),
    await people[who].post('/forms/evaluate', asked({ record: { type: 'paper' } }, { basis: id })),
  ];
  for (const [at, answer] of (await answers('hejun')).entries()) {
    assert.equal(answer.status, 200, `${at}: ${answer.text}`);
    assert.doesNotMatch(answer.text, tells, `${at}`);
    assert.ok(!answer.body.fields?.large?.visible, `${at}`);
  }
  const told = (await answers('fangyuan')).map((answer) => tells.test(answer.text));
  assert.deepEqual(told, [true, true, true, true, true, true]);
  await done(instance);
  assert.match((await people.hejun.get(`/records/paper/${id}/form`)).text, /"doubled":240/);
});

const form = (answer) => ok(answer).form ?? ok(answer);
const valuesOf = (answer) => ({ ...Object.fromEntries(Object.entries(form(answer).fields).map(([field, state]) => [field, state.value])), ...form(answer).values });

test('nor by the forms of other steps of the matter, ended or beside it', async () => {
  const evaluated = (task) => ({ subject: { task }, values: {} });
  for (const process of ['after_others', 'after_own', 'beside_others']) {
    const { instance, floor } = await begin(process);
    const first = process === 'after_own' ? 'hejun' : 'fangyuan';
    const { key } = ok(await people[first].get('/tasks?box=todo&size=200')).items.find((row) => row.instance === instance);
    if (process !== 'beside_others') ok(await people[first].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'done' }));

    for (const asked of [(who) => people[who].get(`/tasks/${key}`), (who) => people[who].post('/forms/evaluate', evaluated(key))]) {
      const own = await asked('hejun');
      assert.equal(own.status, 200, own.text);
      assert.doesNotMatch(own.text, new RegExp(floor), process);
      assert.match((await asked('linxiaoyu')).text, new RegExp(floor), process);
    }
    const hiding = ok(await people.hejun.get('/tasks?box=todo&size=200')).items.find((row) => row.instance === instance && row.element === 'at_hiding');
    ok(await people.hejun.post(`/tasks/${hiding.key}/acts`, { act: 'complete', outcome: 'done' }));
    assert.match((await people.hejun.get(`/tasks/${key}`)).text, new RegExp(floor), process);
  }
});

test('nor over a link, in the form of a start or of another task', async () => {
  const { id, instance, floor } = await begin('hides');
  const cites = await begin('cites', { basis: id, followed: '另写' });
  const later = await begin('cites');
  const key = async ({ instance: of }) => (await taskOf(of)).key;
  const answers = async (who) => [
    await people[who].get(`/tasks/${await key(cites)}`),
    await people[who].post('/forms/evaluate', { subject: { task: await key(later) }, values: { basis: id } }),
    await people[who].post('/forms/evaluate', { subject: { process: 'cites' }, values: { basis: id }, typed: ['basis'] }),
    await people[who].get(`/records/paper/${cites.id}`),
  ];
  for (const [at, answer] of (await answers('hejun')).entries()) {
    assert.equal(answer.status, 200, `${at}: ${answer.text}`);
    assert.doesNotMatch(answer.text, new RegExp(floor), `${at}`);
  }
  assert.deepEqual((await answers('linxiaoyu')).map((answer) => answer.text.includes(floor)), [true, true, true, true]);
  await done(instance);
  assert.equal(valuesOf(await people.hejun.get(`/tasks/${await key(cites)}`)).bases_floor, floor);
});

test('the form of a step works with all of its own record, whatever steps of his hide', async () => {
  const { instance } = await begin('doubles');
  const own = await people.hejun.get(`/tasks/${(await taskOf(instance)).key}`);
  assert.equal(valuesOf(own).doubled, 240);
  assert.ok(form(own).fields.large.visible);
  assert.doesNotMatch(own.text, /120\.00/);

  const beside = await begin('beside_own');
  const row = ok(await people.hejun.get('/tasks?box=todo&size=200')).items.find((one) => one.instance === beside.instance && one.element === 'at_doubling');
  assert.equal(valuesOf(await people.hejun.get(`/tasks/${row.key}`)).doubled, 240);
  assert.ok(!(await read('hejun', beside.id)).values.doubled);
});

test('what is stored by who does not see it is worked out from all', async () => {
  const { id, floor } = await begin('hides');
  const { record } = ok(await people.hejun.post('/processes/cites/instances', { values: { title: '引用', basis: id } }));
  assert.equal((await read('linxiaoyu', record.id)).values.followed, floor);
});

test('who asks for an opinion is kept to his step meanwhile', async () => {
  const { id, instance, floor } = await begin('hides');
  ok(await people.hejun.post(`/tasks/${(await taskOf(instance)).key}/acts`, { act: 'delegate', persons: ['su_qing'], text: '请看一下' }));

  assert.doesNotMatch(JSON.stringify(await read('hejun', id)), new RegExp(floor));
  refused(await change('hejun', id, { floor: '另一个' }), 'app.field_only_read');
});

test('what is stored for all is worked out from all, whoever brings it about', async () => {
  const { id, instance, floor } = await begin('summed');
  const summary = async () => ok(await people.linxiaoyu.get(`/instances/${instance}`)).summary;
  ok(await change('hejun', id, { title: '改了' }));
  assert.deepEqual(await summary(), [floor]);
  ok(await people.hejun.post(`/tasks/${(await taskOf(instance)).key}/acts`, { act: 'complete', outcome: 'done', values: { title: '办理时改' } }));
  assert.deepEqual(await summary(), [floor]);
});

test('nor found by it: no filter, no order, no search', async () => {
  const { id, title, floor } = await begin('hides', { amount: '987654.00' });
  const ids = async (who, query) => ok(await people[who].get(`/records/paper?size=200&${query}`)).items.map((row) => row.id);
  const filter = (field, op, value) => `filter=${encodeURIComponent(JSON.stringify([{ field, op, value }]))}`;
  const asked = filter('amount', 'eq', '987654.00');
  assert.deepEqual(await ids('fangyuan', asked), [id]);
  assert.deepEqual(await ids('hejun', asked), []);
  const words = `q=${encodeURIComponent(floor)}`;
  assert.ok((await ids('fangyuan', words)).includes(id));
  assert.ok(!(await ids('hejun', words)).includes(id));
  assert.ok((await ids('hejun', `q=${encodeURIComponent(title)}`)).includes(id), 'by what he reads he finds it');
  assert.equal((await ids('fangyuan', 'sort=-amount'))[0], id);
  assert.notEqual((await ids('hejun', 'sort=-amount'))[0], id);
});

test('a file of a hidden field is not opened', async () => {
  const bytes = Buffer.from('secret plan');
  const kept = ok(await people.linxiaoyu.post('/attachments?name=plan.txt', bytes, { 'Content-Type': 'application/octet-stream' }));
  const { id, instance } = await begin('hides');
  ok(await change('linxiaoyu', id, { scan: [{ id: kept.id, name: kept.name }] }));
  assert.equal((await people.hejun.get(`/attachments/${kept.id}`)).status, 404);
  assert.equal((await people.fangyuan.get(`/attachments/${kept.id}`)).status, 200);
  await done(instance);
  assert.equal((await people.hejun.get(`/attachments/${kept.id}`)).status, 200);
});

test('a hidden column of a list is hidden on the pages of its rows', async () => {
  const { id } = await begin('hides');
  const [line] = (await read('fangyuan', id)).children[0].items;
  assert.equal(line.values.note, '悄悄话');
  const own = async (who) => [await people[who].get(`/records/paper_line/${line.id}`), await people[who].get('/records/paper_line?size=200'), await people[who].get(`/records/paper_line/${line.id}/history`)];
  for (const answer of await own('fangyuan')) assert.match(answer.text, /悄悄话/);
  const [page, , history] = await own('hejun');
  assert.doesNotMatch(page.text, /悄悄话/);
  assert.doesNotMatch(history.text, /悄悄话/);
  const rows = ok(await people.hejun.get('/records/paper_line?size=200')).items.find((row) => row.id === line.id);
  assert.ok(!('note' in rows.values));
});

test('whose seat it is, is kept to the step while his deputy asks for an opinion', async () => {
  ok(await people.hejun.post('/deputies', { deputy: 'fang_yuan' }));
  const { id, instance, floor } = await begin('hides');
  const theirs = ok(await people.fangyuan.get('/tasks?box=todo&size=200')).items.find((row) => row.instance === instance);
  ok(await people.fangyuan.post(`/tasks/${theirs.key}/acts`, { act: 'delegate', persons: ['su_qing'], text: '请看一下' }));

  for (const who of ['hejun', 'fangyuan']) assert.doesNotMatch(JSON.stringify(await read(who, id)), new RegExp(floor), who);
  assert.match(JSON.stringify(await read('linxiaoyu', id)), new RegExp(floor));
});
