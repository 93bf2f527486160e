// An owner who may not publish hands his version in: who may is told, sees what differs, and publishes or returns it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

const flow = 'solution_project_flow'; // owned by the product manager, published by administrators
const path = `/processes/${flow}`;
let world;
let owner;
let boss;
let xml;
before(async () => {
  world = await World.open();
  [owner, boss] = [await world.browser('fangyuan'), await world.browser('admin')];
  ({ xml } = ok(await owner.get(`${path}/versions/1/model`)));
});
after(() => world.close());

const renamed = (name) => {
  assert.ok(xml.includes('填写《立项申请》'));
  return xml.replace('填写《立项申请》', name);
};
const hand_in = (name, comment = '改名') => owner.put(`${path}/proposal`, { xml: renamed(name), base_version: 1, comment });
const about = async (who, words) => ok(await who.get('/notices?size=100')).items.filter((notice) => notice.title.zh.includes(words));
const found = async () => ok(await boss.get(`${path}/proposals/fang_yuan`));

test('who may publish is told, finds it in a list with what differs, and returns it with a reason', async () => {
  refused(await hand_in('填写《立项申请》'), 'app.version_in_force', 409);
  refused(await owner.put(`${path}/proposal`, { xml: renamed('申请书'), base_version: 0 }), 'app.version_not_newest', 409);
  refused(await owner.put(`${path}/proposal`, { xml: xml.replaceAll('role:business', 'role:nobody'), base_version: 1 }), 'app.model_has_problems');
  assert.deepEqual(ok(await boss.get('/proposals')).items, []);

  ok(await hand_in('填写申请书'));

  const [listed] = ok(await boss.get('/proposals')).items;
  assert.deepEqual([listed.process.id, listed.by.id, listed.comment, listed.base_version, listed.newest, listed.differs.map((one) => one.zh)], [flow, 'fang_yuan', '改名', 1, 1, ['填写申请书']]);
  const [told] = await about(boss, '流程新版本待发布');
  assert.equal(told.link, `/waiting/${flow}/proposals/fang_yuan`);
  assert.match(told.text.zh, /方远提交：改名/);
  const proposal = await found();
  assert.deepEqual([proposal.xml, proposal.may_publish], [renamed('填写申请书'), true]);
  assert.equal(ok(await owner.get(`${path}/model-draft`)).proposal.comment, '改名');
  assert.equal(ok(await owner.get(`${path}/proposals/fang_yuan`)).may_publish, false);
  const others = await world.browser('linxiaoyu');
  assert.deepEqual(ok(await others.get('/proposals')).items, []);
  refused(await others.get(`${path}/proposals/fang_yuan`), 'app.no_proposal', 404);
  refused(await others.put(`${path}/proposal`, { xml: renamed('别的'), base_version: 1 }), 'app.not_owner', 404);

  const sent_back = (who, at, reason) => who.post(`${path}/proposals/fang_yuan/return`, { at, reason });
  refused(await sent_back(owner, proposal.at, '自己退'), 'app.not_allowed', 403);
  refused(await sent_back(others, proposal.at, '不是我的'), 'app.no_proposal', 404);
  refused(await sent_back(boss, proposal.at, ' '), 'request.wrong_type');
  ok(await sent_back(boss, proposal.at, '名称太短'));
  const [returned] = await about(owner, '被退回');
  assert.deepEqual([returned.text.zh, returned.link], ['名称太短', `/waiting/${flow}/design`]);
  assert.deepEqual(ok(await boss.get('/proposals')).items, []);
  const kept = ok(await owner.get(`${path}/model-draft`));
  assert.deepEqual([kept.draft.xml, kept.proposal], [renamed('填写申请书'), undefined]);
  assert.deepEqual([kept.returned.by.id, kept.returned.reason], ['administrator', '名称太短']);
  refused(await sent_back(boss, proposal.at, '再退'), 'app.no_proposal', 404);
});

