// Whoever decides, decides on what he saw: what others have changed meanwhile of what his form shows has him look again.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithLines } from '../support/lines.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const paper = `title: 呈批件
description: 呈请批示的文件。
example: 呈批件一
fields:
  title: {type: text, title: 标题}
  amount: {type: money, title: 金额}
  doubled: {type: money, title: 两倍, computed: 'amount * 2'}
  counterparty: {type: text, title: 对方, visible_when: 'amount > 100'}
  remark: {type: text, title: 备注}
  inside: {type: text, title: 内部说明}
  lines: {type: children, of: paper_line, title: 明细, totals: [cost]}
states: {open: 待批, seen: 已阅}
initial: open
transitions:
  see: {title: 阅, from: open, to: seen, by: [everyone]}
access: {read: [everyone], create: [everyone], update: [everyone]}
`;
const shown = 'title=read, amount=read, doubled=read, counterparty=read, remark=edit';
const step = (kind, more = {}) => ({ id: `at_${kind}`, candidates: 'person:he_jun', kind, fields: shown, ...more });
const people = {};
let packs;
let program;
before(async () => {
  const starting = { process: { start_fields: 'title=edit, amount=edit, counterparty=edit, remark=edit, inside=edit' } };
  packs = packsWithLines(lineOf('paper_flow', [step('approve', { batch: 'allowed' })], starting));
  for (const kind of ['vote', 'confirm', 'work']) addLine(packs, kind, [step(kind)], starting);
  addLine(packs, 'all_agree', [step('approve', { candidates: 'person:he_jun, person:fang_yuan', policy: 'all' })], starting);
  writeFileSync(join(packs, 'papers', 'records', 'paper.yaml'), paper);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const todo = async (who, instance) => ok(await people[who].get('/tasks?box=todo&size=200')).items.find((row) => row.instance === instance);
async function opened(process = 'paper_flow', who = 'hejun') {
  const values = { title: '呈批', amount: '120.00', counterparty: '甲公司', inside: '内部' };
  const { record, instance } = ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values }));
  const { key } = await todo(who, instance);
  const page = async () => ok(await people[who].get(`/tasks/${key}`)).form;
  const decide = async (record_version, more = {}) => people[who].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', values: {}, record_version, ...more });
  const at = `/records/paper/${record.id}`;
  const change = async (values, by = 'linxiaoyu') => ok(await people[by].patch(at, { version: ok(await people[by].get(at)).version, values }));
  return { key, instance, at, page, decide, change, version: (await page()).version };
}
const fields = (answer) => refused(answer, 'records.changed_meanwhile', 409).missing.map(({ field }) => field);

test('an approval of what has changed since is refused, with the fields and who changed them', async () => {
  const { instance, page, decide, change, version } = await opened();
  await change({ amount: '150.00' });

  const answer = await decide(version);

  assert.deepEqual(fields(answer), ['amount', 'doubled'], 'and what is computed from it');
  const [amount, doubled] = answer.body.missing;
  assert.deepEqual([amount.label.zh, doubled.label.zh], ['金额', '两倍']);
  for (const one of [amount, doubled]) {
    assert.match(one.how.zh, /^林晓雨 于 .* 更改$/);
    assert.match(one.how.en, /^changed by 林晓雨, /);
  }
  assert.ok(await todo('hejun', instance), 'nothing is decided');
  ok(await decide((await page()).version));
});

test('a dissent, a vote and a confirmation are refused alike; work merges what it does not write', async () => {
  for (const [process, outcome] of [['paper_flow', 'disagree'], ['vote', 'agree'], ['confirm', 'confirm'], ['work', 'done']]) {
    const { decide, change, version, page } = await opened(process);
    await change({ title: '改了' });
    const answer = await decide(version, { outcome, opinion: '意见' });
    if (process === 'work') ok(answer);
    else {
      assert.deepEqual(fields(answer), ['title'], process);
      ok(await decide((await page()).version, { outcome, opinion: '意见' }));
    }
  }
});

test('what the form does not show holds nobody up, nor does the state, nor what is as it was again', async () => {
  const { change, decide, version, at } = await opened();
  await change({ inside: '另一说明' });
  await change({ title: '改了' });
  await change({ title: '呈批' });
  ok(await people.linxiaoyu.post(`${at}/transitions/see`, { version: ok(await people.linxiaoyu.get(at)).version }));
  ok(await decide(version));
});

test('a field that is shown no more, or only now, is another thing than he saw', async () => {
  const { change, decide, page, version } = await opened();
  await change({ amount: '50.00' });
  assert.deepEqual(fields(await decide(version)), ['amount', 'doubled', 'counterparty']);
  const { version: later } = await page();
  await change({ amount: '150.00' });
  assert.deepEqual(fields(await decide(later)), ['amount', 'doubled', 'counterparty']);
});

test('what he changed himself he has seen', async () => {
  const { change, decide, version } = await opened();
  await change({ remark: '我的备注' }, 'hejun');
  ok(await decide(version));
});

test('of several who decide, who comes later sees what the one before has written', async () => {
  const { instance, decide, page, version } = await opened('all_agree');
  const { key } = await todo('fangyuan', instance);
  ok(await people.fangyuan.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', values: { remark: '预算内' }, record_version: version }));

  assert.deepEqual(fields(await decide(version)), ['remark']);
  ok(await decide((await page()).version));
});

test('who does not say what he saw decides as before', async () => {
  const { change, decide } = await opened();
  await change({ amount: '50.00' });
  ok(await decide(undefined));
});

test('of several that are decided from the list each by itself', async () => {
  const [same, other] = [await opened(), await opened()];
  const rows = [await todo('hejun', same.instance), await todo('hejun', other.instance)];
  await other.change({ amount: '150.00' });
  const tasks = rows.map(({ key }) => key);
  const record_versions = Object.fromEntries(rows.map(({ key, record_version: seen }) => [key, seen]));

  const { items } = ok(await people.hejun.post('/tasks/acts', { tasks, outcome: 'agree', record_versions }));

  assert.deepEqual(items.map(({ done, code }) => [done, code]), [[true, undefined], [false, 'records.changed_meanwhile']]);
  assert.deepEqual(items[1].missing.map(({ field }) => field), ['amount', 'doubled']);
  ok(await people.hejun.post('/tasks/acts', { tasks: [other.key], outcome: 'agree' }));
  assert.equal(await todo('hejun', other.instance), undefined);
});

test('what is no version of a task that is named is refused', async () => {
  const { key } = await opened();
  const place = async (record_versions, code = 'request.wrong_type') => refused(await people.hejun.post('/tasks/acts', { tasks: [key], outcome: 'agree', record_versions }), code, 400).place;
  for (const version of ['1', 0, 1.5, null]) assert.equal(await place({ [key]: version }), `record_versions.${key}`);
  assert.equal(await place([]), 'record_versions');
  assert.equal(await place({ 7: 1 }, 'request.unknown_field'), 'record_versions.7');
});
