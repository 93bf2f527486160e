// 代提交: somebody hands in for another, whose matter it is; both are recorded.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const model = paperModel(
  { first: { candidates: 'superior:starter:1', applicant: 'skip' }, second: { candidates: 'field:reviewer' } },
  { starters: 'position:sales_rep, position:presales_engineer', behalf: 'position:buyer', start_fields: 'title=required, owner=edit, reviewer=edit' },
);
const fields = '  owner: {type: person, title: 经办人, default: "= actor.person"}\n  reviewer: {type: person, title: 复核人, default: "= actor.person"}\n';
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model, { fields });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'zhouliming', 'qianduo', 'admin', 'suqing', 'shenlan']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const at = '/processes/paper_flow';
const start = (who, behalf, values = { title: '差旅' }) => people[who].post(`${at}/instances`, { values, behalf });

test('the matter is the applicant\'s: rules, people and defaults follow from him', async () => {
  const opened = ok(await people.qianduo.get(`${at}?behalf=lin_xiaoyu`));
  assert.deepEqual([opened.may_start, opened.may_behalf, opened.behalf.id], [false, true, 'lin_xiaoyu']);
  assert.equal(opened.form.values.owner, 'lin_xiaoyu');
  const { steps } = ok(await people.qianduo.post(`${at}/path`, { values: opened.form.values, behalf: 'lin_xiaoyu' }));
  assert.deepEqual(steps.map((step) => step.persons.map((one) => one.id)), [['zhou_liming'], ['lin_xiaoyu']]);
  const { fields: states } = ok(await people.qianduo.post('/forms/evaluate', { subject: opened.form.subject, values: {} }));
  assert.equal(states.owner.value, 'lin_xiaoyu');

  const { instance, record } = ok(await start('qianduo', 'lin_xiaoyu'));

  const { starter, handed_in_by: by, current, timeline } = ok(await people.admin.get(`/instances/${instance}`));
  assert.deepEqual([starter.id, by.id, current[0].persons[0].id], ['lin_xiaoyu', 'qian_duo', 'zhou_liming']);
  const begun = timeline.find((entry) => entry.act === 'started');
  assert.deepEqual([begun.person.id, begun.on_behalf_of.id], ['qian_duo', 'lin_xiaoyu']);
  assert.equal(ok(await people.admin.get(`/records/paper/${record.id}`)).values.owner, 'lin_xiaoyu');
});

test('both find it among what they started, and the applicant is told', async () => {
  const { instance } = ok(await start('qianduo', 'lin_xiaoyu', { title: '打车' }));

  for (const who of ['qianduo', 'linxiaoyu']) {
    const box = ok(await people[who].get('/tasks?box=started&size=100'));
    assert.ok(box.items.some((row) => row.instance === instance), who);
    assert.equal(box.total, box.items.length);
    assert.equal(ok(await people[who].get('/tasks/counts')).started, box.total, who);
    assert.ok(ok(await people[who].get('/instances?scope=mine&size=100')).items.some((row) => row.key === instance), who);
    assert.equal((await people[who].get(`/instances/${instance}`)).status, 200);
  }
  const { items } = ok(await people.linxiaoyu.get('/notices?size=100'));
  assert.equal(items.filter((one) => one.title.zh.includes('代您提交') && one.title.zh.includes('打车')).length, 1);
  refused(await people.qianduo.post(`/instances/${instance}/acts`, { act: 'withdraw', text: '不要了' }), 'work.withdraw_not_allowed');
  ok(await people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'withdraw', text: '自己打车' }));
});

test('only who may do so hands in for others, and only for who may start it', async () => {
  const total = async () => ok(await people.admin.get('/instances?scope=all')).total;
  const before = await total();

  refused(await start('linxiaoyu', 'su_qing'), 'app.not_allowed', 403);
  refused(await people.linxiaoyu.get(`${at}?behalf=su_qing`), 'app.not_allowed', 403);
  refused(await start('qianduo'), 'app.behalf_required');
  refused(await start('qianduo', 'qian_duo'), 'app.not_allowed', 403);
  refused(await start('qianduo', 'nobody'), 'app.no_person', 404);
  assert.equal(refused(await start('qianduo', 'shen_lan'), 'app.applicant_may_not_start').place, 'behalf');
  refused(await start('shenlan', 'lin_xiaoyu'), 'app.no_process', 404);
  assert.equal(await total(), before);
});
