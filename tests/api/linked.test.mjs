// 关联审批: a field that names other matters, read by those who may read them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, project, refused, someClient } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const as = (name) => world.browser(name);
const at = '/processes/solution_project_flow/instances';
const start = async (sales, more) => ok(await sales.post(at, { values: project(await someClient(sales), more) }));

// A matter about no record, that concerns nobody but one leader.
const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="inquiry" name="Inquiry" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="look" name="核实"><bpmn:extensionElements><zeebe:userTask /><zeebe:properties>
      <zeebe:property name="jw:candidates" value="person:fang_yuan" /></zeebe:properties></bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="look" /><bpmn:sequenceFlow id="b" sourceRef="look" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`;
async function inquiry() {
  const operator = world.camunda('admin');
  const deployed = await operator.deploy({ 'inquiry.bpmn': model });
  assert.equal(deployed.status, 200, deployed.text);
  const started = await operator.post('/process-instances', { processDefinitionId: 'inquiry' });
  assert.equal(started.status, 200, started.text);
  return { instance: started.body.processInstanceKey };
}

test('matters that the starter may read are named with number, title and state', async () => {
  const sales = await as('linxiaoyu');
  const first = await start(sales, { name: '一期门禁' });
  const second = await start(sales, { name: '二期访客' });
  ok(await sales.post(`/instances/${second.instance}/acts`, { act: 'withdraw', text: '合并' }));

  const { record } = await start(sales, { name: '三期', related: [first.instance, second.instance, first.instance] });

  const read = ok(await sales.get(`/records/solution_project/${record.id}`));
  assert.deepEqual(read.values.related, [first.instance, second.instance]);
  const [one, two] = read.texts.related;
  assert.deepEqual([one.number, one.title.zh, one.status.id], [first.record.number, '一期门禁', 'running']);
  assert.deepEqual([two.number, two.status.id, two.status.title.zh], [second.record.number, 'withdrawn', '已撤销']);
  const { items } = ok(await sales.get('/records/solution_project?size=100'));
  assert.equal(items.find((row) => row.id === record.id).texts.related.length, 2);
});

test('who may not read a matter neither names it nor learns its title', async () => {
  const sales = await as('linxiaoyu');
  const hidden = await inquiry();
  refused(await sales.get(`/instances/${hidden.instance}`), 'app.no_instance', 404);

  const values = project(await someClient(sales), { related: [hidden.instance] });
  assert.equal(refused(await sales.post(at, { values }), 'app.no_instance').place, 'values.related.0');
  const shown = await start(sales, { name: '可见' });
  const { record } = await start(sales, { related: [shown.instance] });
  const change = async (who, related) => {
    const { version } = ok(await who.get(`/records/solution_project/${record.id}`));
    return who.patch(`/records/solution_project/${record.id}`, { version, values: { related } });
  };
  assert.equal(refused(await change(sales, [shown.instance, hidden.instance]), 'app.no_instance').place, 'values.related.1');
  refused(await change(sales, ['17']), 'app.no_instance');
  refused(await change(sales, ['x y']), 'app.no_instance');

  // Somebody who reads both puts it in: what was named before stays when another changes the field.
  const leader = await as('fangyuan');
  ok(await change(leader, [hidden.instance]));
  const { texts } = ok(await sales.get(`/records/solution_project/${record.id}`));
  assert.deepEqual(texts.related, [{ id: hidden.instance, title: { zh: '无权查看', en: 'Not open to you' }, hidden: true }]);
  const csv = (await sales.get('/records/solution_project/export.csv')).text;
  assert.ok(csv.includes('（无权查看的事项）') && !csv.includes('inquiry'), csv.slice(0, 500));
  ok(await change(sales, [hidden.instance, shown.instance]));
  assert.equal(ok(await leader.get(`/records/solution_project/${record.id}`)).texts.related[0].title.zh, 'inquiry');
});

test('a task opens with what was linked, for whom it may be read', async () => {
  const sales = await as('linxiaoyu');
  const shown = await start(sales, { name: '样板' });
  const { record, instance } = await start(sales, { related: [shown.instance] });
  const { form } = ok(await sales.get(`/instances/${instance}`));
  assert.deepEqual(form.values.related, [shown.instance]);
  assert.equal(form.texts.related[0].number, shown.record.number);
  const { items } = ok(await sales.get(`/instances?scope=all&q=${encodeURIComponent('样板')}`));
  assert.ok(items.some((row) => row.key === shown.instance));
  assert.ok(record);
});
