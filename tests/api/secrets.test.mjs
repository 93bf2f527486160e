// Secrets of other systems lie in the database sealed, by a key that is not in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { RobotServer } from '../support/post.mjs';
import { binary, Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

const words = { password: 'word-of-the-post-office', secret: 'SEC-of-the-group', key: 'key-of-the-robot' };

let world;
let chats;
before(async () => ([world, chats] = await Promise.all([World.open(), RobotServer.open(words.secret)])));
after(() => Promise.all([world.close(), chats.close()]));

const folder = () => join(world.program.folder, 'default');
const keyFile = () => join(folder(), 'secret.key');
const admin = () => world.browser('admin');

async function again(change) {
  await world.program.stop();
  change();
  world.program = await Program.start({ folder: world.program.folder });
  world.sessions.clear();
}

// Whatever the folder holds, the key aside.
const stored = (at = folder()) =>
  readdirSync(at)
    .filter((name) => name !== 'secret.key' && statSync(join(at, name)).isFile())
    .map((name) => readFileSync(join(at, name), 'latin1'))
    .join('\n');

function sql(text) {
  return execFileSync('sqlite3', [join(folder(), 'jingwei.db'), text], { encoding: 'utf8' });
}

async function setUp() {
  const robots = [{ title: '群', kind: 'dingtalk', address: `${chats.url}/dingtalk?access_token=${words.key}`, secret: words.secret }];
  const mail = { server: 'smtp://127.0.0.1:25', user: 'jingwei', password: words.password, from: 'jingwei@example.com' };
  ok(await (await admin()).put('/delivery', { site: 'https://jw.example', language: 'zh', mail, robots }));
  return ok(await (await admin()).get('/delivery')).robots[0].id;
}

const tryRobot = async (id) => (await admin()).post('/delivery/trial', { channel: id });

test('what is stored holds no secret, and neither does a backup; both are of use with the key', async () => {
  const robot = await setUp();

  ok(await tryRobot(robot));
  assert.equal(statSync(keyFile()).mode & 0o777, 0o600);
  const copy = join(world.program.folder, 'copy');
  execFileSync(binary(), ['backup', copy, '--data', world.program.folder]);
  for (const word of Object.values(words)) {
    assert.ok(!stored().includes(word), word);
    assert.ok(!stored(copy).includes(word), word);
  }
  assert.ok(!readdirSync(copy).includes('secret.key'));
});

test('what an older program stored in clear is sealed when the program starts', async () => {
  const robot = await setUp();
  await again(() => {
    const document = JSON.parse(sql("SELECT document FROM work_delivery WHERE person = ''"));
    document.mail.password = words.password;
    document.robots[0].secret = words.secret;
    document.robots[0].address = `${chats.url}/dingtalk`;
    const text = JSON.stringify(document).replaceAll("'", "''");
    sql(`UPDATE work_delivery SET document = '${text}' WHERE person = ''`);
    sql(`INSERT INTO access_provider VALUES ('https://login.example', 'jingwei', '${words.key}', 'SSO', 'email')`);
  });

  const rows = sql('SELECT document FROM work_delivery') + sql('SELECT client_secret FROM access_provider');
  for (const word of Object.values(words)) assert.ok(!rows.includes(word), rows);
  ok(await tryRobot(robot));
  assert.equal(ok(await (await admin()).get('/identity-provider')).has_secret, true);
});

test('without its key a secret is not there: the page says so, and the key put back opens it again', async () => {
  const robot = await setUp();
  await again(() => renameSync(keyFile(), `${keyFile()}.kept`));

  const settings = ok(await (await admin()).get('/delivery'));
  assert.deepEqual([settings.mail.has_password, settings.robots[0].has_secret], [false, false]);
  assert.match(refused(await tryRobot(robot), 'post.failed').detail, /another key/);

  await again(() => renameSync(`${keyFile()}.kept`, keyFile()));
  ok(await tryRobot(robot));
});

test('a file that is no key stops the start and is named', async () => {
  await world.program.stop();
  const kept = readFileSync(keyFile());
  writeFileSync(keyFile(), 'not a key\n');

  await assert.rejects(Program.start({ folder: world.program.folder }), /64.*secret\.key/s);

  writeFileSync(keyFile(), kept);
  world.program = await Program.start({ folder: world.program.folder });
});
