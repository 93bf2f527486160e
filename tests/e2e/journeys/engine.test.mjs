// The page of the process engine: an administrator finds what failed, mends it, moves and migrates it, and acts on many.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from '../support/browser.mjs';
import { looksRight } from '../support/looks.mjs';
import { startServer } from '../support/server.mjs';
import { shots } from '../support/shots.mjs';

const shape = (id, x, y, width, height) =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;
const bend = (id, ...points) =>
  `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join('')}</bpmndi:BPMNEdge>`;
const edge = (id, from, to) => bend(id, [from, 120], [to, 120]);
const task = (id, name, type) =>
  `<serviceTask id="${id}" name="${name}"><extensionElements><zeebe:taskDefinition type="${type}"/></extensionElements></serviceTask>`;

// Reserve the goods, ship them; the later version packs them in between.
function order({ packed }) {
  const steps = ['reserve', ...(packed ? ['pack'] : []), 'ship'];
  const places = ['placed', ...steps, 'done'];
  const flows = places.slice(1).map((to, at) => ({ id: `flow_${to}`, from: places[at], to, at }));
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    targetNamespace="t"><process id="order" name="订单出库" isExecutable="true">
    <startEvent id="placed" name="收到订单"/>${task('reserve', '预留库存', 'reserve')}${packed ? task('pack', '打包', 'pack') : ''}
    ${task('ship', '发货', 'ship')}<endEvent id="done" name="已发货"/>
    ${flows.map(({ id, from, to }) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`).join('')}
    </process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="order">
    ${places.map((id, at) => (at === 0 || at === places.length - 1 ? shape(id, 100 + at * 180, 102, 36, 36) : shape(id, 68 + at * 180, 80, 100, 80))).join('')}
    ${flows.map(({ id, at }) => edge(id, at === 0 ? 136 : 168 + at * 180, 68 + (at + 1) * 180 + (at === flows.length - 1 ? 32 : 0))).join('')}
    </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
}

// Each line of an order is checked by itself.
const lines = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="t">
    <process id="lines" name="逐行核对" isExecutable="true">
    <subProcess id="each" name="逐行"><multiInstanceLoopCharacteristics><extensionElements>
    <zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/></extensionElements></multiInstanceLoopCharacteristics>
    <startEvent id="line"/>${task('check', '核对一行', 'check')}<sequenceFlow id="to_check" sourceRef="line" targetRef="check"/></subProcess>
    </process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="lines">
    <bpmndi:BPMNShape id="each_di" bpmnElement="each" isExpanded="true"><dc:Bounds x="100" y="80" width="320" height="160"/></bpmndi:BPMNShape>
    ${shape('line', 130, 142, 36, 36)}${shape('check', 240, 120, 100, 80)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;

// Each order is charged line by line in a process of its own, and then checked; later no more one after the other.
const charging = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
    <process id="charging" name="扣款" isExecutable="true"><startEvent id="asked"/>${task('card', '刷卡', 'card')}<sequenceFlow id="to_card" sourceRef="asked" targetRef="card"/></process></definitions>`;
const many = (collection, item, isSequential = false) => `<multiInstanceLoopCharacteristics isSequential="${isSequential}"><extensionElements>
    <zeebe:loopCharacteristics inputCollection="=${collection}" inputElement="${item}"/></extensionElements></multiInstanceLoopCharacteristics>`;
const orders = ({ sequential }) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
    <process id="orders" name="批量订单" isExecutable="true"><startEvent id="placed"/><subProcess id="each" name="每张订单">${many('orders', 'order')}<startEvent id="begun"/>
    <callActivity id="charge" name="逐行扣款"><extensionElements><zeebe:calledElement processId="charging"/></extensionElements>${many('lines', 'line', sequential)}</callActivity>
    ${task('verify', '核对', 'verify')}<sequenceFlow id="to_charge" sourceRef="begun" targetRef="charge"/><sequenceFlow id="to_verify" sourceRef="charge" targetRef="verify"/></subProcess>
    <boundaryEvent id="late" attachedToRef="each" cancelActivity="false"><timerEventDefinition><timeDuration>PT10H</timeDuration></timerEventDefinition></boundaryEvent>
    <sequenceFlow id="to_each" sourceRef="placed" targetRef="each"/></process></definitions>`;

// Either way leads to a join that wants both; nobody drew it.
const undrawn = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
    <process id="either" name="二选一" isExecutable="true"><startEvent id="asked"/><exclusiveGateway id="pick" default="to_post"/>
    ${task('post', '寄送', 'post')}${task('fetch', '自提', 'fetch')}<parallelGateway id="both"/><endEvent id="given"/>
    <sequenceFlow id="to_pick" sourceRef="asked" targetRef="pick"/><sequenceFlow id="to_post" sourceRef="pick" targetRef="post"/>
    <sequenceFlow id="to_fetch" sourceRef="pick" targetRef="fetch"><conditionExpression>=own</conditionExpression></sequenceFlow>
    <sequenceFlow id="posted" sourceRef="post" targetRef="both"/><sequenceFlow id="fetched" sourceRef="fetch" targetRef="both"/>
    <sequenceFlow id="to_given" sourceRef="both" targetRef="given"/></process></definitions>`;

// The same with a drawing.
const drawn = undrawn
  .replace('<definitions ', `<definitions xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" `)
  .replace('id="either"', 'id="drawn"')
  .replace('id="both"', 'id="both" name="汇合"')
  .replace('type="post"', 'type="parcel"')
  .replace(
    '</process>',
    `</process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="drawn">
    ${shape('asked', 100, 102, 36, 36)}${shape('pick', 190, 95, 50, 50)}${shape('post', 300, 80, 100, 80)}${shape('fetch', 300, 200, 100, 80)}
    ${shape('both', 470, 95, 50, 50)}${shape('given', 580, 102, 36, 36)}${edge('to_pick', 136, 190)}${edge('to_post', 240, 300)}${edge('posted', 400, 470)}
    ${edge('to_given', 520, 580)}${bend('to_fetch', [215, 145], [215, 240], [300, 240])}${bend('fetched', [400, 240], [495, 240], [495, 145])}
    </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`,
  );

let server;
let world;
let page;
let engine;
before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  page = await world.as('系统管理员');
  engine = engineOf(page);
});
after(async () => {
  await world?.close();
  await server?.stop();
});

// What programs do meanwhile, by the same session.
function engineOf({ request }) {
  const headers = { Origin: server.url };
  const post = async (path, data) => {
    const answer = await request.post(`${server.url}/v2${path}`, { headers, data });
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    return answer.status() === 204 ? undefined : answer.json();
  };
  return {
    post,
    async deploy(name, text) {
      const multipart = { resources: { name, mimeType: 'text/xml', buffer: Buffer.from(text) } };
      const answer = await request.post(`${server.url}/v2/deployments`, { headers, multipart });
      assert.ok(answer.ok(), await answer.text());
    },
    start: async (variables, businessId) =>
      (await post('/process-instances', { processDefinitionId: 'order', variables, businessId })).processInstanceKey,
    take: async (type) => (await post('/jobs/activation', { type, timeout: 600_000, maxJobsToActivate: 1, worker: 'warehouse' })).jobs[0],
    state: async (key) => (await (await request.get(`${server.url}/v2/process-instances/${key}`)).json()).state,
    version: async (key) => (await (await request.get(`${server.url}/v2/process-instances/${key}`)).json()).processDefinitionVersion,
  };
}

const opened = async (look, key) => {
  const shown = await world.as('系统管理员', look);
  await shown.goto(`${server.url}/operate/${key}`);
  return shown;
};
const open = (key = '') => page.goto(`${server.url}/operate${key && `/${key}`}`);
const panel = (name) => page.locator('.jw-panel', { has: page.getByRole('heading', { level: 2, name }) });
const sure = (name) => page.locator('.ant-popconfirm').getByRole('button', { name }).click();
async function choose(label, option) {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(option);
  // What is offered may still be on its way: until it is there, Enter takes nothing.
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().waitFor();
  await field.press('Enter');
}

let broken;
test('the menu leads an administrator there, who finds what failed by its error', async () => {
  await engine.deploy('order.bpmn', order({ packed: false }));
  broken = await engine.start({ amount: 120, customer: '星河' }, 'SO-2026-001');
  const job = await engine.take('reserve');
  await engine.post(`/jobs/${job.jobKey}/failure`, { retries: 0, errorMessage: '库存服务没有答复' });
  await engine.start({ amount: 80 }, 'SO-2026-002');
  await page.goto(server.url);
  await page.getByRole('menuitem', { name: '流程监控' }).click();
  await page.getByRole('menuitem', { name: '流程引擎' }).click();
  await page.getByRole('heading', { level: 1, name: '流程引擎' }).waitFor();
  await panel('当前异常（按出现次数）').getByRole('button', { name: '库存服务没有答复' }).click();
  const found = page.locator('.jw-with-box');
  await page.getByText('共 1 条').first().waitFor();
  assert.equal(await found.count(), 1);
  assert.match(await found.first().textContent(), /订单出库 v1.*业务号 SO-2026-001.*异常/s);
  await shots(page, 'engine', { on: ['desktop', 'phone'] });
});

// One of those that stand in the list before anything is asked for.
async function onlyFound(businessId) {
  await page.getByText('共 1 条').first().waitFor();
  await page.getByText(`业务号 ${businessId}`).waitFor();
  assert.equal(await page.locator('.jw-with-box').count(), 1);
}

test('instances are found by business id and by a variable', async () => {
  await open();
  await page.getByLabel('实例号或业务号').fill('2026-002');
  await page.getByLabel('实例号或业务号').press('Enter');
  await onlyFound('SO-2026-002');
  await open();
  await page.getByLabel('变量，如 amount=100').fill('customer=星河');
  await page.getByLabel('变量，如 amount=100').press('Enter');
  await onlyFound('SO-2026-001');
});

test('an instance shows where it stands, its variable is corrected and its incident tried again', async () => {
  await open(broken);
  await panel('流程图').locator('.jw-note.incident', { hasText: '1 个异常' }).waitFor();
  await panel(/^异常/).getByText('预留库存 · 作业多次失败').waitFor();
  await panel(/^作业/).getByText('等待处理异常').waitFor();
  await shots(page, 'engine-instance', { on: ['desktop', 'phone'], height: 1200 });
  await page.getByRole('button', { name: '修改变量 amount' }).click();
  await page.getByLabel('值', { exact: true }).fill('12345678901234567.25');
  await page.getByRole('button', { name: '保存' }).click();
  await panel(/^变量/).getByText('12345678901234567.25').waitFor();
  await panel(/^异常/).getByRole('button', { name: '重试' }).click();
  await panel(/^异常/).waitFor({ state: 'detached' });
  const job = await engine.take('reserve');
  assert.equal(job.processInstanceKey, broken);
  await engine.post(`/jobs/${job.jobKey}/completion`, {});
});

test('what began in a sub-process is opened level by level and shows its own variables', async () => {
  await engine.deploy('lines.bpmn', lines);
  const { processInstanceKey } = await engine.post('/process-instances', { processDefinitionId: 'lines', variables: { items: ['甲', '乙'] } });
  await open(processInstanceKey);
  const history = panel('经过的环节');
  for (const times of [1, 2]) {
    await history.locator('.ant-tree-switcher_close').first().click();
    await history.locator('.ant-tree-switcher_open').nth(times - 1).waitFor();
  }
  await history.getByText('核对一行').first().waitFor();
  await history.getByText('子流程', { exact: true }).first().click();
  await panel('变量 · 逐行').getByText('"甲"', { exact: true }).waitFor();
});

test('a token is moved back, all steps together', async () => {
  await open(broken);
  await page.getByRole('button', { name: '调整' }).click();
  await choose('离开的环节', '发货');
  await choose('启动的环节', '预留库存');
  await page.getByRole('button', { name: '添加这一步' }).click();
  await page.getByText('“发货” → “预留库存”').waitFor();
  await page.getByRole('button', { name: '执行' }).click();
  // What is left said the same of itself before.
  await page.locator('.ant-modal').waitFor({ state: 'hidden' });
  await panel('流程图').locator('.jw-note.active', { hasText: '1 个进行中' }).waitFor();
  const active = { processInstanceKey: broken, state: 'ACTIVE', type: 'SERVICE_TASK' };
  const { items } = await engine.post('/element-instances/search', { filter: active });
  assert.deepEqual(items.map((item) => item.elementId), ['reserve']);
});

test('it goes over to a later version, which says beforehand what hinders', async () => {
  await engine.deploy('order.bpmn', order({ packed: true }));
  await open(broken);
  await page.getByRole('button', { name: '迁移版本' }).click();
  await choose('目标版本', '订单出库 v2');
  await page.getByText('可以迁移，等待的事件没有变化').waitFor();
  await page.locator('.ant-modal').getByRole('button', { name: '迁移版本' }).click();
  await page.getByText('版本 2', { exact: true }).waitFor();
  assert.equal(await engine.version(broken), 2);
});

test('what is suspended stands still until it is resumed; what is terminated is deleted', async () => {
  await open(broken);
  await page.getByRole('button', { name: '挂起' }).click();
  await page.getByRole('button', { name: '恢复' }).waitFor();
  assert.equal(await engine.state(broken), 'SUSPENDED');
  await page.getByRole('button', { name: '恢复' }).click();
  await page.getByRole('button', { name: '挂起' }).waitFor();
  await page.getByRole('button', { name: '终止' }).click();
  await sure('终止');
  await page.getByRole('button', { name: '删除' }).waitFor();
  assert.equal(await engine.state(broken), 'TERMINATED');
  await page.getByRole('button', { name: '删除' }).click();
  await sure('删除');
  await page.getByRole('heading', { level: 1, name: '流程引擎' }).waitFor();
  await open(broken);
  await page.getByText('request.no_such_key').waitFor();
});

test('incidents below are listed from above with the way there, and single tokens are moved', async () => {
  await engine.deploy('charging.bpmn', charging);
  await engine.deploy('orders.bpmn', orders({ sequential: true }));
  const { processInstanceKey } = await engine.post('/process-instances', { processDefinitionId: 'orders', variables: { orders: ['甲', '乙', '丙'], lines: [7, 8] } });
  const { jobKey, processInstanceKey: called } = await engine.take('card');
  await engine.post(`/jobs/${jobKey}/failure`, { retries: 0, errorMessage: '刷卡服务没有答复' });
  await open(processInstanceKey);
  const incident = panel('异常（1）').locator('.jw-item');
  await incident.getByText('刷卡 · 作业多次失败').waitFor();
  await incident.getByText(/^每张订单 #\d › 逐行扣款 #1$/).waitFor();
  await incident.getByText('剩余 0 次').waitFor();
  await panel('经过的环节').getByText('内有异常').waitFor();
  await looksRight((look) => opened(look, processInstanceKey), '.jw-engine-way', 'engine-called-incident');
  await incident.getByRole('link', { name: `扣款 · ${called}` }).click();
  await page.getByRole('heading', { level: 1, name: `扣款 · ${called}` }).waitFor();
  await open(processInstanceKey);
  await page.getByRole('button', { name: '调整' }).click();
  await choose('离开的环节', '逐行扣款');
  await page.getByLabel('其中哪几个').click();
  await page.locator('.jw-engine-token', { hasText: '每张订单 #2 (order = "乙") › 逐行扣款 #1 (line = 7)' }).click();
  await page.locator('.ant-modal-title').click(); // the list lies over what follows
  await page.getByLabel('启动的环节').click();
  const offered = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
  await offered.filter({ hasText: '核对' }).waitFor();
  assert.equal(await offered.filter({ hasText: /placed|begun|late/ }).count(), 0);
  await offered.filter({ hasText: '核对' }).click();
  await page.getByRole('button', { name: '添加变量' }).click();
  await page.getByLabel('名称', { exact: true }).fill('sum');
  await page.getByLabel('值', { exact: true }).fill('12345678901234567.25');
  await shots(page, 'engine-modify', { on: ['desktop', 'phone'] });
  await page.getByRole('button', { name: '添加这一步' }).click();
  await choose('启动的环节', '核对');
  assert.ok(await page.getByRole('button', { name: '添加这一步' }).isDisabled());
  await choose('启动在哪一个里', '丙');
  await page.getByRole('button', { name: '添加这一步' }).click();
  await page.getByRole('button', { name: '执行' }).click();
  await page.locator('.ant-modal').waitFor({ state: 'hidden' });
  const { items } = await engine.post('/element-instances/search', { filter: { processInstanceKey, state: 'ACTIVE', elementId: { $in: ['charge', 'verify'] } } });
  assert.deepEqual(items.map((each) => each.elementId).sort(), ['charge', 'charge', 'charge', 'charge', 'verify', 'verify']);
  const { items: sums } = await engine.post('/variables/search', { filter: { processInstanceKey, name: 'sum' } });
  assert.deepEqual(sums.map((each) => each.value), ['12345678901234567.25']);
  await engine.deploy('orders.bpmn', orders({ sequential: false }));
  await open(processInstanceKey);
  await page.getByRole('button', { name: '迁移版本' }).click();
  await choose('目标版本', '批量订单 v2');
  await page.getByText('逐行扣款 进行中，还没有对应到目标环节：逐行扣款 与 逐行扣款 不同为串行或并行').waitFor();
});

// The preview says what hinders and how many; another place for an element, or another target, is tried at once.
async function migratedAtOnce() {
  const dialog = page.locator('.ant-modal');
  const migrate = dialog.getByRole('button', { name: '迁移版本' });
  await dialog.getByText('订单出库 v1 · 31 个实例').waitFor();
  await choose('目标版本', '逐行核对 v1');
  await dialog.getByText('检查了 31 个实例，可以迁移 0 个').waitFor();
  await dialog.getByText('预留库存 进行中，还没有对应到目标环节').waitFor();
  assert.equal(await dialog.locator('.jw-engine-examples code').count(), 5);
  await choose('“预留库存”（31 个实例）对应到', '核对一行');
  await dialog.getByText('预留库存 对应到 核对一行 后所在的子流程会改变').waitFor();
  assert.ok(await migrate.isDisabled());
  await shots(page, 'engine-migrate', { on: ['desktop', 'phone'] });
  await choose('目标版本', '订单出库 v2');
  await dialog.getByText('检查了 31 个实例，可以迁移 31 个').waitFor();
  await migrate.click();
}

// Only those that are at the element go; the form counts them before.
async function movedAtOnce() {
  await page.goto(`${server.url}/operate?process=order&version=2`);
  await page.getByRole('checkbox', { name: '共 31 条' }).check();
  await page.getByRole('button', { name: '选择全部 31 个' }).click();
  await page.getByRole('button', { name: '调整' }).click();
  await choose('离开的环节', '预留库存');
  await choose('启动的环节', '发货');
  await page.locator('.ant-modal').getByRole('button', { name: '执行' }).click();
  await page.getByText('完成 31 / 31').nth(1).waitFor();
  const { page: found } = await engine.post('/element-instances/search', { filter: { elementId: 'ship', state: 'ACTIVE' } });
  assert.equal(found.totalItems, 31);
}

test('many are migrated and terminated as a batch, which says what refused', async () => {
  for (let number = 1; number <= 30; number += 1)
    await engine.post('/process-instances', { processDefinitionId: 'order', processDefinitionVersion: 1, businessId: `B-${number}` });
  await page.goto(`${server.url}/operate?process=order`);
  await page.getByText('共 31 条').first().waitFor();
  assert.ok(await page.getByRole('button', { name: '迁移版本' }).isDisabled());
  await page.getByRole('checkbox', { name: '共 31 条' }).check();
  await page.getByText('已选 20 个').waitFor();
  await page.getByRole('button', { name: '选择全部 31 个' }).click();
  await page.getByText('已选 31 个').waitFor();
  await page.getByRole('button', { name: '迁移版本' }).click();
  await migratedAtOnce();
  await page.getByText('完成 31 / 31').waitFor();
  await movedAtOnce();
  await page.goto(`${server.url}/operate?process=order&version=2`);
  await page.getByRole('checkbox', { name: '共 31 条' }).check();
  await page.getByRole('button', { name: '挂起' }).click();
  await sure('挂起');
  await page.locator('.jw-subscriber', { hasText: '挂起实例' }).getByText('完成 20 / 20').waitFor();
  await page.goto(`${server.url}/operate?process=order&state=suspended`);
  await page.getByRole('checkbox', { name: '共 20 条' }).check();
  await page.getByRole('button', { name: '恢复' }).click();
  await sure('恢复');
  await page.locator('.jw-subscriber', { hasText: '恢复实例' }).getByText('完成 20 / 20').waitFor();
  await page.goto(`${server.url}/operate?process=order&version=2`);
  const boxes = page.locator('.jw-with-box .ant-checkbox-input');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByText('已选 2 个').waitFor();
  await page.getByRole('button', { name: '终止' }).click();
  await sure('终止');
  await page.getByText('完成 2 / 2').waitFor();
  await page.goto(`${server.url}/operate?process=order&state=terminated`);
  await page.getByText('共 2 条').first().waitFor();
});

test('what waits for ever says so in the language of the page, also without a drawing', async () => {
  await engine.deploy('either.bpmn', undrawn);
  const { processInstanceKey } = await engine.post('/process-instances', { processDefinitionId: 'either', variables: { own: false } });
  const job = await engine.take('post');
  await engine.post(`/jobs/${job.jobKey}/completion`, {});
  await open(processInstanceKey);
  await panel(/^异常/).getByText('both · 汇聚等不到令牌').waitFor();
  await panel(/^异常/).getByText('“both”还在等待来自“自提”的连线，但已没有环节能走到这里').waitFor();
  await panel('流程图').getByText('这个模型没有画流程图').waitFor();
  assert.equal(await panel('流程图').locator('.bjs-powered-by').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: '在图中查看' }).count(), 0);
  await looksRight((look) => opened(look, processInstanceKey), '.jw-undrawn', 'engine-undrawn');
  await page.setViewportSize({ width: 375, height: 812 });
  await open();
  await panel('当前异常（按出现次数）').getByText('both 还在等待连线 fetched，但已没有环节能走到这里').waitFor();
  const all = await page.locator('.jw-engine-standing').getByText('全部', { exact: true }).boundingBox();
  await page.setViewportSize({ width: 1360, height: 860 });
  assert.ok(all && all.x + all.width <= 375 - 12, JSON.stringify(all));
});

