// Processes drawn in the browser: checked like the pack's file, kept as a draft, published as the next version.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

const top = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const flow = 'demand_flow';
const owned = 'solution_project_flow'; // by the product manager
let world;
let packs;
before(async () => {
  world = await World.open();
  packs = mkdtempSync(join(tmpdir(), 'packs-'));
  cpSync(join(top, 'packs'), packs, { recursive: true });
});
after(async () => {
  await world.close();
  rmSync(packs, { recursive: true, force: true });
});

const as = (name) => world.browser(name);
const model = async (version, name = 'admin', process = flow) => ok(await (await as(name)).get(`/processes/${process}/versions/${version}/model`));
const check = async (xml, name = 'admin', process = flow) => ok(await (await as(name)).post('/processes/models/check', { process, xml })).problems;
const warned = async (xml) => ok(await (await as('admin')).post('/processes/models/check', { process: flow, xml })).warnings;
const publish = async (xml, version, comment = '', name = 'admin', process = flow) =>
  (await as(name)).post(`/processes/${process}/versions`, { xml, base_version: version, comment });
const versions = async () => ok(await (await as('admin')).get(`/processes/${flow}/versions`)).items;

async function again() {
  await world.program.stop();
  world.program = await Program.start({ folder: world.program.folder, packs, demo: false });
  world.sessions.clear();
}

// The text with another in one place, which is there.
function changed(text, before, after) {
  assert.ok(text.includes(before), before);
  return text.replace(before, after);
}

const asksGeneralManager = (xml) =>
  changed(
    changed(xml, 'id="evaluation" name="①评估与筛选"', 'id="evaluation" name="①总经理评估"'),
    '"jw:candidates" value="position:operations_manager"',
    '"jw:candidates" value="position:general_manager"',
  );

test('the model that starts can be published as it is', async () => {
  const read = await model(1);
  assert.equal(read.newest, 1);
  assert.ok(read.xml.includes('<bpmn:process id="demand_flow"'));
  assert.deepEqual(await check(read.xml), []);
  refused(await publish(read.xml, 1), 'app.version_in_force', 409);
  refused(await (await as('admin')).get(`/processes/${flow}/versions/7/model`), 'engine.no_process', 404);
});

test('what is wrong is named at its element, with its place in the file', async () => {
  const { xml } = await model(1);
  const place = (text, words) => {
    const before = text.slice(0, text.indexOf(words)).split('\n');
    return before.length;
  };

  const stranger = changed(xml, 'name="jw:candidates" value="position:operations_manager"', 'name="jw:candidates" value="role:nobody_there"');
  const [unknown, ...others] = await check(stranger);
  assert.deepEqual(others, []);
  assert.equal(unknown.element, 'evaluation');
  assert.equal(unknown.code, 'unknown_candidate');
  assert.equal(unknown.line, place(stranger, 'role:nobody_there'));
  assert.deepEqual(unknown.text, { zh: '办理人 role:nobody_there 不存在或写法有误', en: 'unknown candidate role:nobody_there' });

  const codes = async (before, after) => (await check(changed(xml, before, after))).map((one) => [one.code, one.element]);
  assert.deepEqual(await codes('score=required', 'nothing=required'), [['unknown_field', 'evaluation']]);
  assert.deepEqual(await codes('value="pass"', 'value="vanish"'), [['unknown_transition', 'evaluation']]);
  assert.deepEqual(await codes('value="everyone"', 'value="somebody"'), [['unknown_role', flow]]);
  assert.deepEqual(await codes('value="demand"', 'value="desk_task"').then((all) => all.at(-1)), ['other_record', flow]);
  assert.ok((await codes('id="demand_flow" name', 'id="other_flow" name')).some(([code]) => code === 'other_id'));
  assert.deepEqual((await codes('<bpmn:definitions', '<definitions')).length > 0, true);
  assert.ok((await codes('id="evaluation_di"', 'id="evaluation_di" bpmnElement="nothing" x')).length > 0);
});