test('what was handed in anew is not returned or published unseen, and can be taken back', async () => {
  ok(await hand_in('第一稿'));
  assert.equal(ok(await owner.get(`${path}/model-draft`)).returned, undefined);
  const seen = await found();
  ok(await boss.post('/clock/advance', { by: 'PT1M' }));
  ok(await hand_in('第二稿'));
  const publication = { xml: seen.xml, base_version: 1, proposal: 'fang_yuan', proposed_at: seen.at };
  refused(await boss.post(`${path}/versions`, publication), 'app.no_proposal', 404);
  ok(await owner.request('DELETE', `${path}/proposal`));
  refused(await owner.request('DELETE', `${path}/proposal`), 'app.no_proposal', 404);
  refused(await boss.post(`${path}/versions`, publication), 'app.no_proposal', 404);
  assert.equal(ok(await boss.get(`${path}/versions`)).items[0].version, 1);
});

test('a published one is told to who handed it in, and its draft is gone', async () => {
  ok(await hand_in('填写《立项申请书》', '与制度一致'));
  const { xml: proposed, at } = await found();
  assert.deepEqual(ok(await boss.post(`${path}/versions`, { xml: proposed, base_version: 1, comment: '与制度一致', proposal: 'fang_yuan', proposed_at: at })).version, 2);

  const [told] = await about(owner, '已发布');
  assert.deepEqual([told.text.zh, told.link], ['版本 2', `/waiting/${flow}`]);
  assert.deepEqual(ok(await owner.get(`${path}/model-draft`)), {});
  assert.deepEqual(ok(await boss.get('/proposals')).items, []);
  assert.equal((await about(boss, '流程新版本待发布')).every((notice) => notice.closed), true);
});

test('one that was changed before it was published is told with what is other', async () => {
  const before = ok(await owner.get(`${path}/versions/2/model`)).xml;
  const inForce = (name) => before.replace('填写《立项申请书》', name);
  ok(await owner.put(`${path}/proposal`, { xml: inForce('立项申请'), base_version: 2 }));
  const { at } = await found();
  ok(await boss.post(`${path}/versions`, { xml: inForce('立项书'), base_version: 2, proposal: 'fang_yuan', proposed_at: at }));

  const [told] = await about(owner, '改动后发布');
  assert.deepEqual([told.text.zh, told.text.en], ['版本 3，与您提交的不同：立项书', 'Version 3, other than you handed in: 立项书']);
  assert.equal(ok(await owner.get(`${path}/model-draft`)).draft, undefined);
});

test('one that is older than the version in force cannot be published any more', async () => {
  const before = ok(await owner.get(`${path}/versions/3/model`)).xml;
  ok(await owner.put(`${path}/proposal`, { xml: before.replace('立项书', '甲'), base_version: 3 }));
  ok(await boss.post(`${path}/versions`, { xml: before.replace('立项书', '乙'), base_version: 3 }));
  const proposal = await found();
  assert.deepEqual([proposal.base_version, proposal.newest], [3, 4]);
  refused(await boss.post(`${path}/versions`, { xml: proposal.xml, base_version: 3, proposal: 'fang_yuan', proposed_at: proposal.at }), 'app.version_not_newest', 409);
  assert.equal(ok(await boss.get('/proposals')).items.length, 1);
});

test('who leaves hands over what he has handed in: his successor hears of it and goes on', async () => {
  const listed = ok(await boss.get('/people/fang_yuan/leaving')).proposals;
  assert.deepEqual(listed.map((one) => [one.id, one.title.zh]), [[`${flow}/fang_yuan`, '方案项目整体流程']]);
  ok(await boss.post('/people/fang_yuan/leave', { reason: '离职', successor: 'su_qing' }));
  const successor = await world.browser('suqing');

  const [handed] = await about(successor, '待发布的流程版本');
  assert.equal(handed.link, `/waiting/${flow}/proposals/fang_yuan`);
  assert.match(handed.text.zh, /原由方远提交/);
  const proposal = ok(await successor.get(`${path}/proposals/fang_yuan`));
  assert.deepEqual([proposal.by.id, proposal.taken_over_by.id, proposal.may_publish], ['fang_yuan', 'su_qing', false]);
  ok(await boss.post(`${path}/proposals/fang_yuan/return`, { at: proposal.at, reason: '须在新版上修改' }));
  const [returned] = await about(successor, '被退回');
  assert.equal(returned.text.zh, '须在新版上修改');
  const design = ok(await successor.get(`${path}/model-draft`));
  assert.deepEqual([design.draft.xml, design.returned.reason], [proposal.xml, '须在新版上修改']);
});
