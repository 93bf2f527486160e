// The door of CSV files: each line passes the gates of the form; what is refused is named by line and column.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { Program, binary } from '../support/program.mjs';
import { ok, refused, underReview } from '../support/project.mjs';

let program;
let sales;
before(async () => {
  program = await Program.start();
  sales = await program.as('linxiaoyu');
});
after(() => program.remove());

const send = (client, type, mode, csv, headers = {}) =>
  client.request('POST', `/records/${type}/import?mode=${mode}`, csv, { 'Content-Type': 'text/csv', ...headers });
const total = async (client, type) => ok(await client.get(`/records/${type}`)).total;

test('a template is filled in, previewed and imported', async () => {
  const template = await sales.get('/records/client/import-template.csv?language=zh');
  assert.match(template.headers['content-type'], /text\/csv/);
  const titles = template.text.replace('\ufeff', '').trim().split(',');
  const column = titles.findIndex((title) => title.includes('名称'));
  assert.ok(column >= 0, template.text);
  const line = (name) => titles.map((_, at) => (at === column ? name : '')).join(',');
  const csv = `${template.text}${line('东岸园区')}\r\n${line('西岸园区')}\r\n`;
  const had = await total(sales, 'client');

  const preview = ok(await send(sales, 'client', 'preview', csv));
  assert.deepEqual([preview.rows, preview.created, preview.problems], [2, 0, []]);
  assert.equal(await total(sales, 'client'), had);

  assert.equal(ok(await send(sales, 'client', 'apply', csv)).created, 2);
  assert.equal(await total(sales, 'client'), had + 2);
});

// A file that would make a project in its last state, and one that would only make a project.
async function importsNoProject(door) {
  const plain = 'name,need,class\r\n园区,门禁,non_standard\r\n';
  const closed = 'name,need,class,state\r\n园区,门禁,non_standard,closed\r\n';
  refused(await send(door, 'solution_project', 'apply', closed), 'records.import_invalid');
  refused(await send(door, 'solution_project', 'apply', plain), 'records.import_invalid');
  const preview = ok(await send(door, 'solution_project', 'preview', plain));
  assert.equal(preview.problems[0].code, 'records.forbidden');
  assert.equal(await total(door, 'solution_project'), 0);
}

test('browser and program import nothing that only a process creates', async () => {
  const programmed = program.client();
  const args = ['user', 'token', '--data', program.folder, '--title', 'doors', 'linxiaoyu'];
  programmed.token = execFileSync(binary(), args, { encoding: 'utf8' }).trim();
  for (const door of [sales, programmed]) await importsNoProject(door);
});

test('an administrator has no right that a business role has not given him', async () => {
  const real = await Program.start({ demo: false });
  try {
    const administrator = real.client();
    const link = /link=(\S+)/.exec(real.output)[1];
    ok(await administrator.post('/session', { link, password: 'a long enough password' }));
    assert.ok(ok(await administrator.get('/session')).person.id === 'administrator');
    await importsNoProject(administrator);
    const made = await administrator.post('/records/solution_project', { values: { name: '园区', class: 'non_standard' } });
    refused(made, 'records.forbidden', 403);
    refused(await administrator.post('/processes/solution_project_flow/instances', { values: {} }), 'app.no_process');
  } finally {
    await real.remove();
  }
});

test('refused cells are named and nothing is imported', async () => {
  const started = await underReview(sales);
  const csv = [
    'project,title,type,symptom,probability,impact,owner',
    `${started.record.id},雨季施工,schedule,连续降雨,3,3,lin_xiaoyu`,
    `${started.record.id},车位引导,schedule,,many,3,lin_xiaoyu`,
  ].join('\r\n');
  const preview = ok(await send(sales, 'project_risk', 'preview', csv));
  assert.deepEqual(preview.problems.map((one) => one.line), [3]);
  assert.deepEqual(preview.problems[0].missing.map((one) => one.column).sort(), [4, 5]);
  assert.equal(preview.problems[0].cells[1], '车位引导');

  const had = await total(sales, 'project_risk');
  const answer = refused(await send(sales, 'project_risk', 'apply', csv), 'records.import_invalid');
  assert.ok(answer.missing.some((one) => one.condition === 'line 3 column 5'), JSON.stringify(answer.missing));
  assert.equal(await total(sales, 'project_risk'), had);
});

test('a terminated project takes no imported children', async () => {
  const started = await underReview(sales);
  const member = await program.as('chenguodong');
  ok(await member.complete('initiation', { outcome: 'disagree', opinion: '风险过高' }, started.record));
  const csv = `project,title,requested_by,description\r\n${started.record.id},访客预约,赵主任,提前一天\r\n`;
  const preview = ok(await send(sales, 'requirement_change', 'preview', csv));
  assert.equal(preview.problems[0].code, 'records.final');
  assert.equal(preview.problems[0].clause, 'S18-R14');
});

test('a file with a column that is none says in which line, and which columns there are', async () => {
  const answer = refused(await send(sales, 'client', 'preview', '不存在的列\r\n1\r\n'), 'records.import_invalid');
  assert.equal(answer.place, '1');
  assert.match(answer.missing[0].how.zh, /^没有“不存在的列”这一列。可用的列：.*客户名称/);
  assert.match(answer.missing[0].how.en, /^there is no column 不存在的列; columns are: .*\bName/);
});

test('files that cannot be read are refused', async () => {
  const had = await total(sales, 'client');
  for (const csv of ['', 'name\r\n', 'nonsense\r\na\r\n', 'name,name\r\na,b\r\n', 'id\r\n1\r\n'])
    refused(await send(sales, 'client', 'apply', csv), 'records.import_invalid');
  refused(await send(sales, 'client', 'apply', 'name\r\n"open'), 'request.malformed');
  refused(await send(sales, 'client', 'maybe', 'name\r\na'), 'request.wrong_type');
  refused(await send(sales, 'nothing', 'apply', 'name\r\na'), 'records.unknown_type');
  refused(await send(program.client(), 'client', 'apply', 'name\r\na'), 'access.not_signed_in');
  const many = `name\r\n${'a\r\n'.repeat(5001)}`;
  refused(await send(sales, 'client', 'apply', many), 'records.import_invalid');
  assert.equal(await total(sales, 'client'), had);
});

test('a file sent twice with one key is imported once', async () => {
  const had = await total(sales, 'client');
  const csv = 'name\r\n重复提交的客户\r\n';
  const key = { 'Idempotency-Key': 'import-once' };
  assert.equal(ok(await send(sales, 'client', 'apply', csv, key)).created, 1);
  ok(await send(sales, 'client', 'apply', csv, key));
  assert.equal(await total(sales, 'client'), had + 1);
});

test('text of a file stays text', async () => {
  const hostile = `"<img src=x onerror=alert(1)>'; DROP TABLE record; --"`;
  assert.equal(ok(await send(sales, 'client', 'apply', `name\r\n${hostile}\r\n`)).created, 1);
  const found = ok(await sales.get('/records/client?sort=-created_at'));
  assert.ok(JSON.stringify(found.items).includes('DROP TABLE record'));
});