test('a version is published by an administrator, for the starts that follow', async () => {
  const admin = await as('admin');
  const { xml } = await model(1);
  const wrong = refused(await publish(changed(xml, 'value="everyone"', 'value="somebody"'), 1), 'app.model_has_problems', 400);
  assert.deepEqual(wrong.missing.map((one) => [one.condition, one.how.zh]), [[flow, 'jw:starters：没有角色 somebody']]);
  refused(await publish(asksGeneralManager(xml), 3), 'app.version_not_newest', 409);
  assert.equal((await versions()).length, 1);
  ok(await admin.put(`/processes/${flow}/model-draft`, { xml, base_version: 1 }));

  assert.deepEqual(ok(await publish(asksGeneralManager(xml), 1, '改由总经理评估')), { version: 2, warnings: [] });

  const [newest] = await versions();
  assert.equal(newest.comment, '改由总经理评估');
  assert.ok(newest.deployed_by.name);
  assert.deepEqual(ok(await admin.get(`/processes/${flow}/model-draft`)), {});
  refused(await publish(xml, 1), 'app.version_not_newest', 409);
  const sales = await as('linxiaoyu');
  const { instance } = ok(await sales.post(`/processes/${flow}/instances`, { values: { title: '咨询', unit: 'sales_department', content: '客户问价' } }));
  const { active, names, xml: drawn } = ok(await sales.get(`/instances/${instance}/diagram`));
  assert.deepEqual(active.map((one) => [one.element, one.persons.map((person) => person.id)]), [['evaluation', ['chen_guodong']]]);
  assert.deepEqual([names.evaluation, names.allocation.en], [{ zh: '①总经理评估', en: '①总经理评估' }, '2 Allocate resources']);
  assert.ok(drawn.includes('①总经理评估'));
});

test('a start of the server leaves what was published, until the file itself changes', async () => {
  appendFileSync(join(packs, 'operations-desk/processes/sub_task_flow.bpmn'), '<!-- another file -->\n');
  await again();
  assert.deepEqual((await versions()).map((one) => one.version), [2, 1]);
  const { names, xml } = ok(await (await as('admin')).get(`/processes/${flow}/waiting`));
  assert.equal(names.evaluation.zh, '①总经理评估');
  assert.ok(xml.includes('①总经理评估'));

  const file = join(packs, 'operations-desk/processes/demand_flow.bpmn');
  writeFileSync(file, changed(readFileSync(file, 'utf8'), 'name="①评估与筛选"', 'name="①评估和筛选"'));
  await again();

  const [newest] = await versions();
  assert.deepEqual([newest.version, newest.deployed_by, newest.comment], [3, undefined, undefined]);
  assert.ok((await model(3)).xml.includes('①评估和筛选'));
});

test('a version that the packs no longer bear gives way to their file', async () => {
  const role = join(packs, 'operations-desk/roles/watcher.yaml');
  const english = join(packs, 'operations-desk/locale/en.yaml');
  const words = readFileSync(english, 'utf8');
  writeFileSync(role, 'title: 观察员\npersons: []\n');
  writeFileSync(english, `${words}roles/watcher.yaml:\n  title: "Watcher"\n`);
  await again();
  const { xml } = await model(3);
  assert.equal(ok(await publish(changed(xml, '"jw:starters" value="everyone"', '"jw:starters" value="watcher, everyone"'), 3)).version, 4);

  rmSync(role);
  writeFileSync(english, words);
  appendFileSync(join(packs, 'operations-desk/processes/sub_task_flow.bpmn'), '<!-- and once more -->\n');
  await again();

  assert.deepEqual((await versions()).map((one) => [one.version, Boolean(one.deployed_by), one.same_as]), [[5, false, 3], [4, true, undefined], [3, false, undefined], [2, true, undefined], [1, false, undefined]]);
});

test('an owner draws and keeps a draft that nobody else sees', async () => {
  const owner = await as('fangyuan');
  const { xml } = await model(1, 'fangyuan', owned);
  const context = ok(await owner.get(`/processes/${owned}/model-context`));
  assert.equal(context.may_publish, false);
  assert.equal(context.record.id, 'solution_project');
  assert.ok(context.record.transitions.some((one) => one.id === 'submit_review'));
  assert.ok(context.roles.some((one) => one.id === 'business'));
  const field = (id) => context.record.fields.find((one) => one.id === id);
  assert.deepEqual(field('class').options.map((one) => one.id), ['standard', 'non_standard']);
  const columns = field('initiation_applications').columns.map((one) => one.id);
  assert.ok(columns.length > 0 && !columns.includes('project'), columns.join());
  assert.equal(context.texts[owned].zh, context.process.title.zh);
  assert.ok(Object.values(context.texts).some((one) => one.zh !== one.en));
  const draft = changed(xml, '填写《立项申请》', '填写《立项申请书》');
  assert.deepEqual(await check(draft, 'fangyuan', owned), []);

  ok(await owner.put(`/processes/${owned}/model-draft`, { xml: draft, base_version: 1 }));

  const kept = ok(await owner.get(`/processes/${owned}/model-draft`)).draft;
  assert.deepEqual([kept.xml, kept.base_version], [draft, 1]);
  assert.deepEqual(ok(await (await as('admin')).get(`/processes/${owned}/model-draft`)), {});
  const compared = ok(await owner.post(`/processes/${owned}/versions/1/differences`, { xml: draft }));
  assert.deepEqual(compared.items.map((one) => [one.act, one.id, one.parts]), [['changed', 'application', ['name']]]);
  ok(await owner.request('DELETE', `/processes/${owned}/model-draft`));
  assert.deepEqual(ok(await owner.get(`/processes/${owned}/model-draft`)), {});
});

