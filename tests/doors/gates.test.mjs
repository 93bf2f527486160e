// A gate that is closed for a task is closed for everybody: browser, program, stranger, administrator.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { Program, binary } from '../support/program.mjs';
import { ok, project, refused, someClient, underReview } from '../support/project.mjs';

let program;
let sales;
let programmed;
before(async () => {
  program = await Program.start();
  sales = await program.as('linxiaoyu');
  programmed = program.client();
  const args = ['user', 'token', '--data', program.folder, '--title', 'doors', 'linxiaoyu'];
  programmed.token = execFileSync(binary(), args, { encoding: 'utf8' }).trim();
});
after(() => program.remove());

const record = (id) => `/records/solution_project/${id}`;

// The doors by which somebody may ask for a transition or write a field.
const doors = () => [
  ['browser', sales],
  ['program', programmed],
];

test('a program with a token is its person', async () => {
  assert.equal(ok(await programmed.get('/session')).person.id, 'lin_xiaoyu');
});

test('no door initiates a project that is not unanimous', async () => {
  const started = await underReview(sales);
  for (const [name, door] of doors()) {
    for (const transition of ['initiate', 'terminate', 'start_bidding', 'win']) {
      const answer = await door.post(`${record(started.record.id)}/transitions/${transition}`, {});
      assert.ok(answer.status >= 400, `${name} ${transition}: ${answer.text}`);
    }
  }
  assert.equal(ok(await sales.get(record(started.record.id))).state.id, 'under_review');
});

test('no door writes the state, the number or a computed field', async () => {
  const started = await underReview(sales);
  const { version } = ok(await sales.get(record(started.record.id)));
  for (const [name, door] of doors()) {
    for (const values of [{ state: 'closed' }, { number: 'FA-1' }, { progress: 100 }, { id: '1' }, { version: 9 }]) {
      const answer = await door.patch(record(started.record.id), { version, values });
      assert.ok(answer.status >= 400, `${name} ${JSON.stringify(values)}: ${answer.text}`);
    }
  }
});

test('no door votes for somebody else', async () => {
  const started = await underReview(sales);
  const member = await program.as('fangyuan');
  const task = await member.task('initiation', started.record);
  const act = { act: 'complete', outcome: 'agree', opinion: '同意' };
  for (const [name, door] of [...doors(), ['stranger', await program.as('suqing')]]) {
    const answer = await door.post(`/tasks/${task.key}/acts`, act);
    assert.ok([403, 404, 409].includes(answer.status), `${name}: ${answer.text}`);
  }
});

test('a final vote can be neither changed, given twice nor handed on', async () => {
  const started = await underReview(sales);
  const member = await program.as('fangyuan');
  const task = await member.task('initiation', started.record);
  const acts = (act) => member.post(`/tasks/${task.key}/acts`, act);
  refused(await acts({ act: 'transfer', persons: ['su_qing'], text: '出差' }), 'work.transfer_not_allowed');
  ok(await acts({ act: 'complete', outcome: 'agree', opinion: '同意' }));
  refused(await acts({ act: 'complete', outcome: 'disagree', opinion: '改主意' }), 'work.already_acted', 409);
  assert.ok((await acts({ act: 'return', target: 'application', text: '退回' })).status >= 400);
});

test('an opinion is required where the model says so', async () => {
  const started = await underReview(sales);
  const member = await program.as('fangyuan');
  const task = await member.task('initiation', started.record);
  refused(await member.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree' }), 'work.opinion_required');
  refused(
    await member.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'maybe', opinion: '也许' }),
    'work.unknown_outcome',
  );
});

test('an application with an empty field is refused, naming every one', async () => {
  const client = await someClient(sales);
  const { record: about } = ok(
    await sales.post('/processes/solution_project_flow/instances', { values: project(client) }),
  );
  const act = { outcome: 'done', values: { background: '园区' } };
  const answer = refused(await sales.complete('application', act, about), 'forms.invalid');
  assert.deepEqual(
    answer.missing.map((item) => item.field).sort(),
    ['client_needs', 'client_relationship', 'contract_amount', 'development', 'risks'],
  );
});

test('only roles that may start a process can start it', async () => {
  const buyer = await program.as('qianduo');
  const client = await someClient(sales);
  refused(
    await buyer.post('/processes/solution_project_flow/instances', { values: project(client) }),
    'app.no_process',
    404,
  );
  refused(await buyer.get('/processes/solution_project_flow'), 'app.no_process', 404);
});

test('only administrators suspend, resume and cancel', async () => {
  const started = await underReview(sales);
  for (const act of ['suspend', 'resume', 'cancel']) {
    refused(await sales.post(`/instances/${started.instance}/acts`, { act }), 'app.not_allowed', 403);
  }
});

test('an old version is refused, telling that somebody was faster', async () => {
  const made = ok(await sales.post('/records/client', { values: { name: '版本客户' } }));
  const change = (name, version) => sales.patch(`/records/client/${made.id}`, { version, values: { name } });
  ok(await change('一', made.version));
  refused(await change('二', made.version), 'records.changed_meanwhile', 409);
});

test('a terminated project is closed on every door', async () => {
  const started = await underReview(sales);
  ok(await (await program.as('chenguodong')).complete(
      'initiation',
      { outcome: 'disagree', opinion: '风险过高' },
      started.record,
    ));
  const { version } = ok(await sales.get(record(started.record.id)));
  for (const [name, door] of doors()) {
    const answers = [
      await door.patch(record(started.record.id), { version, values: { name: '换名' } }),
      await door.post(`${record(started.record.id)}/transitions/initiate`, {}),
      await door.post('/records/project_risk', { values: { project: started.record.id, title: '风险', type: 'contract' } }),
    ];
    for (const answer of answers) assert.ok(answer.status >= 400, `${name}: ${answer.text}`);
  }
  ok(await sales.request('POST', `${record(started.record.id)}/comments`, { text: '仍可评论' }));
});

test('outside links show only what is marked, and end when they are revoked', async () => {
  const started = await underReview(sales);
  const nobody = program.client();
  refused(await nobody.get('/outside/AAAAAAAAAAAAAAAAAAAAAA'), 'access.link_invalid');
  const links = `${record(started.record.id)}/outside-links`;
  const answer = await sales.post(links, { purpose: 'view', days: 1 });
  if (answer.status === 422) {
    refused(answer, 'app.nothing_outside');
    return;
  }
  const { token, link } = ok(answer);
  assert.ok(token.length >= 22);
  const page = ok(await nobody.get(`/outside/${token}`));
  assert.ok(!JSON.stringify(page).includes(started.record.id));
  for (const item of page.items) assert.ok(item.field.outside || ['number', 'state'].includes(item.field.id));
  ok(await sales.delete(`/outside-links/${link.id}`));
  refused(await nobody.get(`/outside/${token}`), 'access.link_over');
});

test('the clock of a real server cannot be moved', async () => {
  const real = await Program.start({ clock: '' });
  try {
    const person = await real.as('linxiaoyu');
    refused(await person.put('/clock', { now: '2030-01-01T00:00:00Z' }), 'runtime.clock_real');
    refused(await person.post('/clock/advance', { by: 'P1D' }), 'runtime.clock_real');
  } finally {
    await real.remove();
  }
});

test('control acts are refused over the network', async () => {
  for (const path of ['/control/users', '/api/v1/control/users']) {
    const answer = await program.raw({ path, headers: { Cookie: sales.cookie } });
    assert.ok(answer.status === 404 || !answer.text.includes('linxiaoyu'), answer.text);
  }
});
