// The way that is shown beforehand knows what rules will decide: it is the way that the matter then takes.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const names = { he_jun: 'hejun', su_qing: 'suqing', fang_yuan: 'fangyuan', lin_xiaoyu: 'linxiaoyu' };
const anyOf = (...persons) => persons.map((person) => `person:${person}`).join(', ');

// Small numbers that are the same in every run; the seed is told where a model fails.
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

function randomSteps(seed) {
  const next = numbers(seed);
  const pick = (list) => list[next(list.length)];
  return Array.from({ length: 5 }, (_, place) => {
    const [one, other] = [pick(Object.keys(names)), pick(Object.keys(names))];
    const several = one !== other && next(2) === 0;
    const policy = several ? { policy: pick(['all', 'sequence', 'unanimous']) } : {};
    return {
      id: `s${place}`,
      candidates: several ? anyOf(one, other) : anyOf(one),
      duplicates: pick(['ask', 'first', 'consecutive', 'last']),
      applicant: pick(['allowed', 'skip']),
      ...policy,
    };
  });
}
const seeds = [11, 23, 37, 41, 59, 67, 83, 97];

const plain = [
  { id: 'a', candidates: anyOf('he_jun') },
  { id: 'b', candidates: anyOf('he_jun'), duplicates: 'first' },
  { id: 'c', candidates: anyOf('he_jun', 'su_qing'), policy: 'all', duplicates: 'consecutive' },
  { id: 'd', candidates: anyOf('su_qing'), duplicates: 'first' },
  { id: 'own', candidates: 'starter', applicant: 'skip' },
  { id: 'e', candidates: anyOf('fang_yuan') },
];
const several = [
  { id: 'a', candidates: anyOf('he_jun', 'su_qing') },
  { id: 'b', candidates: anyOf('he_jun'), duplicates: 'first' },
];
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', plain));
  addLine(packs, 'several_flow', several);
  for (const seed of seeds) addLine(packs, `random_${seed}`, randomSteps(seed));
  program = await Program.start({ packs });
  for (const [id, name] of Object.entries(names)) people[id] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const foretold = async (process) => ok(await people.lin_xiaoyu.post(`/processes/${process}/path`, { values: { title: '采购' } })).steps;
const start = async (process) => ok(await people.lin_xiaoyu.post(`/processes/${process}/instances`, { values: { title: '采购' } })).instance;
const told = (steps) =>
  steps.map((step) => ({
    step: step.element,
    asked: step.persons.map((one) => one.id).sort(),
    ruled: (step.ruled ?? []).map((seat) => `${seat.reason}:${seat.text.zh}`).sort(),
  }));

async function agreeAll(instance) {
  for (let round = 0; round < 40; ++round) {
    let isIdle = true;
    for (const person of Object.values(people)) {
      const { items } = ok(await person.get('/tasks?box=todo&size=100'));
      for (const row of items.filter((each) => each.instance === instance)) {
        ok(await person.post(`/tasks/${row.key}/acts`, { act: 'complete', outcome: 'agree', opinion: '同意' }));
        isIdle = false;
      }
    }
    if (isIdle) return;
  }
}

// Whom the matter really asked at each step, and what a rule decided, by its story.
async function taken(instance) {
  const { timeline } = ok(await people.lin_xiaoyu.get(`/instances/${instance}`));
  const steps = new Map();
  for (const entry of timeline.filter((one) => ['voted', 'completed', 'auto_passed'].includes(one.act))) {
    if (!steps.has(entry.element)) steps.set(entry.element, { step: entry.element, asked: [], ruled: [] });
    const { asked, ruled } = steps.get(entry.element);
    if (entry.act === 'auto_passed') ruled.push(`${entry.reason}:${entry.reason_text.zh}`);
    else asked.push(entry.person.id);
  }
  const sorted = [...steps.values()].map((each) => ({ ...each, asked: each.asked.sort(), ruled: each.ruled.sort() }));
  return sorted.sort((one, other) => (one.step < other.step ? -1 : 1));
}

test('who agreed before is not asked again, and is told so before', async () => {
  const steps = await foretold('paper_flow');

  const of = Object.fromEntries(steps.map((step) => [step.element, step]));
  assert.deepEqual(told([of.a]), [{ step: 'a', asked: ['he_jun'], ruled: [] }]);
  assert.equal(of.b.by_rule, 'pass');
  assert.deepEqual(told([of.b]), [{ step: 'b', asked: [], ruled: ['duplicate:何俊已在“a”同意，自动通过'] }]);
  assert.equal(of.c.by_rule, undefined);
  assert.deepEqual(told([of.c]), [{ step: 'c', asked: ['su_qing'], ruled: ['duplicate:何俊已在“b”同意，自动通过'] }]);
  assert.equal(of.d.by_rule, 'pass');
  assert.equal(of.own.by_rule, 'pass');
  assert.deepEqual(of.own.ruled.map((seat) => [seat.reason, seat.persons.map((one) => one.id)]), [['applicant_skipped', ['lin_xiaoyu']]]);
  assert.deepEqual(told([of.e]), [{ step: 'e', asked: ['fang_yuan'], ruled: [] }]);
});

test('a running matter is told the same of what lies before it', async () => {
  const instance = await start('paper_flow');
  const before = (await foretold('paper_flow')).slice(1);

  assert.deepEqual(told(ok(await people.lin_xiaoyu.get(`/instances/${instance}/path`)).items), told(before));
});

test('who may have agreed is not taken to have', async () => {
  const [, second] = await foretold('several_flow');

  assert.deepEqual(told([second]), [{ step: 'b', asked: ['he_jun'], ruled: [] }]);
});

for (const seed of seeds) {
  test(`a random line takes the way that was told: ${seed}`, async () => {
    const before = told(await foretold(`random_${seed}`));
    const instance = await start(`random_${seed}`);
    await agreeAll(instance);

    assert.deepEqual(await taken(instance), before, JSON.stringify(randomSteps(seed)));
  });
}
