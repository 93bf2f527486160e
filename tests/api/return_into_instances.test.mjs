// Return into the instances of a multi-instance sub-process: everybody who did the step is asked again.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const settings = (all) => `<zeebe:properties>${Object.entries(all).map(([name, value]) => `<zeebe:property name="jw:${name}" value="${value}"/>`).join('')}</zeebe:properties>`;
const task = (id, who) =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/>${settings({ kind: 'approve', candidates: who, dissent: 'go_on' })}</bpmn:extensionElements></bpmn:userTask>`;
const flowsInside = [['in', 'm1'], ['m1', 'm2'], ['m2', 'out']];
const flows = [['start', 'pre'], ['pre', 'fork'], ['fork', 'mi'], ['mi', 'join'], ['fork', 'fin'], ['fin', 'join'], ['join', 'review'], ['review', 'end']];
const flow = ([from, to]) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const boxes = { start: [0, 100], pre: [150, 100], fork: [300, 100], mi: [450, 60, 700, 200], in: [470, 100], m1: [620, 100], m2: [770, 100], out: [920, 100], fin: [450, 300], join: [1300, 100], review: [1450, 100], end: [1600, 100] };
const box = ([id, [x, y, width = 100, height = 80]]) =>
  `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;
function way([from, to]) {
  const [[x, y, width = 100], [toX, toY]] = [boxes[from], boxes[to]];
  const points = to === 'fin' ? [[x + 50, 180], [x + 50, 340], [toX, 340]] : from === 'fin' ? [[x + 100, 340], [toX + 50, 340], [toX + 50, 180]] : [[x + width, 140], [toX, 140]];
  return `<bpmndi:BPMNEdge id="e_${from}_${to}" bpmnElement="${from}_${to}">${points.map(([left, top]) => `<di:waypoint x="${left}" y="${top}"/>`).join('')}</bpmndi:BPMNEdge>`;
}
const model = (isSequential) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
  <bpmn:process id="paper_flow" name="paper_flow" isExecutable="true"><bpmn:extensionElements>${settings({ record: 'paper', starters: 'everyone', start_fields: 'title=required' })}</bpmn:extensionElements>
    <bpmn:startEvent id="start"/>${task('pre', 'person:tang_wei')}<bpmn:parallelGateway id="fork"/>
    <bpmn:subProcess id="mi"><bpmn:multiInstanceLoopCharacteristics isSequential="${isSequential}"><bpmn:extensionElements>
      <zeebe:loopCharacteristics inputCollection="=[&quot;fang_yuan&quot;, &quot;su_qing&quot;]" inputElement="who"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
      <bpmn:startEvent id="in"/>${task('m1', '= who')}${task('m2', 'person:he_jun')}<bpmn:endEvent id="out"/>${flowsInside.map(flow).join('')}
    </bpmn:subProcess>
    ${task('fin', 'person:tang_wei')}<bpmn:parallelGateway id="join"/>${task('review', 'person:zhou_liming')}<bpmn:endEvent id="end"/>
    ${flows.map(flow).join('')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dd"><bpmndi:BPMNPlane id="p" bpmnElement="paper_flow">${Object.entries(boxes).map(box).join('')}${[...flows, ...flowsInside].map(way).join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

const names = ['linxiaoyu', 'hejun', 'fangyuan', 'suqing', 'tangwei', 'zhouliming'];
async function begin(isSequential) {
  const packs = packsWithPaper(model(isSequential));
  const program = await Program.start({ packs });
  const people = {};
  for (const name of names) people[name] = await program.as(name);
  return { packs, program, people };
}
const desks = {};
before(async () => {
  desks.parallel = await begin(false);
  desks.sequential = await begin(true);
});
after(async () => {
  for (const { packs, program } of Object.values(desks)) {
    await program?.remove();
    rmSync(packs, { recursive: true, force: true });
  }
});

// One matter with all that is done on it.
class Matter {
  constructor(people, instance) {
    Object.assign(this, { people, instance });
  }
  static async start({ people }) {
    return new Matter(people, ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '合同' } })).instance);
  }
  async tasks(who) {
    return ok(await this.people[who].get('/tasks?box=todo&size=100')).items.filter((row) => row.instance === this.instance);
  }
  async act(who, element, body) {
    const row = (await this.tasks(who)).find((one) => one.element === element);
    assert.ok(row, `${element} is open for ${who}`);
    return this.people[who].post(`/tasks/${row.key}/acts`, body);
  }
  async agree(who, element) {
    ok(await this.act(who, element, { act: 'complete', outcome: 'agree' }));
  }
  // Whose turn it is: "m1 fangyuan".
  async open() {
    const all = [];
    for (const who of names) for (const row of await this.tasks(who)) all.push(`${row.element} ${who}`);
    return all.toSorted();
  }
  async path() {
    return ok(await this.people.linxiaoyu.get(`/instances/${this.instance}/path`)).items.map((step) => [step.element, step.persons.map((one) => one.id).join(' ')]);
  }
  async toReview() {
    await this.agree('tangwei', 'pre');
    await this.agree('tangwei', 'fin');
    for (const who of ['fangyuan', 'suqing']) {
      await this.agree(who, 'm1');
      await this.agree('hejun', 'm2');
    }
    assert.deepEqual(await this.open(), ['review zhouliming']);
  }
  async back(target, strategy) {
    ok(await this.act('zhouliming', 'review', { act: 'return', target, strategy, text: '补充材料' }));
  }
  async end() {
    assert.deepEqual(await this.open(), ['review zhouliming']);
    await this.agree('zhouliming', 'review');
    assert.equal(ok(await this.people.linxiaoyu.get(`/instances/${this.instance}`)).status.id, 'passed');
  }
}

