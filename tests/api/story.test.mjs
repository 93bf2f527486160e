// What happened is told in words: which field, from what to what, by whom; and a step that comes back holds what was written.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { blanks, broken, stroke } from '../support/pictures.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const png = stroke.toString('base64');
const storyOf = async (name, type, id) => ok(await (await world.browser(name)).get(`/records/${type}/${id}/timeline`)).items;
const historyOf = async (name, type, id) => ok(await (await world.browser(name)).get(`/records/${type}/${id}/history`)).items;

test('the story names the fields that changed, and what a transition is called', async () => {
  const walk = await walkTo(world, 'planning');
  const milestone = walk.known.milestone;
  const manager = await world.browser('guming');
  const { version } = ok(await manager.get(`/records/milestone/${milestone}`));
  ok(await manager.patch(`/records/milestone/${milestone}`, { version, values: { planned_on: '2026-06-30' } }));

  const project = walk.known.solution_project;
  const story = await storyOf('guming', 'solution_project', project);

  const { changes } = story.findLast((entry) => entry.act === 'record.changed');
  assert.deepEqual(
    changes.map(({ field, title, old_text, new_text }) => [field, title.zh, old_text.zh, new_text.zh]),
    [['planned_on', '计划日期', '2026-05-20', '2026-06-30']],
  );
  const moved = story.filter((entry) => entry.act === 'record.transitioned');
  assert.ok(moved.some((entry) => entry.title.zh === '方案项目：完成交接'), JSON.stringify(moved.map((entry) => entry.title.zh)));
  assert.ok(moved.every((entry) => !(entry.changes ?? []).some(({ field }) => field === 'state' || field === 'transition')));
});

test('what the rules keep for themselves is in no history', async () => {
  const walk = await walkTo(world, 'suspended');
  const project = walk.known.solution_project;

  const history = await historyOf('linxiaoyu', 'solution_project', project);

  const fields = history.flatMap((entry) => entry.changes).map(({ field }) => field);
  assert.ok(fields.includes('suspend_reason'));
  assert.ok(!fields.includes('suspended_from'));
});

test('who signs through a link is named as he signed', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const change = walk.known.requirement_change;
  const manager = await world.browser('guming');
  const { token, code } = ok(await manager.post(`/records/requirement_change/${change}/outside-links`, { purpose: 'sign' }));
  const visitor = world.program.client();
  const { hash } = ok(await visitor.get(`/outside/${token}?code=${code}`));
  ok(await visitor.post(`/outside/${token}/sign`, { name: '赵主任', image: png, hash, code }));

  const signed = (await storyOf('guming', 'solution_project', walk.known.solution_project)).find((entry) => entry.person?.id === 'outside' && entry.act === 'record.changed');
  const changed = (await historyOf('guming', 'requirement_change', change)).find((entry) => entry.person?.id === 'outside');

  assert.equal(signed.person.name, '赵主任');
  assert.equal(changed.person.name, '赵主任');
});

test('a client signs what he has read, with a picture', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const manager = await world.browser('guming');
  const { token, code } = ok(await manager.post(`/records/requirement_change/${walk.known.requirement_change}/outside-links`, { purpose: 'sign' }));
  const sign = (more) => world.program.client().post(`/outside/${token}/sign`, { name: '赵主任', image: png, hash: 'x', code, ...more });

  for (const bytes of Object.values(broken)) refused(await sign({ image: bytes.toString('base64') }), 'app.bad_signature_image');
  for (const bytes of Object.values(blanks)) refused(await sign({ image: bytes.toString('base64') }), 'app.blank_signature');
  refused(await sign({}), 'app.outside_changed', 409);
});

