// What goes with an opinion or a comment: files that the matter's people may read, and people named with @.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused, underReview } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const as = (name) => world.browser(name);
const upload = async (name, file) =>
  ok(await (await as(name)).request('POST', `/attachments?name=${file}`, Buffer.from(file), { 'Content-Type': 'application/octet-stream' }));
const say = async (name, key, act) => (await as(name)).post(`/tasks/${key}/acts`, { act: 'comment', ...act });
const noticesOf = async (name) => ok(await (await as(name)).get('/notices?unread=true&size=100')).items;

async function aVote() {
  const { record, instance } = await underReview(await as('linxiaoyu'));
  const task = await (await as('fangyuan')).task('initiation', record);
  return { key: task.key, instance, record };
}

test('a file goes with an opinion, and whoever may read the opinion reads it', async () => {
  const { key, record } = await aVote();
  const file = await upload('fangyuan', 'opinion.txt');
  const leader = await as('xuwenjing');
  refused(await leader.get(`/attachments/${file.id}`), 'app.no_attachment', 404);

  ok(await (await as('fangyuan')).post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', opinion: '见附件', files: [file.id] }));

  const { items } = ok(await leader.get(`/records/${record.type}/${record.id}/timeline`));
  const vote = items.find((entry) => entry.opinion === '见附件');
  assert.deepEqual(vote.files.map((one) => [one.id, one.name, one.size]), [[file.id, 'opinion.txt', 11]]);
  assert.equal((await leader.get(`/attachments/${file.id}`)).text, 'opinion.txt');
  const outsider = await as('qianduo');
  const story = ok(await outsider.get(`/records/${record.type}/${record.id}/timeline`)).items;
  assert.ok(story.some((entry) => entry.act === 'voted') && !story.some((entry) => entry.opinion || entry.files));
  refused(await outsider.get(`/attachments/${file.id}`), 'app.no_attachment', 404);
});

test('nobody hands on a file that he may not read, and nothing is said then', async () => {
  const { key, instance } = await aVote();
  const file = await upload('suqing', 'own.txt');

  for (const id of [file.id, 'no-such-file']) {
    const refusal = refused(await say('fangyuan', key, { text: '见附件', files: [id] }), 'app.no_attachment', 404);
    assert.equal(refusal.place, 'files.0');
    const act = { act: 'comment', text: '见附件', files: [id] };
    refused(await (await as('fangyuan')).post(`/instances/${instance}/acts`, act), 'app.no_attachment', 404);
  }
  refused(await (await as('fangyuan')).post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', files: [file.id] }), 'app.no_attachment', 404);
  const { timeline } = ok(await (await as('fangyuan')).get(`/tasks/${key}`));
  assert.ok(!timeline.some((entry) => entry.act === 'commented' || entry.act === 'voted'));
});

test('who is named in a comment is told, may open the task, and stands in the story', async () => {
  const { key, instance } = await aVote();
  refused(await (await as('tangwei')).get(`/tasks/${key}`), 'work.no_task', 404);

  ok(await say('fangyuan', key, { text: '请 @唐伟 看一下工期', mentions: ['tang_wei'] }));

  const notice = (await noticesOf('tangwei')).find((one) => one.kind === 'mention' && one.link.endsWith(key));
  assert.match(notice.title.zh, /^方远在评论中提到了您：/);
  assert.match(notice.title.en, /mentioned you: /);
  assert.equal(notice.text.zh, '请 @唐伟 看一下工期');
  const { timeline } = ok(await (await as('tangwei')).get(`/tasks/${key}`));
  assert.deepEqual(timeline.find((entry) => entry.act === 'commented').mentions.map((one) => one.id), ['tang_wei']);
  const { items } = ok(await (await as('fangyuan')).get('/notices/sent'));
  assert.ok(items.some((one) => one.kind === 'mention' && one.receivers[0].person.id === 'tang_wei'));

  ok(await (await as('tangwei')).post(`/instances/${instance}/acts`, { act: 'comment', text: '@钱多 请核价', mentions: ['qian_duo'] }));
  assert.ok((await noticesOf('qianduo')).some((one) => one.kind === 'mention' && one.link.endsWith(instance)));
});

test('whom the record keeps away cannot be named', async () => {
  const { instance } = await walkTo(world, 'standard');
  const sales = await as('linxiaoyu');

  const act = { act: 'comment', text: '@苏青 请看', mentions: ['su_qing'] };
  const refusal = refused(await sales.post(`/instances/${instance}/acts`, act), 'solution_project.presales_work_on_standard');

  assert.equal(refusal.place, 'mentions');
  assert.equal(refusal.clause, 'S18-R15');
  const ghost = refused(await sales.post(`/instances/${instance}/acts`, { ...act, mentions: ['ghost'] }), 'work.unknown_person');
  assert.equal(ghost.place, 'mentions');
  assert.ok(!ok(await sales.get(`/instances/${instance}`)).timeline.some((entry) => entry.act === 'commented'));
});

test('the starter adds a note with a file while it runs, and whoever decides now is told', async () => {
  const { key, instance, record } = await aVote();
  const sales = await as('linxiaoyu');
  const file = await upload('linxiaoyu', 'quote.txt');

  ok(await sales.post(`/instances/${instance}/acts`, { act: 'comment', text: '补充一份报价单', files: [file.id] }));

  const leader = await as('fangyuan');
  const { timeline, version, state } = ok(await leader.get(`/tasks/${key}`));
  const note = timeline.find((entry) => entry.act === 'noted');
  assert.deepEqual([note.text, note.person.id, note.files[0].name], ['补充一份报价单', 'lin_xiaoyu', 'quote.txt']);
  assert.match(note.title.zh, /^补充说明/);
  assert.equal((await leader.get(`/attachments/${file.id}`)).text, 'quote.txt');
  assert.deepEqual([state, version > 0], ['open', true]);
  const told = (list) => list.filter((one) => one.title.zh.startsWith('发起人补充说明') && one.title.zh.includes(record.number));
  assert.equal(told(await noticesOf('fangyuan')).length, 1);
  assert.equal(told(await noticesOf('linxiaoyu')).length, 0);
  ok(await leader.post(`/instances/${instance}/acts`, { act: 'comment', text: '收到' }));
  const story = ok(await sales.get(`/instances/${instance}`)).timeline;
  assert.deepEqual(story.filter((entry) => ['noted', 'commented'].includes(entry.act)).map((entry) => entry.act), ['noted', 'commented']);
});