test('who did the step are named, and all of them are asked again', async () => {
  const matter = await Matter.start(desks.parallel);
  await matter.toReview();
  const [row] = await matter.tasks('zhouliming');
  const targets = ok(await matter.people.zhouliming.get(`/tasks/${row.key}`)).return_targets;
  const m1 = targets.find((one) => one.id === 'm1');
  assert.deepEqual([m1.persons.map((one) => one.id), m1.strategies], [['fang_yuan', 'su_qing'], ['again', 'back']]);

  await matter.back('m1', 'again');

  assert.deepEqual(await matter.open(), ['m1 fangyuan', 'm1 suqing']);
  for (const who of ['suqing', 'fangyuan']) {
    await matter.agree(who, 'm1');
    await matter.agree('hejun', 'm2');
  }
  await matter.back('m2', 'again');
  assert.deepEqual(await matter.open(), ['m2 hejun', 'm2 hejun'], 'what came before it stays done');
  for (let left = 2; left > 0; left -= 1) await matter.agree('hejun', 'm2');
  await matter.end();
});

test('one instance after the other, they are asked again in their turn', async () => {
  const matter = await Matter.start(desks.sequential);
  await matter.toReview();

  await matter.back('m1', 'again');

  assert.deepEqual(await matter.open(), ['m1 fangyuan']);
  await matter.agree('fangyuan', 'm1');
  await matter.agree('hejun', 'm2');
  assert.deepEqual(await matter.open(), ['m1 suqing']);
  await matter.agree('suqing', 'm1');
  await matter.agree('hejun', 'm2');
  await matter.end();
});

for (const order of ['parallel', 'sequential']) {
  test(`straight back: everybody who did it does it over, then the matter comes back (${order})`, async () => {
    const matter = await Matter.start(desks[order]);
    await matter.toReview();

    await matter.back('m1', 'back');

    assert.deepEqual(await matter.open(), ['m1 fangyuan', 'm1 suqing']);
    await matter.agree('suqing', 'm1');
    assert.deepEqual(await matter.open(), ['m1 fangyuan'], 'the review waits for both');
    await matter.agree('fangyuan', 'm1');
    await matter.end();
  });
}

test('a dissent on the way straight back goes on from there, with what was done over', async () => {
  const matter = await Matter.start(desks.parallel);
  await matter.toReview();
  await matter.back('m1', 'back');
  await matter.agree('fangyuan', 'm1');

  ok(await matter.act('suqing', 'm1', { act: 'complete', outcome: 'disagree', opinion: '金额不对' }));

  assert.deepEqual(await matter.open(), ['m2 hejun', 'm2 hejun']);
});

test('a return while the step is done over gives up all of it', async () => {
  const matter = await Matter.start(desks.parallel);
  await matter.toReview();
  await matter.back('m1', 'back');

  ok(await matter.act('suqing', 'm1', { act: 'return', target: 'pre', strategy: 'again', text: '从头来' }));

  assert.deepEqual(await matter.open(), ['pre tangwei']);
});

