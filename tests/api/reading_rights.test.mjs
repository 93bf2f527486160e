// What a member may not read yet of his own appraisal comes to him through no door, and to those who may through each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const words = { comment: '推广节奏把握得当', remark: '拉新两万', sentBack: '请补充三月事例' };
const mark = 83; // no other number of the appraisal

let program;
const people = {};
let appraisal;
let rating;
let confirmation;
before(async () => {
  program = await Program.start({ clock: '2026-04-01T08:30:00+08:00', more: ['--unprotected-v2'] });
  ok(await new Camunda(program).request('PUT', '/clock', { timestamp: Date.parse('2026-04-01T09:01:00+08:00') }));
  for (const name of ['renjie', 'luchuan', 'xialin', 'murong', 'admin']) people[name] = await program.as(name);
  const found = ok(await people.renjie.get('/records/appraisal?size=100')).items.find((one) => one.values.person === 'xia_lin');
  appraisal = { type: 'appraisal', id: found.id };
});
after(async () => program?.remove());

const record = async (name) => ok(await people[name].get(`/records/appraisal/${appraisal.id}`));
const scores = async () => (await record('renjie')).children.find((one) => one.field === 'appraisal_scores').items;

async function score(name, values) {
  for (const { id } of await scores()) {
    const { version } = ok(await people[name].get(`/records/appraisal_score/${id}`));
    ok(await people[name].patch(`/records/appraisal_score/${id}`, { version, values }));
  }
}

async function rate() {
  rating = (await people.luchuan.task('superior_rating', appraisal)).key;
  await score('luchuan', { score: mark, remark: words.remark });
  ok(await people.luchuan.complete('superior_rating', { outcome: 'rated', values: { comment: words.comment } }, appraisal));
  confirmation = (await people.renjie.task('confirmation', appraisal)).key;
}

// Every door through which a value of the appraisal or of its first score might come.
async function doors(first) {
  const at = `/records/appraisal/${appraisal.id}`;
  const matter = (await record('renjie')).instances[0].key;
  const below = `/records/appraisal_score/${first}`;
  const form = (subject) => (client) => client.post('/forms/evaluate', { subject, values: {} });
  const list = (type, query) => (client) => client.get(`/records/${type}?size=100&${query}`);
  const view = (id) => (client) => client.get(`/views/${id}/data`);
  return {
    'the record': (client) => client.get(at),
    'its history': (client) => client.get(`${at}/history`),
    'its story': (client) => client.get(`${at}/timeline`),
    'its form': (client) => client.get(`${at}/form`),
    'its form evaluated': form({ record: appraisal }),
    'its paper': (client) => client.get(`${at}/paper`),
    'the list': list('appraisal', ''),
    'the list by the mark': list('appraisal', `sort=-performance_score,comment`),
    'CSV of the list': (client) => client.get('/records/appraisal/export.csv'),
    'the board': view('appraisal_board'),
    'the view': view('appraisals'),
    'the search': (client) => client.get(`/search?q=${encodeURIComponent(appraisal.number ?? '考核')}`),
    'the task of his superior': (client) => client.get(`/tasks/${rating}`),
    'the form of that task evaluated': form({ task: rating }),
    'the task of the manager': (client) => client.get(`/tasks/${confirmation}`),
    'the matter': (client) => client.get(`/instances/${matter}`),
    'its diagram': (client) => client.get(`/instances/${matter}/diagram`),
    'the paper of the matter': (client) => client.get(`/instances/${matter}/paper`),
    'what he was told': (client) => client.get('/notices?size=100'),
    'a score': (client) => client.get(below),
    'its story below': (client) => client.get(`${below}/timeline`),
    'the history of a score': (client) => client.get(`${below}/history`),
    'the form of a score': (client) => client.get(`${below}/form`),
    'the list of scores': list('appraisal_score', ''),
    'CSV of scores': (client) => client.get('/records/appraisal_score/export.csv'),
  };
}

// What is found by asking for the value itself.
function questions() {
  const where = (field, op, value) => encodeURIComponent(JSON.stringify([{ field, op, value }]));
  return {
    'the words': `/records/appraisal?filter=${where('comment', 'contains', words.comment)}`,
    'whether there are words': `/records/appraisal?filter=${where('comment', 'not_empty')}`,
    'the number worked out': `/records/appraisal?filter=${where('performance_score', 'eq', mark)}`,
    'the mark': `/records/appraisal_score?filter=${where('score', 'eq', mark)}`,
    'marks above': `/records/appraisal_score?filter=${where('score', 'gt', 1)}`,
    'the remark by search': `/records/appraisal_score?q=${encodeURIComponent(words.remark)}`,
  };
}

