// Every act on a task and on a matter by everybody who stands in some way to it: done by those who may, refused to all
// others with the code that says why, and then nothing has changed.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

// Who stands how to the matter of `begun`.
const roles = {
  starter: 'linxiaoyu',
  earlier: 'hejun', // decided the step before
  holder: 'zhouliming', // sits on the open seat
  deputy: 'xuwenjing', // stands in for the holder
  colleague: 'fangyuan', // has acted on another seat of the open task
  reader: 'shenlan', // was shown it
  administrator: 'admin',
  stranger: 'qianduo',
};
const everybody = Object.keys(roles);
const participants = ['starter', 'earlier', 'holder', 'deputy', 'colleague', 'reader'];
const seated = ['holder', 'deputy'];
const urging = participants.filter((role) => !seated.includes(role)); // whoever has it himself does it

// `may`: whom it is done for. Everybody else gets `else`, or what stands for his part: see codeFor.
const onTask = {
  complete: { may: seated, else: 'work.not_yours', acted: 'work.already_acted', with: { outcome: 'agree' } },
  reply: { may: [], else: 'work.not_yours', seated: 'work.not_delegated', with: { text: '看法' } },
  comment: { may: participants, with: { text: '请看' } },
  opinion: { may: [], else: 'work.not_yours', with: { text: '补充' } },
  copy: { may: participants, with: { persons: ['tang_wei'] } },
  circulate: { may: participants, with: { persons: ['tang_wei'] } },
  confirm_read: { may: [], else: 'work.not_yours' },
  transfer: { may: [...seated, 'administrator'], else: 'work.not_yours', with: { persons: ['tang_wei'], text: '病假' } },
  delegate: { may: seated, else: 'work.not_yours', with: { persons: ['tang_wei'] } },
  add_signer: { may: seated, else: 'work.not_yours', with: { persons: ['tang_wei'], relation: 'before' } },
  remove_signer: { may: ['administrator'], else: 'work.not_yours', with: { seat: '1' } },
  return: { may: seated, else: 'work.not_yours', with: { target: 'first', text: '修改' } },
  take_back: { may: ['colleague'], else: 'work.not_yours' },
  urge: { may: urging, else: 'work.not_yours', seated: 'work.own_turn' },
  claim: { may: [], else: 'work.not_yours', seated: 'work.claim_not_allowed' },
  unclaim: { may: [], else: 'work.not_yours', seated: 'work.not_claimed' },
  save_draft: { may: seated, else: 'work.not_yours', with: { outcome: 'agree', opinion: '草稿' } },
};
const onInstance = {
  urge: { may: [...urging, 'administrator'], else: 'work.no_instance', seated: 'work.own_turn' },
  comment: { may: participants, else: 'work.no_instance', with: { text: '请看' } },
  evaluate: { may: [], else: 'work.evaluate_not_allowed', administrator: 'work.no_instance', with: { score: 4 } },
  withdraw: { may: [], else: 'work.withdraw_not_allowed', administrator: 'work.no_instance', with: { text: '不办了' } },
  suspend: { may: ['administrator'], else: 'app.not_allowed', with: { text: '等款' } },
  resume: { may: [], else: 'app.not_allowed', administrator: 'engine.not_suspended' },
  cancel: { may: ['administrator'], else: 'app.not_allowed', with: { text: '重复' } },
  jump: { may: ['administrator'], else: 'app.not_allowed', with: { text: '改道', target: 'first' } },
  void: { may: ['administrator'], else: 'app.not_allowed', with: { text: '重复' } },
};

const onEnded = {
  comment: { may: participants, else: 'work.no_instance', with: { text: '辛苦了' } },
  evaluate: { may: ['starter'], else: 'work.evaluate_not_allowed', administrator: 'work.no_instance', with: { score: 4, text: '很快' } },
  withdraw: { may: [], else: 'work.withdraw_not_allowed', administrator: 'work.no_instance', with: { text: '不办了' } },
  void: { may: ['administrator'], else: 'app.not_allowed', with: { text: '重复' } },
};