test('a field of a record is signed with a picture of one’s own that shows a stroke', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const id = walk.known.requirement_change;
  const manager = await world.browser('guming');
  const upload = async (bytes, who = manager) => ok(await who.request('POST', '/attachments?name=sign.png', bytes, { 'Content-Type': 'application/octet-stream' })).id;
  const { key } = await manager.task('sign', { type: 'requirement_change', id });
  const signing = async (image) => {
    const signature = { name: '赵主任', image };
    const by_task = await manager.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'done', values: { signature } });
    const { version } = await walk.read('requirement_change');
    const by_record = await manager.patch(`/records/requirement_change/${id}`, { version, values: { signature } });
    return [by_task.body.code, by_record.body.code, by_task.body.place, by_record.body.place];
  };

  for (const bytes of Object.values(blanks))
    assert.deepEqual(await signing(await upload(bytes)), ['app.blank_signature', 'app.blank_signature', 'signature', 'signature']);
  const foreign = await upload(stroke, await world.browser('linxiaoyu'));
  for (const image of [await upload(broken['cut off']), foreign, 'nonsense'])
    assert.deepEqual(await signing(image), ['app.bad_signature_image', 'app.bad_signature_image', 'signature', 'signature']);
});

test('what was signed has one fingerprint, on the page outside and on the record, and signing does not change it', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const change = walk.known.requirement_change;
  const manager = await world.browser('guming');
  const { token, code } = ok(await manager.post(`/records/requirement_change/${change}/outside-links`, { purpose: 'sign' }));
  const visitor = world.program.client();
  const { hash } = ok(await visitor.get(`/outside/${token}?code=${code}`));
  const after = ok(await visitor.post(`/outside/${token}/sign`, { name: '赵主任', image: png, hash, code }));
  const about = { type: 'requirement_change', id: change };
  await walk.complete('guming', 'sign', { values: { signatory: '赵主任' } }, about);

  const { values, state } = await walk.read('requirement_change');
  assert.equal(state.id ?? state, 'effective');
  assert.equal(values.signature.hash, hash);
  assert.equal(after.hash, hash);
});

test('a link to sign asks for a code, and says when nothing is left to sign', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const change = walk.known.requirement_change;
  const manager = await world.browser('guming');
  const links = `/records/requirement_change/${change}/outside-links`;
  const { token, code, link } = ok(await manager.post(links, { purpose: 'sign' }));
  const visitor = world.program.client();

  assert.match(code, /^\d{6}$/);
  assert.equal(link.has_code, true);
  refused(await visitor.get(`/outside/${token}`), 'access.code_required', 403);
  const { hash, settled } = ok(await visitor.get(`/outside/${token}?code=${code}`));
  assert.equal(settled, false);
  const signature = await world.signature('guming', '赵主任');
  await walk.complete('guming', 'sign', { values: { signatory: '赵主任', signature } }, { type: 'requirement_change', id: change });

  const page = ok(await visitor.get(`/outside/${token}?code=${code}`));
  assert.equal(page.settled, true);
  assert.equal(page.signed.name, '赵主任');
  refused(await visitor.post(`/outside/${token}/sign`, { name: '赵敏', image: png, hash, code }), 'app.nothing_to_sign');
  assert.equal(ok(await manager.get(links)).items[0].state, 'settled');
  refused(await manager.post(links, { purpose: 'sign' }), 'app.nothing_to_sign');
});

test('a task says what its record belongs to, and what a rule began was set off by who acted', async () => {
  const walk = await walkTo(world, 'milestone_reached');
  const report = { type: 'stage_report', id: await walk.newest('stage_report', 'stage_reports') };
  const manager = await world.browser('guming');
  const { key } = await manager.task('report', report);

  const task = ok(await manager.get(`/tasks/${key}`));

  assert.deepEqual([task.parent.type, task.parent.id], ['solution_project', walk.known.solution_project]);
  const begun = task.timeline.find((entry) => entry.act === 'started');
  assert.deepEqual(begun.title, { zh: '触发 阶段汇报', en: 'Set off "Stage reporting"' });
});

