// What people are told without asking: once, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { until } from '../support/post.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const told = async (name, beginning) => {
  const { items } = ok(await (await world.browser(name)).get('/notices?size=100'));
  return items.filter((notice) => notice.title.zh.startsWith(beginning));
};

test('a risk that is chased again and again is one notice, unread again each time', async () => {
  const walk = await walkTo(world, 'registered');
  const values = { project: walk.known.solution_project, title: '网络未就绪', type: 'technology', symptom: '迟迟未开通' };
  await walk.make('linxiaoyu', 'project_risk', { ...values, probability: 3, impact: 4, owner: 'lin_xiaoyu' });

  await world.pass('P15D');
  const [first] = await told('linxiaoyu', '风险超期未复查');
  ok(await (await world.browser('linxiaoyu')).post('/notices/read', { ids: [] }));
  await world.pass('P15D');
  const again = await told('linxiaoyu', '风险超期未复查');

  assert.equal(first.title.en, 'Risk review overdue: 网络未就绪');
  assert.equal(again[0].text.en, 'Please review symptom, probability and impact of this risk and update its mitigation.');
  assert.equal(again.length, 1);
  assert.ok(again[0].at > first.at);
  assert.equal(again[0].read, false);
});

test('a vote that is chased is one card that says how often and when last', async () => {
  await walkTo(world, 'under_review');
  const chased = async () => (await told('fangyuan', '提醒：尚未办理'))[0];
  const unread = async () => ok(await (await world.browser('fangyuan')).get('/notices?size=1')).unread;

  await world.pass('P3WD');
  const once = await chased();
  const before = await unread();
  await world.pass('P2D');
  const thrice = await chased();

  assert.equal(once.times, undefined);
  assert.equal(thrice.times, 3);
  assert.ok(thrice.at > once.at);
  assert.equal(await unread(), before);
});

test('a task that several people may do names no seat', async () => {
  const walk = await walkTo(world, 'visit_due');
  const task = await walk.task('suqing', 'needs_visit');
  assert.equal(task.seat, undefined);
  const voting = await walkTo(world, 'under_review');
  assert.equal((await voting.task('zhouliming', 'initiation')).seat.zh, '销售部经理');
});

test('a person keeps sixteen pages listening, one more is refused', async () => {
  const browser = await world.browser('linxiaoyu');
  const streams = [];
  try {
    for (let count = 0; count < 16; ++count) streams.push(await browser.listen());
    assert.ok(streams.every((stream) => stream.statusCode === 200));
    refused(await browser.get('/stream'), 'server.too_many_streams');
  } finally {
    streams.forEach((stream) => stream.destroy());
  }
  // Long before a heartbeat would find them gone.
  await until(async () => {
    const stream = await browser.listen();
    stream.destroy();
    return stream.statusCode === 200;
  }, 'a page after sixteen were left');
});
