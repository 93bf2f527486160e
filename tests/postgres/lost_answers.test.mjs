// The session of the writer ends while a commit is under way: what the program answers is what is stored.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';
import { address_of, new_client, serves } from './support.mjs';

const server = new URL(process.env.JINGWEI_TEST_STORAGE.replace('postgres:///', 'postgres://localhost/'));
const socket = `${server.searchParams.get('host')}/.s.PGSQL.${server.searchParams.get('port') ?? 5432}`;

// Stands between the program and the server. While `at_commit` is set, the first message with a commit goes to it
// instead of to the server, as do the two ends of its session.
class Between {
  sockets = []; // of a session that is left the server's end stays open
  static async start(t) {
    const between = new Between();
    between.listener = net.createServer((program) => between.join(program));
    await new Promise((resolve) => between.listener.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      between.listener.close();
      for (const each of between.sockets) each.destroy();
    });
    return between;
  }

  join(program) {
    const database = net.connect(socket);
    const end = () => [program, database].forEach((each) => each.destroy());
    this.sockets.push(program, database);
    for (const each of [program, database]) each.on('error', () => {});
    database.on('close', () => program.destroy());
    program.on('close', () => (program.is_left ? undefined : end()));
    program.on('data', (message) => {
      if (this.at_commit && message.includes('COMMIT')) {
        const act = this.at_commit;
        this.at_commit = undefined;
        program.is_left = true;
        act(message, program, database);
      } else {
        database.write(message);
      }
    });
    database.on('data', (message) => {
      if (!program.is_left) program.write(message);
    });
  }

  address(name) {
    execFileSync('psql', ['-q', '-c', `CREATE DATABASE ${name}`, process.env.JINGWEI_TEST_STORAGE]);
    const more = new URLSearchParams(server.searchParams);
    more.set('host', '127.0.0.1');
    more.set('port', this.listener.address().port);
    return `postgres:///${name}?${more}`;
  }
}

async function begin(t, name) {
  const between = await Between.start(t);
  const program = await Program.start({ more: ['--storage', between.address(name)], clock: '' });
  t.after(() => program.remove());
  return { between, program, person: await program.as('linxiaoyu') };
}

const is_there = async (person, name) =>
  ok(await person.get('/records/client?size=100')).items.some((item) => item.values.name === name);

test('a commit that landed is answered as done though its answer was lost', async (t) => {
  const { between, program, person } = await begin(t, 'answer_lost');
  between.at_commit = (message, to_program, database) => {
    database.on('data', () => to_program.destroy());
    database.write(message);
  };

  ok(await new_client(person, 'landed'));

  assert.equal(between.at_commit, undefined, 'a commit was met');
  assert.ok(await is_there(person, 'landed'));
  ok(await new_client(person, 'the next'));
  assert.equal(await program.stop(), 0);
});

test('a commit that never arrived is refused and can be repeated', async (t) => {
  const { between, program, person } = await begin(t, 'commit_lost');
  between.at_commit = (message, to_program, database) => [to_program, database].forEach((each) => each.destroy());

  const refused = await new_client(person, 'lost');

  assert.equal(refused.status, 503, refused.text);
  assert.equal(refused.body.code, 'storage.unavailable');
  assert.equal(await is_there(person, 'lost'), false);
  ok(await new_client(person, 'lost'));
  assert.equal(await program.stop(), 0);
});

test('a commit that was refused as lost does not land when it arrives late', async (t) => {
  const { between, program, person } = await begin(t, 'commit_late');
  let arrive;
  const has_failed = new Promise((resolve) => {
    between.at_commit = (message, to_program, database) => {
      to_program.destroy();
      let said = '';
      database.on('data', (answer) => {
        said += answer;
        if (said.includes('the workspace was taken')) resolve(said);
      });
      arrive = () => database.write(message);
    };
  });
  const refused = await new_client(person, 'late');
  assert.equal(refused.status, 503, refused.text);

  arrive();

  await has_failed;
  assert.equal(await is_there(person, 'late'), false);
  ok(await new_client(person, 'late'));
  assert.equal(await program.stop(), 0);
});

test('an act that is stored is not refused as undone when nothing can be read behind it', async (t) => {
  const { between, program, person } = await begin(t, 'read_lost');
  between.at_commit = (message, to_program, database) => {
    const end = () => {
      between.listener.close();
      for (const each of between.sockets) each.destroy();
    };
    database.once('data', (answer) => to_program.write(answer, end));
    database.write(message);
  };

  const answer = await new_client(person, 'stored');

  assert.deepEqual([answer.status, answer.body.code], [500, 'internal.unanswered'], answer.text);
  await program.stop('SIGKILL');
  const again = await Program.start({ more: ['--storage', address_of('read_lost')], clock: '' });
  t.after(() => again.remove());
  await serves(again);
  assert.ok(await is_there(await again.as('linxiaoyu'), 'stored'));
});
