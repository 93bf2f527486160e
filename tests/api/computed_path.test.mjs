// The way that is shown before the start goes by what will be computed of the form, rows included.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const fields = `  from_on: {type: date, title: 开始日期}
  to_on: {type: date, title: 结束日期}
  lines: {type: children, of: paper_line, title: 明细}
  days: {type: number, scale: 0, title: 天数, computed: 'working days between(from_on, to_on) + 1'}
  total: {type: number, title: 合计, computed: 'sum(for line in lines return line.cost)'}
`;
const line = `title: 明细行
description: 一行费用。
example: 机票
parent: paper
fields:
  paper: {type: link, to: paper, title: 呈批件, required: true}
  cost: {type: number, title: 金额}
access: {read: [administrator], create: [everyone]}
`;
let packs;
let program;
let person;
before(async () => {
  const model = lineOf('paper_flow', [{ id: 'one', candidates: 'person:he_jun' }, { id: 'two', candidates: 'person:fang_yuan' }], {
    process: { reads: 'title, days, total', start_fields: 'title=required, from_on=edit, to_on=edit, lines=edit' },
    branch: { after: 'one', condition: '= record.days &lt; 3 and record.total &lt; 1000' },
  });
  packs = packsWithPaper(model, { fields });
  mkdirSync(join(packs, 'papers', 'records'), { recursive: true });
  writeFileSync(join(packs, 'papers', 'records', 'paper_line.yaml'), line);
  program = await Program.start({ packs });
  person = await program.as('linxiaoyu');
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const foretold = async (values) => ok(await person.post('/processes/paper_flow/path', { values })).steps.map((step) => step.element);
const short = { title: '出差', from_on: '2026-03-03', to_on: '2026-03-04', lines: [{ cost: 300 }, { cost: 400 }] };

test('a short and cheap one has one step, before the start as afterwards', async () => {
  assert.deepEqual(await foretold(short), ['one']);
  const { instance } = ok(await person.post('/processes/paper_flow/instances', { values: short }));
  const ahead = ok(await person.get(`/instances/${instance}/path`)).items.map((step) => step.element);
  assert.ok(!ahead.includes('two'), JSON.stringify(ahead));
});

test('a long one and a dear one have both', async () => {
  assert.deepEqual(await foretold({ ...short, to_on: '2026-03-06' }), ['one', 'two']);
  assert.deepEqual(await foretold({ ...short, lines: [{ cost: 300 }, { cost: 800 }] }), ['one', 'two']);
});
