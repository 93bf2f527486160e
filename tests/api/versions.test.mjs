// The versions of a process: what ran with each, what they do differently, and an earlier one made the newest again.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Program } from '../support/program.mjs';
import { ok, project, refused, someClient } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

const top = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const flow = 'solution_project_flow';
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
const versions = async (name = 'fangyuan') => ok(await (await as(name)).get(`/processes/${flow}/versions`));
const start = async () => {
  const sales = await as('linxiaoyu');
  return ok(await sales.post(`/processes/${flow}/instances`, { values: project(await someClient(sales)) }));
};

// The packs with another word on one step.
async function upgrade() {
  const file = join(packs, 'solution-projects/processes/solution_project_flow.bpmn');
  const model = readFileSync(file, 'utf8');
  writeFileSync(file, model.replace('id="application" name="填写《立项申请》"', 'id="application" name="填写《立项申请书》"'));
  assert.notEqual(readFileSync(file, 'utf8'), model);
  await world.program.stop();
  world.program = await Program.start({ folder: world.program.folder, packs, demo: false });
  world.sessions.clear();
}

test('an upgrade is a version beside the one that runs, told apart element by element', async () => {
  await start();
  await upgrade();
  await start();

  const { items, may_restore } = await versions();
  assert.deepEqual(items.map((one) => [one.version, one.running, one.ended, one.deployed_by]), [[2, 1, 0, undefined], [1, 1, 0, undefined]]);
  assert.equal(may_restore, false);
  const compared = ok(await (await as('fangyuan')).get(`/processes/${flow}/versions/1/differences?with=2`));
  assert.deepEqual(compared.items.map(({ act, id, title, kind, parts }) => [act, id, title.zh, kind, parts]), [
    ['changed', 'application', '填写《立项申请书》', 'userTask', ['name']],
  ]);
  assert.ok(compared.before.includes("《立项申请》") && compared.after.includes("《立项申请书》"));
});

test('what differs is called as people know it: flows by their ends, lanes by their steps', async () => {
  const owner = await as('fangyuan');
  const { xml } = ok(await owner.get(`/processes/${flow}/versions/2/model`));
  const changes = [
    ['<bpmn:flowNodeRef>assign_presales</bpmn:flowNodeRef>', ''],
    ['<bpmn:lane id="lane_solution_project_flow_presales" name="售前工程师">', '<bpmn:lane id="lane_solution_project_flow_presales" name="售前工程师"><bpmn:flowNodeRef>assign_presales</bpmn:flowNodeRef>'],
    ['id="flow_application_initiation" sourceRef="application" targetRef="initiation"', 'id="flow_application_initiated" sourceRef="application" targetRef="initiated"'],
    ['name="一致同意" sourceRef="initiated" targetRef="assign_presales"', 'name="一致同意" sourceRef="initiated" targetRef="needs_visit"'],
  ];
  const changed = changes.reduce((model, [from, to]) => {
    assert.ok(model.includes(from), from);
    return model.replace(from, to);
  }, xml);
  const { items } = ok(await owner.post(`/processes/${flow}/versions/2/differences`, { xml: changed }));
  const texts = ({ part, before, after }) => [part, before?.zh, after?.zh];

  assert.deepEqual(items.map(({ act, kind_title: kind, title, values }) => [act, kind.zh, title.zh, ...values.map(texts)]), [
    ['changed', '泳道', '立项小组', ['flowNodeRef', '指派售前工程师', undefined]],
    ['changed', '泳道', '售前工程师', ['flowNodeRef', undefined, '指派售前工程师']],
    ['added', '连线', '填写《立项申请书》 → 一致通过？'],
    ['changed', '连线', '一致同意（一致通过？ → 现场了解客户需求）', ['targetRef', '指派售前工程师', '现场了解客户需求']],
    ['removed', '连线', '填写《立项申请书》 → 综合评议'],
  ]);
  assert.deepEqual(items[0].title, { zh: '立项小组', en: 'Initiation group' });
});

test('an administrator makes an earlier version the newest, and what runs stays where it is', async () => {
  const admin = await as('admin');
  assert.equal((await versions('admin')).may_restore, true);

  assert.deepEqual(ok(await admin.post(`/processes/${flow}/versions/1/restore`, {})), { version: 3 });

  await start();
  const { items } = await versions();
  assert.deepEqual(items.map((one) => [one.version, one.running, one.same_as, one.deployed_by?.id]), [
    [3, 1, 1, items[0].deployed_by.id],
    [2, 1, undefined, undefined],
    [1, 1, undefined, undefined],
  ]);
  assert.ok(items[0].deployed_by.id);
  refused(await admin.post(`/processes/${flow}/versions/1/restore`, {}), 'app.version_in_force', 409);
  assert.equal((await versions()).items.length, 3);
  refused(await admin.post(`/processes/${flow}/versions/9/restore`, {}), 'engine.no_process', 404);
  refused(await admin.get(`/processes/${flow}/versions/1/differences?with=9`), 'engine.no_process', 404);
});

test('others see no versions, and its owner restores none', async () => {
  refused(await (await as('linxiaoyu')).get(`/processes/${flow}/versions`), 'app.not_owner', 404);
  refused(await (await as('linxiaoyu')).get(`/processes/${flow}/versions/1/differences?with=2`), 'app.not_owner', 404);
  refused(await (await as('fangyuan')).post(`/processes/${flow}/versions/2/restore`, {}), 'app.not_allowed', 403);
});
