// 通过后、不通过后单据变为: what the end of a matter makes of its record, whatever way it went; and conditions that ask who started it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const states = `states: {draft: 审批中, approved: 已批准, refused: 未批准, undone: 已撤销}
final: [refused, undone]
transitions:
  approve:
    title: 批准
    from: draft
    to: approved
    guards: [{when: 'title != "不合规"', refuse: {id: paper.unfit, text: 不合规的文件不能批准}}]
  refuse: {title: 不批准, from: draft, to: refused}
  undo: {title: 撤销, from: approved, to: undone}
`;
const first = { id: 'first', candidates: 'person:he_jun', dissent: 'end' };
const second = { id: 'second', candidates: 'person:gu_ming' };
const ends = { 'on.pass.transition': 'approve', 'on.reject.transition': 'refuse' };
const undoable = { withdraw_after: 'P31D', 'on.withdraw_after.transition': 'undo' };
// Short papers end behind the first approval.
const branch = { after: 'first', condition: '= string length(record.title) &lt; 5' };
const drawn = (id, process, steps = [first, second], more = {}) => lineOf(id, steps, { process, branch, ...more });

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(drawn('paper_flow', { ...ends, ...undoable }), { fields: states, read: 'everyone' });
  program = await Program.start({ packs });
  await signIn();
});
async function signIn() {
  for (const name of ['linxiaoyu', 'hejun', 'guming', 'qianduo', 'admin']) people[name] = await program.as(name);
}
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (title, flow = 'paper_flow', who = 'linxiaoyu') => ok(await people[who].post(`/processes/${flow}/instances`, { values: { title } }));
const decide = async (who, { instance }, outcome) => {
  const { key } = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance);
  return people[who].post(`/tasks/${key}/acts`, { act: 'complete', outcome, opinion: '已看' });
};
const state = async ({ record }) => ok(await people.linxiaoyu.get(`/records/paper/${record.id}`)).state.id;
const status = async ({ instance }) => ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id;

test('the end moves the record, whichever way the matter went', async () => {
  const [short, long, declined, late] = [await start('短'), await start('这是一份长文件'), await start('退'), await start('这又是一份长文件')];
  ok(await decide('hejun', short, 'agree'));
  assert.equal(await state(short), 'approved');

  ok(await decide('hejun', long, 'agree'));
  assert.equal(await state(long), 'draft', 'not before the end');
  ok(await decide('guming', long, 'agree'));
  assert.equal(await state(long), 'approved');

  ok(await decide('hejun', declined, 'disagree'));
  ok(await decide('hejun', late, 'agree'));
  ok(await decide('guming', late, 'disagree'));
  for (const one of [declined, late]) assert.deepEqual([await state(one), await status(one)], ['refused', 'rejected']);
});

test('what the record refuses refuses the act that would end the matter', async () => {
  const unfit = await start('不合规');
  const answer = await decide('hejun', unfit, 'agree');
  refused(answer, 'paper.unfit', 422);

  assert.deepEqual([await state(unfit), await status(unfit)], ['draft', 'running']);
  ok(await decide('hejun', unfit, 'disagree'));
  assert.equal(await state(unfit), 'refused');
});

test('what the end approved is undone with the matter; what the starter takes back before is not approved', async () => {
  const passed = await start('撤');
  ok(await decide('hejun', passed, 'agree'));
  ok(await people.linxiaoyu.post(`/instances/${passed.instance}/acts`, { act: 'withdraw', text: '填错了' }));
  assert.deepEqual([await state(passed), await status(passed)], ['undone', 'withdrawn_after']);

  const early = await start('早');
  ok(await people.linxiaoyu.post(`/instances/${early.instance}/acts`, { act: 'withdraw', text: '填错了' }));
  assert.equal(await state(early), 'draft');
});

test('a transition of a step counts before that of the end', async () => {
  const xml = drawn('own_way', ends, [{ ...first, 'on.agree.transition': 'refuse' }], { branch: undefined });
  await publish(xml, 'own_way');

  const one = await start('先', 'own_way');
  ok(await decide('hejun', one, 'agree'));

  assert.equal(await state(one), 'refused');
});

const checked = async (id, xml) => ok(await people.admin.post('/processes/models/check', { process: id, xml })).problems.map((one) => [one.code, one.element]);
async function publish(xml, id) {
  ok(await people.admin.post('/design/processes', { pack: 'papers', xml }));
  return ok(await people.admin.post(`/processes/${id}/versions`, { xml, base_version: 0, comment: '新流程' }));
}

test('a record that would wait for ever keeps the process from being published', async () => {
  const { 'on.reject.transition': reject, ...passes } = ends;
  const own = { 'on.agree.transition': 'approve', 'on.disagree.transition': 'refuse' };
  ok(await people.admin.post('/design/processes', { pack: 'papers', xml: drawn('short_way', {}) }));

  assert.deepEqual(await checked('short_way', drawn('short_way', {})), [['no_way_on', 'short_way']]);
  assert.deepEqual(await checked('short_way', drawn('short_way', { 'on.reject.transition': reject }, [first])), [['no_way_on', 'short_way']]);
  const declines = { ...first, 'on.disagree.transition': 'refuse' };
  assert.deepEqual(await checked('short_way', drawn('short_way', {}, [declines], { branch: undefined })), [['way_not_moved', 'start']]);
  assert.deepEqual(await checked('short_way', drawn('short_way', {}, [declines, { ...second, ...own }])), [['way_not_moved', 'f_end']]);
  assert.deepEqual(await checked('short_way', drawn('short_way', passes)), [['dissent_not_moved', 'first'], ['dissent_not_moved', 'second']]);
  assert.deepEqual(await checked('short_way', drawn('short_way', { ...ends, 'on.pass.transition': 'vanish' })), [['no_way_on', 'short_way'], ['unknown_transition', 'short_way']]);
  assert.deepEqual(await checked('short_way', drawn('short_way', ends)), []);

  const refusal = await people.admin.post('/processes/short_way/versions', { xml: drawn('short_way', passes), base_version: 0, comment: '新流程' });
  refused(refusal, 'app.model_has_problems', 400);
  assert.match(refusal.body.missing[0].how.zh, /^这一步不同意之后流程结束，“呈批件”会一直停在“审批中”：.*“不通过后单据变为”/);
});

test('a condition asks for the unit of who started it with those below, for positions and roles', async () => {
  const asked = {
    unit_way: '= is_within(unit_of(starter), ["sales_department", "project_department"])',
    company_way: '= is_within(unit_of(starter), "company")',
    post_way: '= holds(starter, "buyer")',
    role_way: '= not(holds(starter, "administrator")) and starter != "qian_duo"',
  };
  for (const [id, condition] of Object.entries(asked)) await publish(drawn(id, ends, [first, second], { branch: { after: 'first', condition } }), id);

  const isShort = async (flow, who) => {
    const one = await start('文件', flow, who);
    ok(await decide('hejun', one, 'agree'));
    return (await state(one)) === 'approved';
  };
  const found = {};
  for (const id of Object.keys(asked)) found[id] = [await isShort(id, 'linxiaoyu'), await isShort(id, 'qianduo')];

  assert.deepEqual(found, { unit_way: [true, false], company_way: [true, true], post_way: [false, true], role_way: [true, false] });
});

test('the path that a form shows beforehand asks the same', async () => {
  const steps = async (who) => ok(await people[who].post('/processes/unit_way/path', { values: { title: '文件' }, choices: {} })).steps.map((one) => one.element);
  assert.deepEqual([await steps('linxiaoyu'), await steps('qianduo')], [['first'], ['first', 'second']]);
});

test('what the record refuses at the end of a deadline keeps the record, and the administrators hear of it', async () => {
  await publish(drawn('timed_way', ends, [{ ...first, due: 'PT1H', overdue: 'pass' }], { branch: undefined }), 'timed_way');
  const unfit = await start('不合规', 'timed_way');

  ok(await people.admin.post('/clock/advance', { by: 'P1D' }));
  await signIn();

  assert.deepEqual([await state(unfit), await status(unfit)], ['draft', 'auto_passed']);
  const told = ok(await people.admin.get('/notices')).items.find((one) => one.link === `/instances/${unfit.instance}`);
  assert.deepEqual([told.kind, told.title.zh, told.text.zh], ['incident', '流程已办结，单据状态没有改变，需要处理', '不合规的文件不能批准']);
});