const step = (id, settings) => `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:properties>
  ${Object.entries({ 'jw:kind': 'approve', ...settings }).map(([name, value]) => `<zeebe:property name="${name}" value="${value}"/>`).join('\n')}
  </zeebe:properties></bpmn:extensionElements></bpmn:userTask>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const shape = (id, at) => `<bpmndi:BPMNShape id="shape_${id}" bpmnElement="${id}"><dc:Bounds x="${at}" y="100" width="100" height="80"/></bpmndi:BPMNShape>`;
const edge = (from, to, at) => `<bpmndi:BPMNEdge id="edge_${from}_${to}" bpmnElement="${from}_${to}">
  <di:waypoint x="${at + 100}" y="140"/><di:waypoint x="${at + 150}" y="140"/></bpmndi:BPMNEdge>`;
const way = ['start', 'first', 'second', 'end'];
const links = way.slice(1).map((to, index) => [way[index], to, 150 * index]);
const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
  <bpmn:process id="paper_flow" name="Paper" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties>
      <zeebe:property name="jw:record" value="paper"/><zeebe:property name="jw:starters" value="everyone"/>
      <zeebe:property name="jw:start_fields" value="title=required"/>
    </zeebe:properties></bpmn:extensionElements>
    <bpmn:startEvent id="start"/>
    ${step('first', { 'jw:candidates': 'person:he_jun' })}
    ${step('second', { 'jw:candidates': 'position:sales_manager, person:fang_yuan', 'jw:policy': 'all' })}
    <bpmn:endEvent id="end"/>
    ${links.map(([from, to]) => flow(from, to)).join('')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="paper_flow">
    ${way.map((id, index) => shape(id, 150 * index)).join('')}${links.map((link) => edge(...link)).join('')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

// The packs there are, and one with an ordinary approval.
function packsWithPaper() {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-packs-'));
  const real = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'packs');
  for (const name of readdirSync(real)) symlinkSync(join(real, name), join(folder, name));
  const pack = join(folder, 'papers');
  for (const part of ['records', 'processes']) mkdirSync(join(pack, part), { recursive: true });
  writeFileSync(join(pack, 'pack.yaml'), 'id: papers\ntitle: 呈批件\nversion: 0.1.0\nlicense: Apache-2.0\nneeds: [common]\n');
  writeFileSync(
    join(pack, 'records', 'paper.yaml'),
    'title: 呈批件\ndescription: 呈请批示的文件。\nexample: 呈批件一\nfields:\n  title: {type: text, title: 标题}\naccess: {read: [administrator], create: [everyone]}\n',
  );
  writeFileSync(join(pack, 'processes', 'paper_flow.bpmn'), model);
  return folder;
}

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper();
  program = await Program.start({ packs });
  for (const [role, name] of Object.entries(roles)) people[role] = await program.as(name);
  ok(await people.administrator.post('/deputies', { position: 'sales_manager', deputy: 'xu_wenjing', scope: ['paper_flow'] }));
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const taskOf = async (role, instance) => {
  const { items } = ok(await people[role].get('/tasks?box=todo&size=100'));
  return items.find((row) => row.instance === instance)?.key;
};

// A matter whose second step waits for the holder, a colleague having agreed and a reader having been shown it.
async function begun() {
  const { instance } = ok(await people.starter.post('/processes/paper_flow/instances', { values: { title: '采购申请' } }));
  const agree = async (role) => {
    const key = await taskOf(role, instance);
    ok(await people[role].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree' }));
    return key;
  };
  await agree('earlier');
  const task = await agree('colleague');
  ok(await people.starter.post(`/tasks/${task}/acts`, { act: 'copy', persons: ['shen_lan'] }));
  return { instance, task };
}

async function ended() {
  const matter = await begun();
  ok(await people.holder.post(`/tasks/${matter.task}/acts`, { act: 'complete', outcome: 'agree' }));
  return matter;
}

const state = async ({ instance }) => {
  const { timeline, state: at, current } = ok(await people.administrator.get(`/instances/${instance}`));
  return JSON.stringify({ at, current, timeline });
};

const asked = (matter, where, name, right, role) => {
  if (name === 'save_draft') return people[role].put(`/tasks/${matter.task}/draft`, right.with);
  const at = where === 'task' ? `/tasks/${matter.task}` : `/instances/${matter.instance}`;
  return people[role].post(`${at}/acts`, { act: name, ...right.with });
};

// Whom a matter does not concern learns nothing of it; an administrator sees a task and has no part in it.
function codeFor(where, right, role) {
  if (role === 'stranger') return where === 'task' ? 'work.no_task' : 'app.no_instance';
  if (role === 'administrator') return right.administrator ?? (where === 'task' ? 'work.no_task' : right.else);
  if (role === 'colleague' && right.acted) return right.acted;
  if (seated.includes(role) && right.seated) return right.seated;
  return right.else;
}

async function tried(where, rights, reach = begun) {
  let matter = await reach();
  let before = await state(matter);
  const wrong = [];
  for (const [name, right] of Object.entries(rights)) {
    for (const role of everybody) {
      const answer = await asked(matter, where, name, right, role);
      const now = await state(matter);
      const got = answer.status < 300 ? 'done' : answer.body.code;
      const wanted = right.may.includes(role) ? 'done' : codeFor(where, right, role);
      if (got !== wanted) wrong.push(`${name} by ${role}: ${got}, not ${wanted}`);
      if (got !== 'done' && now !== before) wrong.push(`${name} by ${role}: refused, and something has changed`);
      if (got === 'done') {
        matter = await reach();
        before = await state(matter);
      }
    }
  }
  assert.deepEqual(wrong, []);
}

test('on a task', () => tried('task', onTask));
test('on a matter', () => tried('instance', onInstance));
test('on a matter that has ended', () => tried('instance', onEnded, ended));

// What is done though nothing comes of it is no offer; a signer is removed where he stands in the list of seats.
const isOffered = (name, role) =>
  !['resume', 'remove_signer'].includes(name) && !(name === 'transfer' && role === 'administrator'); // that is offered at each seat

test('each is offered what is done for him, and nothing else', async () => {
  const matter = await begun();
  for (const role of everybody.filter((one) => one !== 'stranger')) {
    const shown = {
      task: ok(await people[role].get(`/tasks/${matter.task}`)).acts,
      instance: ok(await people[role].get(`/instances/${matter.instance}`)).acts,
    };
    for (const [where, rights] of [['task', onTask], ['instance', onInstance]]) {
      const may = Object.keys(rights).filter((name) => rights[name].may.includes(role) && isOffered(name, role));
      assert.deepEqual([...shown[where]].sort(), may.sort(), `${where} of ${role}`);
    }
  }
});

test('what the starter says of an ended matter is shown, and again takes its place', async () => {
  const { instance } = await ended();
  const says = (score, text) => people.starter.post(`/instances/${instance}/acts`, { act: 'evaluate', score, text });

  ok(await says(2));
  const { evaluation, timeline } = ok(await says(4, '很快'));

  assert.deepEqual([evaluation.score, evaluation.text, evaluation.person.id], [4, '很快', 'lin_xiaoyu']);
  assert.deepEqual(timeline.filter((entry) => entry.act === 'evaluated').map((entry) => entry.text), ['★★☆☆☆', '★★★★☆ 很快']);
  assert.deepEqual(ok(await people.reader.get(`/instances/${instance}`)).evaluation, evaluation);
  assert.equal((await says(0)).body.code, 'work.bad_score');
});
