// Print templates of a pack: they say what their reader may see and nothing else, several matters are one document, and
// a wrong template is named with its place.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../support/command.mjs';
import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const sheet = `<!-- title: 呈批单 | record: paper -->
<style>@page { @top-left { content: {{ title }}; } @bottom-right { content: "第 " counter(page) " 页"; } }</style>
<h1>呈批单</h1><p class="title">{{ title }}</p><p class="floor">{{ floor.label }}|{{ floor }}|{{ floor.words }}</p>
<p class="client">{{ client }}|{{ client.record.name }}</p>
<p class="others">{% for one in others.records %}[{{ one.name }}]{% end %}</p>
<p class="metrics">{% for one in paper.metrics %}[{{ one.id }} {{ one.title }} {{ one.text }}]{% end %}</p>
<ul>{% for row in lines.rows %}<li>{{ index }} {{ row.name }} {{ row.cost }} {{ row.cost.words }}</li>{% else %}<li>无明细</li>{% end %}</ul>
<p class="total">{{ lines.totals.cost }}</p>
{% for one in paper.approvals[element = "first"] %}<p class="said">{{ one.name }} {{ one.opinion }}</p>{% end %}
{% qr paper.address %}
`;
const short = '<!-- title: 短单 -->\n<p>短单 {{ paper.title }}</p>\n';
const fields = `  floor: {type: money, title: 底价}
  client: {type: link, to: secret_client, title: 客户}
  others: {type: link, to: secret_client, many: true, title: 其他客户}
  lines: {type: children, of: paper_line, title: 明细, totals: [cost]}
`;
const model = lineOf(
  'paper_flow',
  [
    { id: 'first', candidates: 'person:he_jun', fields: 'title=read, floor=hide' },
    { id: 'second', candidates: 'person:fang_yuan', fields: 'title=read, floor=read, client=read, others=read, lines=read' },
  ],
  { process: { start_fields: 'title=required, floor=edit, client=edit' } },
);

function addTo(packs, { form = sheet, paper } = {}) {
  const pack = join(packs, 'papers');
  mkdirSync(join(pack, 'papers'), { recursive: true });
  writeFileSync(join(pack, 'papers', 'sheet.html'), form);
  writeFileSync(join(pack, 'papers', 'short.html'), short);
  writeFileSync(
    join(pack, 'records', 'paper_line.yaml'),
    'title: 明细\ndescription: 一行。\nexample: 一\nparent: paper\nfields:\n  paper: {type: link, to: paper, title: 呈批件, required: true}\n  name: {type: text, title: 名称}\n  cost: {type: money, title: 金额}\n',
  );
  writeFileSync(
    join(pack, 'records', 'secret_client.yaml'),
    'title: 客户\ndescription: 一个。\nexample: 一\nfields:\n  name: {type: text, title: 名称}\naccess: {read: [administrator], create: [administrator]}\n',
  );
  mkdirSync(join(pack, 'metrics'), { recursive: true });
  writeFileSync(
    join(pack, 'metrics', 'line_share.yaml'),
    'code: M-1\ntitle: 明细占比\ndescription: 明细的一半。\nexample: 一行 50%。\nunit: percent\ngrain: paper\nvalue: if count(lines) = 0 then null else count(lines) * 50\nrows: lines\nbetter: higher\nowner: administrator\n',
  );
  if (paper) writeFileSync(join(pack, 'processes', 'paper_flow.bpmn'), model.replace('<zeebe:properties>', `<zeebe:properties><zeebe:property name="jw:paper" value="${paper}"/>`));
  return packs;
}

let packs;
let program;
const people = {};
before(async () => {
  packs = addTo(packsWithPaper(model, { fields }));
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'qianduo', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (title = '询价') =>
  ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title, floor: '1050.20' } })).instance;