const tells = (answer) => [...Object.values(words), `${mark}`, `${mark}.00`].filter((value) => told(answer.text).includes(value));
// Numbers stand in ids, times, hashes and drawings, too.
const told = (text) => text.replace(/"xml":"(\\.|[^"\\])*"/, '').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+\d\d:\d\d)|"id":"\d+"|\d{9,}|[0-9a-f]{16,}/g, '');

async function nothingTold(name) {
  const [{ id }] = await scores();
  for (const [door, open] of Object.entries(await doors(id))) {
    const answer = await open(people[name]);
    assert.ok(answer.status < 500, `${door}: ${answer.text}`);
    assert.deepEqual(tells(answer), [], `${name}, ${door}: ${answer.text}`);
  }
  for (const [question, path] of Object.entries(questions())) {
    const mine = ok(await people[name].get(`${path}&size=100`)).items.filter((one) => one.id === appraisal.id || one.type === 'appraisal_score');
    assert.deepEqual(mine.map((one) => one.title), [], `${name} found it by ${question}`);
  }
}

test('while he is rated the member is told nothing, the superior and the manager everything', async () => {
  await score('xialin', { self_score: 95 });
  ok(await people.xialin.complete('self_rating', { outcome: 'rated', values: { self_comment: '超额完成' } }, appraisal));
  await rate();

  await nothingTold('xialin');
  const his = await record('xialin');
  assert.equal(his.values.self_total, 95);
  assert.ok(!his.fields.some((field) => ['comment', 'manager_comment'].includes(field.id)));
  for (const field of ['comment', 'manager_comment']) assert.ok(!(field in his.values), field);
  const [{ id }] = await scores();
  const one = ok(await people.xialin.get(`/records/appraisal_score/${id}`));
  assert.equal(one.values.self_score, 95);
  assert.ok(!('score' in one.values) && !('remark' in one.values));
  for (const name of ['luchuan', 'renjie']) {
    const silent = [];
    for (const [door, open] of Object.entries(await doors(id))) if (tells(await open(people[name])).length === 0) silent.push(door);
    assert.deepEqual(silent.filter((door) => !['its story', 'its story below', 'the search', 'what he was told', 'the task of the manager', 'the matter', 'its diagram'].includes(door)), [], name);
    for (const [question, path] of Object.entries(questions())) {
      const found = ok(await people[name].get(path)).total;
      assert.ok(question === 'the remark by search' ? found === 0 : found > 0, `${name}: ${question}`);
    }
  }
});

test('he changes nothing that he does not read, whether he guesses it or not', async () => {
  const [{ id }] = await scores();
  const told = new Set();
  for (const value of [mark, mark + 1, null, 999, 'x']) {
    const { version } = ok(await people.xialin.get(`/records/appraisal_score/${id}`));
    const { missing, title } = refused(await people.xialin.patch(`/records/appraisal_score/${id}`, { version, values: { score: value } }), 'records.field_not_writable');
    assert.deepEqual(missing.map((one) => [one.field, one.label.zh]), [['score', '上级评分']]);
    told.add(JSON.stringify([missing, title]));
  }
  assert.equal(told.size, 1, 'whatever he guesses, the answer is the same');
});

test('what is sent back is not told either, nor why', async () => {
  ok(await people.renjie.complete('confirmation', { outcome: 'send_back', opinion: words.sentBack }, appraisal));
  await nothingTold('xialin');
  const seat = async (name) => {
    const { outcome, seats } = ok(await people[name].get(`/tasks/${confirmation}`));
    return [outcome?.id, seats[0].status.id, seats[0].outcome?.id, seats[0].opinion];
  };
  assert.deepEqual(await seat('xialin'), [undefined, 'acted', undefined, undefined]);
  assert.deepEqual(await seat('luchuan'), ['send_back', 'disagreed', 'send_back', words.sentBack]);
  await rate();
  await nothingTold('xialin');
});

test('once the manager has confirmed, he reads it', async () => {
  ok(await people.renjie.complete('confirmation', { outcome: 'confirm' }, appraisal));

  const his = await record('xialin');
  assert.equal(his.values.comment, words.comment);
  assert.equal(his.values.total, mark);
  const [{ id }] = await scores();
  assert.equal(ok(await people.xialin.get(`/records/appraisal_score/${id}`)).values.remark, words.remark);
  const task = await people.xialin.task('acknowledgement', appraisal);
  assert.ok(ok(await people.xialin.get(`/tasks/${task.key}`)).form.values.comment === words.comment);
});

test('rated again, he does not read what is changed', async () => {
  ok(await people.xialin.complete('acknowledgement', { outcome: 'object', values: { objection: '请重评' } }, appraisal));
  ok(await people.renjie.complete('answering', { outcome: 'rate_again', values: { objection_answer: '请上级重评' } }, appraisal));
  await rate();

  await nothingTold('xialin');
});

test('others read nothing of it at all', async () => {
  refused(await people.murong.get(`/records/appraisal/${appraisal.id}`), 'records.not_found', 404);
});
