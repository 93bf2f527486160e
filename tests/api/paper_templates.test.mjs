// Print templates changed in the browser: checked with line and column, tried on a real matter, published in versions.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const sheet = '<!-- title: 呈批单 | record: paper -->\n<h1>呈批单</h1><p>{{ title }}</p>\n';
const second = sheet.replace('<h1>呈批单</h1>', '<h1>呈批单（新）</h1>');
const path = '/paper-templates/sheet';
let packs;
let program;
const people = {};
const enter = async () => {
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'admin']) people[name] = await program.as(name);
};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'first', candidates: 'person:he_jun' }], { process: { owner: 'position:product_manager' } }));
  mkdirSync(join(packs, 'papers', 'papers'));
  writeFileSync(join(packs, 'papers', 'papers', 'sheet.html'), sheet);
  program = await Program.start({ packs });
  await enter();
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (title) => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title } })).instance;
const publish = (text, base_version, who = 'admin', comment = '') => people[who].post(`${path}/versions`, { text, base_version, comment });
const printed = async (instance) => (await people.linxiaoyu.get(`/instances/${instance}/paper`)).text;
async function again() {
  await program.stop();
  program = await Program.start({ folder: program.folder, packs, demo: false });
  await enter();
}

test('administrators and owners of the process see it, others know of none', async () => {
  for (const who of ['admin', 'fangyuan']) {
    const row = ok(await people[who].get('/paper-templates')).items.find((one) => one.id === 'sheet');
    assert.deepEqual([row.title.zh, row.record.id, row.version, row.processes.map((one) => one.id), row.may_publish], ['呈批单', 'paper', 1, ['paper_flow'], who === 'admin']);
    assert.deepEqual(ok(await people[who].get(path)).versions, [{ version: 1 }]);
    assert.equal(ok(await people[who].get(path)).text, sheet);
  }
  assert.deepEqual(ok(await people.linxiaoyu.get('/paper-templates')).items, []);
  for (const answer of [await people.linxiaoyu.get(path), await people.linxiaoyu.get(`${path}/versions/1`), await people.linxiaoyu.post(`${path}/check`, { text: sheet }), await publish(second, 1, 'linxiaoyu'), await people.admin.get('/paper-templates/nothing')])
    refused(answer, 'app.no_paper', 404);
  refused(await publish(second, 1, 'fangyuan'), 'app.not_allowed', 403);
});

test('what is wrong is told with line and column, in both languages, and not printed', async () => {
  const wrong = '<!-- title: 呈批单 | record: paper -->\n<h1>呈批单</h1>\n<p>{{ titel }}</p>\n<script>1</script>\n';
  const { problems } = ok(await people.fangyuan.post(`${path}/check`, { text: wrong }));
  assert.ok(problems.length > 0);
  assert.deepEqual([problems[0].line, problems[0].text.zh], [4, '模板不能用元素 script']);

  const unknown = ok(await people.fangyuan.post(`${path}/check`, { text: sheet.replace('title }}', 'titel }}') })).problems;
  assert.deepEqual(unknown.map((one) => [one.line, one.column, one.text.zh, one.text.en]), [[2, 19, '没有 titel', 'unknown: titel']]);
  const other = ok(await people.fangyuan.post(`${path}/check`, { text: sheet.replace('record: paper', 'record: client') })).problems;
  assert.equal(other[0].text.zh, '模板打印的单据类型不能更换：paper');

  const { missing } = refused(await publish(sheet.replace('title }}', 'titel }}'), 1), 'app.paper_has_problems');
  assert.deepEqual([missing[0].condition, missing[0].label.zh], ['2:19', '第 2 行第 19 列']);
  const instance = await start('一');
  refused(await people.admin.post(`${path}/trial`, { text: wrong, instance }), 'app.paper_has_problems');
});

test('it is tried on a real matter or record that the caller may read, before anybody prints it', async () => {
  const instance = await start('试印');
  const matter = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  const page = await people.admin.post(`${path}/trial`, { text: second, instance });
  assert.equal(page.status, 200);
  assert.match(page.text, /呈批单（新）[\s\S]*试印/);
  const record = await people.admin.post(`${path}/trial`, { text: second, record: { type: 'paper', id: matter.record.id } });
  assert.match(record.text, /试印/);
  refused(await people.fangyuan.post(`${path}/trial`, { text: second, instance: '1' }), 'app.no_instance', 404);
  assert.match(await printed(instance), /<h1>呈批单<\/h1>/);
});

test('a published version prints from then on, is told, and stays over a start of the server', async () => {
  const instance = await start('二');
  assert.deepEqual(ok(await publish(second, 1, 'admin', '新抬头')), { version: 2 });
  assert.match(await printed(instance), /呈批单（新）/);
  refused(await publish(sheet, 1), 'app.paper_not_newest', 409);
  refused(await publish(second, 2), 'app.paper_unchanged', 409);
  const { last } = ok(await people.admin.get('/events?size=1'));
  const told = ok(await people.admin.get(`/events?after=${Math.max(0, last - 200)}&size=300&acts=paper.published`)).items;
  assert.deepEqual(told.map((one) => [one.person, one.changes.version, one.changes.comment]), [['administrator', 2, '新抬头']]);

  await again();

  assert.match(await printed(instance), /呈批单（新）/);
  const read = ok(await people.admin.get(path));
  assert.deepEqual([read.version, read.newest, read.versions.map((one) => [one.version, one.published_by?.id, one.comment])], [2, 2, [[2, 'administrator', '新抬头'], [1, undefined, undefined]]]);
  assert.equal(ok(await people.admin.get(`${path}/versions/1`)).text, sheet);
  refused(await people.admin.get(`${path}/versions/9`), 'app.no_paper', 404);
  assert.deepEqual(ok(await publish(sheet, 2, 'admin', '恢复')), { version: 3 });
  assert.doesNotMatch(await printed(instance), /（新）/);
});

test('a changed file of the pack prints again, and what was published stays to be read', async () => {
  const instance = await start('三');
  assert.deepEqual(ok(await publish(second, 3)), { version: 4 });
  writeFileSync(join(packs, 'papers', 'papers', 'sheet.html'), sheet.replace('<h1>呈批单</h1>', '<h1>呈批单第二版</h1>'));
  await again();

  assert.match(await printed(instance), /呈批单第二版/);
  const read = ok(await people.admin.get(path));
  assert.deepEqual([read.version, read.newest, read.versions.length], [1, 4, 4]);
  assert.equal(ok(await people.admin.get(`${path}/versions/4`)).text, second);
});