const agree = async (who, instance, opinion) => {
  const task = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  return ok(await people[who].post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree', opinion }));
};
const prints = async (who, path) => {
  const answer = await people[who].get(path);
  assert.equal(answer.status, 200, answer.text);
  return answer.text;
};
const recordOf = async (instance) => ok(await people.admin.get(`/instances/${instance}`)).record.id;

test('the template of the record type prints its matters, and is told of', async () => {
  const instance = await start();
  const paper = await prints('admin', `/instances/${instance}/paper`);
  for (const words of ['<h1>呈批单</h1>', '底价|¥1,050.20|壹仟零伍拾元贰角', '无明细', 'content: "询价";', '"第 " counter(page) " 页"', '<svg class="qr"'])
    assert.ok(paper.includes(words), words);
  assert.deepEqual(ok(await people.admin.get(`/instances/${instance}`)).papers.map((one) => one.id), ['sheet']);
  assert.match(await prints('admin', `/instances/${instance}/paper?template=standard`), /审批记录/);
  refused(await people.admin.get(`/instances/${instance}/paper?template=short`), 'request.wrong_type', 400);
});

test('rows have their totals, the record its metrics, approvals stand where the template wants them', async () => {
  const instance = await start();
  const id = await recordOf(instance);
  assert.ok((await prints('admin', `/instances/${instance}/paper`)).includes('<p class="metrics">[line_share 明细占比 ]</p>'));
  for (const [name, cost] of [['车票', '1000.20'], ['住宿 <b>', '50']])
    ok(await people.admin.post('/records/paper_line', { values: { paper: id, name, cost } }), 201);
  await agree('hejun', instance, '按预算');
  const paper = await prints('admin', `/instances/${instance}/paper`);
  for (const words of ['<li>1 车票 ¥1,000.20 壹仟元贰角</li><li>2 住宿 &lt;b&gt; ¥50.00', '<p class="total">¥1,050.20</p>', '<p class="metrics">[line_share 明细占比 100%]</p>', '<p class="said">何俊 按预算</p>'])
    assert.ok(paper.includes(words), `${words}\n${/<p class="floor[^]*?<ul>/.exec(paper)}`);
});

test('what the step hides, and what may not be read, is empty in a template too', async () => {
  const client = ok(await people.admin.post('/records/secret_client', { values: { name: '机密客户' } }), 201).id;
  const instance = await start('保密');
  const id = await recordOf(instance);
  const { version } = ok(await people.admin.get(`/records/paper/${id}`));
  ok(await people.admin.request('PATCH', `/records/paper/${id}`, { version, values: { client, others: [client] } }));

  const hidden = await prints('hejun', `/instances/${instance}/paper`);
  assert.match(hidden, /<p class="floor">\|\|<\/p>/);
  assert.match(hidden, /<p class="client">\|<\/p>/);
  assert.doesNotMatch(hidden, /1,050\.20|壹仟|机密客户/);
  assert.match(await prints('admin', `/instances/${instance}/paper`), /机密客户\|机密客户<\/p>\n<p class="others">\[机密客户\]<\/p>/);
  await agree('hejun', instance);
  assert.match(await prints('fangyuan', `/instances/${instance}/paper`), /\|<\/p>/, 'who sees the field does not read the client');
  assert.doesNotMatch(await prints('fangyuan', `/instances/${instance}/paper`), /[|[]机密客户/);
});

test('of many linked records a template has each', async () => {
  const others = [];
  for (let place = 0; place < 200; place += 1) others.push(ok(await people.admin.post('/records/secret_client', { values: { name: `客户${place}` } }), 201).id);
  const { id } = ok(await people.admin.post('/records/paper', { values: { title: '很多客户', others } }), 201);
  const paper = await prints('admin', `/records/paper/${id}/paper`);
  assert.deepEqual(paper.match(/\[客户\d+\]/g), others.map((_, place) => `[客户${place}]`));
});

test('a record is printed alone by who may read it', async () => {
  const id = await recordOf(await start('单独'));
  const paper = await prints('admin', `/records/paper/${id}/paper`);
  assert.match(paper, /<p class="title">单独<\/p>/);
  assert.doesNotMatch(await prints('admin', `/records/paper/${id}/paper?template=standard`), /审批记录/);
  refused(await people.linxiaoyu.get(`/records/paper/${id}/paper`), 'records.not_found', 404);
  assert.deepEqual(ok(await people.admin.get(`/records/paper/${id}`)).papers.map((one) => one.id), ['sheet']);
});

test('several matters are one document; what may not be read is left out and said', async () => {
  const [one, two] = [await start('甲件'), await start('乙件')];
  const paper = await prints('linxiaoyu', `/papers?instances=${one},${two},999999`);
  assert.equal(paper.match(/<div class="sheet s\d">/g).length, 2);
  for (const words of ['甲件', '乙件', '有 1 件事项您无权查看', '@page s2{', '.s2 { page: s2; }', 'break-before: page'])
    assert.ok(paper.includes(words), words);
  const ofOther = (await people.qianduo.get(`/papers?instances=${one}`)).body;
  assert.equal(ofOther.code, 'app.no_instance');
  const many = Array.from({ length: 51 }, (_, index) => index + 1).join(',');
  refused(await people.linxiaoyu.get(`/papers?instances=${many}`), 'request.wrong_type', 400);
  refused(await people.linxiaoyu.get('/papers?instances='), 'request.wrong_type', 400);
});

test('a process names its own templates', async () => {
  const others = addTo(packsWithPaper(model, { fields }), { paper: 'short, sheet' });
  const other = await Program.start({ packs: others });
  try {
    const lin = await other.as('linxiaoyu');
    const { instance } = ok(await lin.post('/processes/paper_flow/instances', { values: { title: '询价' } }));
    assert.match((await lin.get(`/instances/${instance}/paper`)).text, /短单 paper_flow|短单 /);
    assert.match((await lin.get(`/instances/${instance}/paper?template=sheet`)).text, /<h1>呈批单<\/h1>/);
    assert.deepEqual(ok(await lin.get(`/instances/${instance}`)).papers.map((one) => one.id), ['short', 'sheet']);
  } finally {
    await other.remove();
    rmSync(others, { recursive: true, force: true });
  }
});

test('check names what is wrong with its place', () => {
  const wrong = addTo(packsWithPaper(model, { fields }), {
    form: '<!-- title: 错 | record: paper -->\n<p>{{ titel }}</p>\n{% for row in lines.rows %}<b>{{ row.price }}</b>{% end %}\n',
    paper: 'nowhere',
  });
  try {
    const { code, out, err } = run(['check', join(wrong, 'papers')]);
    assert.notEqual(code, 0);
    for (const line of [/papers\/sheet\.html:2:7: unknown: titel/, /papers\/sheet\.html:3:34: unknown: row\.price/, /jw:paper: unknown paper nowhere/])
      assert.match(out + err, line);
    writeFileSync(join(wrong, 'papers', 'papers', 'sheet.html'), '<!-- title: 错 | record: nothing -->\n<script>alert(1)</script>\n<p onclick="x">');
    const unsafe = run(['check', join(wrong, 'papers')]);
    for (const line of [/sheet\.html:2:8: a template has no element script/, /sheet\.html:3:15: a template has no attribute onclick/])
      assert.match(unsafe.out + unsafe.err, line);
  } finally {
    rmSync(wrong, { recursive: true, force: true });
  }
});