test('inside an instance a return stays in it, and one to a step before the fork takes all back', async () => {
  const matter = await Matter.start(desks.parallel);
  await matter.agree('tangwei', 'pre');
  for (const who of ['fangyuan', 'suqing']) await matter.agree(who, 'm1');
  const rows = await matter.tasks('hejun');
  const detail = ok(await matter.people.hejun.get(`/tasks/${rows.at(-1).key}`));
  const [who] = detail.return_targets.find((one) => one.id === 'm1').persons.map((one) => one.id.replace('_', ''));
  assert.equal(detail.return_targets.find((one) => one.id === 'm1').persons.length, 1, 'who did it in this instance');

  ok(await matter.people.hejun.post(`/tasks/${detail.key}/acts`, { act: 'return', target: 'm1', strategy: 'again', text: '再看' }));

  assert.deepEqual(await matter.open(), [`fin tangwei`, `m1 ${who}`, 'm2 hejun'].toSorted());
  const other = who === 'fangyuan' ? 'suqing' : 'fangyuan';
  const [left] = await matter.tasks('hejun');
  const still = ok(await matter.people.hejun.get(`/tasks/${left.key}`)).return_targets.find((one) => one.id === 'm1');
  assert.deepEqual(still.persons.map((one) => one.id.replace('_', '')), [other], 'what the other did counts');
  ok(await matter.people.hejun.post(`/tasks/${left.key}/acts`, { act: 'return', target: 'pre', strategy: 'again', text: '从头来' }));
  assert.deepEqual(await matter.open(), ['pre tangwei']);
});

test('who takes a step of his instance back takes that of nobody else', async () => {
  const matter = await Matter.start(desks.parallel);
  await matter.agree('tangwei', 'pre');
  for (const who of ['fangyuan', 'suqing']) await matter.agree(who, 'm1');
  const done = async (who) => ok(await matter.people[who].get('/tasks?box=done&size=100')).items.find((row) => row.instance === matter.instance && row.element === 'm1');
  const mine = await done('fangyuan');

  ok(await matter.people.fangyuan.post(`/tasks/${mine.key}/acts`, { act: 'take_back' }));

  assert.deepEqual(await matter.open(), ['fin tangwei', 'm1 fangyuan', 'm2 hejun']);
  await matter.agree('fangyuan', 'm1');
  await matter.agree('hejun', 'm2');
  refused(await matter.people.fangyuan.post(`/tasks/${mine.key}/acts`, { act: 'take_back' }), 'work.take_back_not_allowed');
});

test('what lies ahead is told in the order of the flow, each instance with its people', async () => {
  const matter = await Matter.start(desks.parallel);
  const before = ok(await matter.people.linxiaoyu.post('/processes/paper_flow/path', { values: { title: '合同' } })).steps;
  const all = [['pre', 'tang_wei'], ['m1', 'fang_yuan su_qing'], ['m2', 'he_jun'], ['fin', 'tang_wei'], ['review', 'zhou_liming']];
  assert.deepEqual(before.map((step) => [step.element, step.persons.map((one) => one.id).join(' ')]), all);
  assert.equal(before.find((step) => step.element === 'm1').policy, 'all', 'each of them is asked');
  assert.deepEqual(await matter.path(), all.slice(1));
  await matter.agree('tangwei', 'pre');
  assert.deepEqual(await matter.path(), [['m2', 'he_jun'], ['review', 'zhou_liming']]);

  await matter.agree('fangyuan', 'm1');

  assert.deepEqual(await matter.open(), ['fin tangwei', 'm1 suqing', 'm2 hejun']);
  assert.deepEqual(await matter.path(), [['m2', 'he_jun'], ['review', 'zhou_liming']], 'it comes again in the other instance');
  await matter.agree('suqing', 'm1');
  assert.deepEqual(await matter.path(), [['review', 'zhou_liming']]);
});

test('of instances that come one after the other those that have not begun lie ahead', async () => {
  const matter = await Matter.start(desks.sequential);
  await matter.agree('tangwei', 'pre');
  const rest = [['m1', 'su_qing'], ['m2', 'he_jun'], ['review', 'zhou_liming']];
  assert.deepEqual(await matter.path(), rest);
  await matter.agree('fangyuan', 'm1');
  assert.deepEqual(await matter.path(), rest);
  await matter.agree('hejun', 'm2');
  assert.deepEqual(await matter.path(), rest.slice(1));
});