test('an owner publishes where the pack says so', async () => {
  const { xml } = await model(1, 'fangyuan', owned);
  const draft = changed(xml, '填写《立项申请》', '填写《立项申请书》');
  refused(await publish(draft, 1, '', 'fangyuan', owned), 'app.not_allowed', 403);
  appendFileSync(join(packs, 'solution-projects/pack.yaml'), 'publishing: owners\n');
  await again();

  assert.equal(ok(await (await as('fangyuan')).get(`/processes/${owned}/model-context`)).may_publish, true);
  assert.deepEqual(ok(await publish(draft, 1, '', 'fangyuan', owned)), { version: 2, warnings: [] });
});

test('others neither see nor change a model', async () => {
  const sales = await as('linxiaoyu');
  const { xml } = await model(1);
  const path = `/processes/${flow}`;
  for (const answer of [
    await sales.get(`${path}/versions/1/model`),
    await sales.get(`${path}/model-context`),
    await sales.get(`${path}/model-draft`),
    await sales.put(`${path}/model-draft`, { xml, base_version: 1 }),
    await sales.request('DELETE', `${path}/model-draft`),
    await sales.post('/processes/models/check', { process: flow, xml }),
    await sales.post(`${path}/versions/1/differences`, { xml }),
    await sales.post(`${path}/versions`, { xml, base_version: 1 }),
  ])
    refused(answer, 'app.not_owner', 404);
});

test('whoever is above a starter is nobody where rules start the process', async () => {
  const review = 'solution_review_flow';
  const boss = await as('admin');
  const { xml: drawn } = ok(await boss.get(`/processes/${review}/versions/1/model`));
  const hints = async (who) => ok(await boss.post('/processes/models/check', { process: review, xml: drawn.replace('"jw:candidates" value="position:product_manager"', `"jw:candidates" value="${who}"`) })).warnings;
  assert.deepEqual(await hints('position:product_manager'), []);

  const [warning] = await hints('superior:starter:1');

  assert.deepEqual([warning.code, warning.element], ['no_starter', 'review']);
  assert.match(warning.text.zh, /^jw:candidates：流程由规则发起，没有发起人/);
  assert.match(warning.text.en, /rules start the process, so there is no starter/);
});

test('whom a model names though nobody is there is told at the step, and keeps it from nothing', async () => {
  const boss = await as('admin');
  const read = await model((await versions())[0].version);
  assert.deepEqual(await warned(read.xml), []);
  const candidates = /"jw:candidates" value="[^"]+"/;
  const naming = (who) => read.xml.replace(candidates, `"jw:candidates" value="${who}"`);
  assert.deepEqual(await warned(naming('person:he_jun')), []);

  const [vacant] = await warned(naming('position:process_analyst'));
  assert.deepEqual([vacant.code, vacant.element, vacant.line > 0], ['position_vacant', 'revision', true]);
  assert.match(vacant.text.zh, /^jw:candidates：岗位“.+”目前无人担任$/);
  assert.match(vacant.text.en, /^jw:candidates: nobody holds the position ".+" now$/);

  ok(await boss.post('/people/he_jun/leave', { reason: '离职', successor: 'fang_yuan' }));
  const [gone] = await warned(naming('person:he_jun'));
  assert.deepEqual([gone.code, gone.element, gone.text.zh], ['person_left', 'revision', 'jw:candidates：何俊已离职或停用，不会收到']);
  const published = ok(await publish(naming('person:he_jun'), read.newest));
  assert.deepEqual(published.warnings.map((one) => one.code), ['person_left']);
});

test('who may start it is named one by one, by unit and by unit with what is below', async () => {
  const mayStart = async (name) => ok(await (await as(name)).get('/processes')).items.some((one) => one.id === flow);
  const starters = /"jw:starters" value="[^"]+"/;
  const by = async (who) => {
    const read = await model((await versions())[0].version);
    return publish(read.xml.replace(starters, `"jw:starters" value="${who}"`), read.newest);
  };

  ok(await by('unit:sales_department, person:qian_duo'));
  assert.deepEqual(await Promise.all(['linxiaoyu', 'qianduo', 'fangyuan'].map(mayStart)), [true, true, false]);
  ok(await by('unit:company'));
  assert.deepEqual(await Promise.all(['linxiaoyu', 'chenguodong'].map(mayStart)), [false, true]);
  ok(await by('unit:company:below'));
  assert.deepEqual(await Promise.all(['linxiaoyu', 'chenguodong'].map(mayStart)), [true, true]);

  const wrong = refused(await by('unit:nowhere, person:nobody'), 'app.model_has_problems').missing;
  assert.deepEqual(wrong.map((one) => one.how.zh).sort(), ['jw:starters：person:nobody 不存在或写法有误', 'jw:starters：unit:nowhere 不存在或写法有误']);
});