test('an incident of a join leads to it in the drawing, which marks the way that brings nothing', async () => {
  await engine.deploy('both.bpmn', drawn);
  const { processInstanceKey } = await engine.post('/process-instances', { processDefinitionId: 'drawn', variables: { own: false } });
  await engine.post(`/jobs/${(await engine.take('parcel')).jobKey}/completion`, {});
  await open(processInstanceKey);
  await panel('流程图').locator('.jw-incident[data-element-id=both]').waitFor();
  assert.equal(await panel('流程图').locator('.jw-missing').getAttribute('data-element-id'), 'fetched');
  await panel(/^异常/).getByText('“汇合”还在等待来自“自提”的连线，但已没有环节能走到这里').waitFor();
  await panel(/^异常/).getByRole('button', { name: '在图中查看' }).click();
  await panel('流程图').locator('.jw-shown[data-element-id=both]').waitFor();
  await looksRight((look) => opened(look, processInstanceKey), '.jw-incident', 'engine-starved');
});

test('what failed without a word is listed as such, and what is null is said once', async () => {
  for (const body of [{ retries: 0 }, { retries: 0, errorMessage: 'the correlation key of c is not a text but null' }]) {
    await engine.start({ amount: 1 });
    const { jobKey } = await engine.take('reserve');
    await engine.post(`/jobs/${jobKey}/failure`, body);
  }
  await open();
  await panel('当前异常（按出现次数）').getByText('（未说明原因）').waitFor();
  await panel('当前异常（按出现次数）').getByText('c 的关联键应为文本，实为：空值').waitFor();
});

test('both pages are sound on a desk and a phone, in both languages', async () => {
  await engine.start({ amount: 1 }, 'SO-2026-003');
  const { jobKey, processInstanceKey: key } = await engine.take('reserve');
  const errorMessage = `没有答复：http://inventory.internal:8080/${'reservations/'.repeat(8)}`;
  await engine.post(`/jobs/${jobKey}/failure`, { retries: 0, errorMessage });
  for (const [path, ready, name] of [
    ['/operate', '.jw-with-box', 'engine'],
    [`/operate/${key}`, '.jw-note.incident', 'engine-instance'],
    ['/operate?tab=batches', '.jw-subscriber', 'engine-batches'],
  ]) {
    const seen = async (look) => {
      const shown = await world.as('系统管理员', look);
      await shown.goto(`${server.url}${path}`);
      return shown;
    };
    await looksRight(seen, ready, name);
  }
});

test('nobody else comes there', async () => {
  const sales = await world.as('林晓雨');
  assert.equal(await sales.getByRole('menuitem', { name: '流程引擎' }).count(), 0);
  await sales.goto(`${server.url}/operate`);
  await sales.getByText('app.not_allowed').first().waitFor();
});