test('the story of a link says for whom it was made, who opened it, and how it ended', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const change = walk.known.requirement_change;
  const links = `/records/requirement_change/${change}/outside-links`;
  const manager = await world.browser('guming');
  const visitor = world.program.client();
  const { token } = ok(await manager.post(links, { purpose: 'sign', recipient: ' 赵主任 ', code: '8642' }));
  await visitor.get(`/outside/${token}?code=1111`);
  const { hash } = ok(await visitor.get(`/outside/${token}?code=8642`));
  ok(await visitor.post(`/outside/${token}/sign`, { name: '赵敏', image: png, hash, code: '8642' }));
  const { link } = ok(await manager.post(links, { purpose: 'view', days: 1 }));
  ok(await manager.delete(`/outside-links/${link.id}`));
  const { token: guessed } = ok(await manager.post(links, { purpose: 'view', days: 1, code: '8642' }));
  for (let i = 0; i < 5; ++i) await visitor.get(`/outside/${guessed}?code=1111`);
  ok(await manager.post(links, { purpose: 'view', days: 1 }));
  const { now } = ok(await manager.get('/session')).clock;
  await world.pass('P2D');

  const story = (await storyOf('guming', 'requirement_change', change)).filter((entry) => entry.act.startsWith('outside_link.'));

  const day = (days) => new Date(Date.parse(now) + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const said = story.map(({ person, title }) => [person?.name ?? '', title.zh, title.en]);
  assert.deepEqual(said.slice(0, 6), [
    ['顾鸣', `生成签字链接（给赵主任），有效至 ${day(7)}`, `Made a link to sign (for 赵主任), valid until ${day(7)}`],
    ['', '签字链接（给赵主任）的访问口令输入错误', 'Wrong code for the link to sign (for 赵主任)'],
    ['', '打开签字链接（给赵主任）', 'Opened the link to sign (for 赵主任)'],
    ['赵敏', '通过签字链接（给赵主任）签字', 'Signed by the link to sign (for 赵主任)'],
    ['顾鸣', `生成查看链接，有效至 ${day(1)}`, `Made a link to view, valid until ${day(1)}`],
    ['顾鸣', '撤销查看链接', 'Revoked the link to view'],
  ]);
  assert.deepEqual(said[11], ['', '查看链接的访问口令输入错误，链接已锁定', 'Wrong code for the link to view, which is now locked']);
  // Of the four links one ran out: neither signed nor revoked nor locked.
  assert.deepEqual(said.slice(12).map(([, zh]) => zh), [`生成查看链接，有效至 ${day(1)}`, '查看链接到期，不能再打开']);
  assert.equal(Date.parse(story.at(-1).at), Date.parse(now) + 86_400_000);
  assert.deepEqual(ok(await (await world.browser('guming')).get(links)).items.map((one) => one.recipient).sort(), ['', '', '', '赵主任']);
});

test('a plan that was sent back begins with what was written, under its own title', async () => {
  const walk = await walkTo(world, 'plan_submitted');
  await walk.complete('qianduo', 'plan_confirmation', { outcome: 'reject', opinion: '设备交期不够' });
  const manager = await world.browser('guming');
  const task = await manager.task('plan', walk.record);

  const { values } = ok(await manager.get(`/tasks/${task.key}`)).form;

  const before = await walk.read('implementation_plan');
  assert.equal(values.client_work, before.values.client_work);
  assert.equal(values.acceptance_on, before.values.acceptance_on);
  assert.equal(values.title, '实施计划 第 2 版');
});

test('who is asked to sign sees which project it is about', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const manager = await world.browser('guming');
  const { token, code } = ok(await manager.post(`/records/requirement_change/${walk.known.requirement_change}/outside-links`, { purpose: 'sign' }));

  const page = ok(await world.program.client().get(`/outside/${token}?code=${code}`));

  const { values } = await walk.read('solution_project');
  assert.equal(page.about.find((item) => item.field.id === 'name')?.text, values.name);
  assert.ok(!page.about.some((item) => item.field.id === 'progress'));
});

test('what was taken back is no success, nor is what was lost', async () => {
  const { states } = ok(await (await world.browser('linxiaoyu')).get('/record-types/solution_project'));

  const tones = Object.fromEntries(states.map(({ id, tone }) => [id, tone]));
  assert.deepEqual([tones.closed, tones.withdrawn, tones.lost], ['good', 'neutral', 'bad']);
});
