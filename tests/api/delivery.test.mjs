// Notices on their way out: a real mail server and real robots receive what the program sends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { MailServer, RobotServer, until } from '../support/post.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused, underReview } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

const secret = 'SEC-of-the-group';
const password = 'word-of-the-post-office';
const office = { site: 'https://jw.example', language: 'zh' };
const members = ['chenguodong', 'zhouliming', 'fangyuan'];

let world;
let mail;
let chats;
before(async () => {
  [world, mail, chats] = await Promise.all([
    World.open({ more: ['--host', 'jw.example'] }),
    MailServer.open({ user: 'jingwei', password, nobody: ['gone@example.com'] }),
    RobotServer.open(secret),
  ]);
  const csv = 'id,name,email\nzhou_liming,周黎明,zhou@example.com\nchen_guodong,陈国栋,chen@example.com\n';
  ok(await (await world.browser('admin')).post('/people/import?mode=apply', csv, { 'Content-Type': 'text/csv' }));
});
after(() => Promise.all([world.close(), mail.close(), chats.close()]));

const admin = () => world.browser('admin');
const settings = async () => ok(await (await admin()).get('/delivery'));
const set = async (change) => ok(await (await admin()).put('/delivery', { ...office, ...change }));
const mailSettings = (more) => ({ server: mail.url, user: 'jingwei', password, from: 'jingwei@example.com', ...more });

async function onlyMail(more = {}) {
  await set({ mail: mailSettings(), channels: { task: ['mail'], urge: ['mail'] }, ...more });
  mail.letters.length = 0;
}

// The three robots, and tasks and urges by all of them.
async function onlyRobots(key = secret) {
  const robots = ['dingtalk', 'feishu', 'wecom'].map((kind) => ({ title: kind, kind, address: `${chats.url}/${kind}`, secret: key }));
  await set({ robots });
  const stored = (await settings()).robots;
  const ids = stored.map((robot) => robot.id);
  await set({ robots: stored.map(({ id, title, kind }) => ({ id, title, kind })), channels: { task: ids, urge: ids } });
  chats.messages.length = 0;
}

async function review() {
  const sales = await world.browser('linxiaoyu');
  const started = await underReview(sales);
  const task = await (await world.browser('zhouliming')).task('initiation', started.record);
  return { started, key: task.key, number: /FA-\d+-\d+/.exec(JSON.stringify(task))[0] };
}

const mails = (address, { key }) => mail.to(address).filter((letter) => letter.text.endsWith(`/tasks/${key}`));
const said = (kind, { key }) => chats.of(kind).filter((body) => JSON.stringify(body).includes(`/tasks/${key}`));
const failures = async ({ number }) => (await settings()).failed.filter((one) => one.title.includes(number));
// Once there are so many.
const untilFailed = (matter, wanted) =>
  until(async () => {
    const failed = await failures(matter);
    return failed.length >= wanted && failed;
  }, 'failures');

async function vote({ started }) {
  for (const member of members) {
    ok(await (await world.browser(member)).complete('initiation', { outcome: 'agree', opinion: '同意' }, started.record));
  }
}

test('a task reaches its person by mail, with a link to it', async () => {
  await onlyMail();

  const matter = await review();
  await until(() => mails('zhou@example.com', matter).length, 'a mail');
  const [letter] = mails('zhou@example.com', matter);

  assert.equal(letter.user, 'jingwei');
  assert.equal(letter.from, 'jingwei@example.com');
  assert.match(letter.subject, /^待办：.*智慧园区/);
  assert.ok(letter.text.endsWith(`https://jw.example/tasks/${matter.key}`), letter.text);
  await vote(matter);
});

test('no answer holds a password, a secret or the key of a robot', async () => {
  await set({
    mail: mailSettings(),
    robots: [{ title: '群', kind: 'dingtalk', address: 'https://oapi.example/robot/send?access_token=key-of-the-robot', secret }],
  });

  const answer = await (await admin()).get('/delivery');

  for (const hidden of [password, secret, 'key-of-the-robot']) assert.ok(!answer.text.includes(hidden), hidden);
  assert.equal(answer.body.mail.has_password, true);
  assert.equal(answer.body.robots[0].has_secret, true);
  assert.equal(answer.body.robots[0].address, 'https://oapi.example/…');
});

test('each robot gets its own format, signed, and hears that the task is done', async () => {
  await onlyRobots();

  const matter = await review();
  await until(() => ['dingtalk', 'feishu', 'wecom'].every((kind) => said(kind, matter).length), 'a message each');
  const link = `https://jw.example/tasks/${matter.key}`;

  assert.equal(said('dingtalk', matter)[0].actionCard.singleURL, link);
  assert.match(said('dingtalk', matter)[0].actionCard.text, /\*\*待办：[\s\S]*周黎明/);
  assert.equal(said('feishu', matter)[0].card.elements.at(-1).actions[0].url, link);
  assert.ok(said('wecom', matter)[0].markdown.content.includes(`[查看](${link})`));

  await vote(matter);
  await until(() => said('dingtalk', matter).some((body) => body.actionCard.title.startsWith('已处理：待办')), 'the end of it');
});

// A violation that is told to the one who committed it, and to no others than he, his superior and who leads people.
async function reported(title) {
  const keeper = await world.browser('renjie');
  const stored = ok(await keeper.request('POST', '/attachments?name=chat.txt', Buffer.from('x')));
  const evidence = [{ id: stored.id, name: 'chat.txt' }];
  const facts = { title, person: 'xia_lin', kind: 'violation', happened_on: '2026-03-01', facts: '在群里发布', evidence };
  const made = ok(await keeper.post('/records/discipline_case', { values: facts }));
  const accused = await world.browser('xialin');
  return { number: made.number, made, accused, key: (await accused.task('hearing', { type: 'discipline_case', id: made.id })).key };
}

test('a group hears nothing of what not everybody may read but that there is something, and for whom', async () => {
  await onlyRobots();

  const title = '未经批准对外发布数据';
  const matter = await reported(title);
  ok(await (await world.browser('renjie')).post(`/tasks/${matter.key}/acts`, { act: 'urge' }));
  await until(() => ['dingtalk', 'feishu', 'wecom'].every((kind) => said(kind, matter).length > 1), 'a message each');

  const whole = JSON.stringify(['dingtalk', 'feishu', 'wecom'].flatMap((kind) => said(kind, matter)));
  for (const hidden of [title, matter.number, '陈述', '处理']) assert.ok(!whole.includes(hidden), whole);
  assert.ok(said('dingtalk', matter)[0].actionCard.text.includes('有一项新待办'));
  assert.ok(said('dingtalk', matter)[0].actionCard.text.includes('夏琳'));
  assert.equal(said('feishu', matter)[0].card.header.title.content, '有一项新待办');
  assert.ok(said('wecom', matter)[0].markdown.content.includes(`https://jw.example/tasks/${matter.key}`));
  assert.equal(said('feishu', matter)[1].card.header.title.content, '有一项待办被催办');
  const { items } = ok(await matter.accused.get('/notices'));
  assert.ok(items.some((notice) => notice.title.zh.includes(title)));

  const record = { type: 'discipline_case', id: matter.made.id };
  ok(await matter.accused.complete('hearing', { outcome: 'heard', values: { statement: '误以为已审核' } }, record));
  await until(() => said('feishu', matter).some((body) => body.card.header.title.content === '已处理：有一项待办被催办'), 'the end of it');
});

test('a group hears what a written notice says only when it is sent to everybody', async () => {
  await onlyRobots();
  const { robots } = await settings();
  await set({ robots: robots.map(({ id, title, kind }) => ({ id, title, kind })), channels: { letter: robots.map(({ id }) => id) } });
  const head = await world.browser('zhouliming');
  const { people } = ok(await head.get('/organisation'));
  const sent = async (title, persons) => {
    const { id } = ok(await head.post('/letters', { kind: 'circular', title, text: '详见附件。', persons }));
    const of = (kind) => chats.of(kind).filter((body) => JSON.stringify(body).includes(`/letters/${id}`));
    await until(() => ['dingtalk', 'feishu', 'wecom'].every((kind) => of(kind).length), 'a message each');
    return JSON.stringify([of('dingtalk'), of('feishu'), of('wecom')]);
  };

  const others = people.map(({ id }) => id).filter((id) => !['zhou_liming', 'administrator'].includes(id));
  const alone = await sent('关于奖金的通报', ['lin_xiaoyu']);
  for (const hidden of ['关于奖金的通报', '通报〔', '详见附件']) assert.ok(!alone.includes(hidden), alone);
  assert.ok(alone.includes('有一份书面通知') && alone.includes('林晓雨'), alone);
  const all = await sent('关于放假的通报', others);
  assert.ok(all.includes('关于放假的通报') && all.includes('详见附件'), all);
  const most = await sent('关于考勤的通报', others.slice(1));
  assert.ok(!most.includes('关于考勤的通报'), most);
});

test('what a robot refuses is listed with its reason and goes out when a person retries', async () => {
  await onlyRobots('not the secret');

  const matter = await review();
  const failed = await untilFailed(matter, 2);
  const reasons = failed.map((one) => one.reason).join();
  assert.match(reasons, /sign not match/);
  assert.match(reasons, /sign match fail/);
  assert.ok(failed.every((one) => one.next_try && one.attempts === 1));

  const { robots: stored, channels } = await settings();
  const robots = stored.map(({ id, title, kind }) => ({ id, title, kind, address: `${chats.url}/${kind}`, secret }));
  await set({ robots, channels });
  for (const one of failed) ok(await (await admin()).post(`/delivery/messages/${one.id}/retry`));
  await until(() => said('dingtalk', matter).length && said('feishu', matter).length, 'the messages');
  await until(async () => (await failures(matter)).length === 0, 'an empty list');
  await vote(matter);
});

test('a trial says what is wrong, in the words of the other side', async () => {
  await onlyRobots('not the secret');
  const [dingtalk, , wecom] = (await settings()).robots;
  assert.match(refused(await (await admin()).post('/delivery/trial', { channel: dingtalk.id }), 'post.failed').detail, /sign not match/);
  ok(await (await admin()).post('/delivery/trial', { channel: wecom.id }));
  assert.ok(chats.of('wecom').some((body) => body.markdown.content.includes('试发消息')));

  await onlyMail();
  refused(await (await admin()).post('/delivery/trial', { channel: 'mail' }), 'post.failed');
  refused(await (await admin()).post('/delivery/trial', { channel: 'pigeon' }), 'app.bad_delivery');
});

test('a server with a certificate that nobody vouches for is not given the mail', async () => {
  const other = await MailServer.open({ isSecure: true });
  await set({ mail: { server: other.url, from: 'jingwei@example.com' }, channels: { task: ['mail'] } });

  const matter = await review();
  const [failed] = await untilFailed(matter, 1);

  assert.match(failed.reason, /certificate/i);
  assert.equal(other.letters.length, 0);
  await vote(matter);
  await other.close();
});

test('quiet hours hold a mail back, and a person leaves out what he does not want', async () => {
  await onlyMail({ quiet: { from: '08:00', to: '10:00' }, urgent: ['urge'] });
  const chen = await world.browser('chenguodong');
  ok(await chen.put('/delivery/mine', { muted: { urge: ['mail'] } }));

  const matter = await review();
  ok(await (await world.browser('linxiaoyu')).post(`/instances/${matter.started.instance}/acts`, { act: 'urge' }));
  await until(() => mails('zhou@example.com', matter).length, 'the urgent one');
  assert.match(mails('zhou@example.com', matter)[0].subject, /^林晓雨催办/);
  assert.equal(mails('chen@example.com', matter).length, 0);

  await world.pass('PT2H');
  await until(() => mails('chen@example.com', matter).length, 'what was held back');
  assert.match(mails('chen@example.com', matter)[0].subject, /^待办/);
  assert.equal(ok(await (await world.browser('chenguodong')).get('/delivery/mine')).muted.urge[0], 'mail');
  const [sent] = ok(await (await world.browser('linxiaoyu')).get('/notices/sent')).items;
  assert.ok(sent.receivers.every((one) => !one.read_at));
  ok(await (await world.browser('zhouliming')).get(`/tasks/${matter.key}`));
  await until(async () => {
    const { items } = ok(await (await world.browser('linxiaoyu')).get('/notices/sent'));
    return items[0].receivers.find((one) => one.person.id === 'zhou_liming').read_at;
  }, 'who has read it');
  await vote(matter);
});

test('who leaves a kind out gets none of what quiet hours still hold back of it', async () => {
  await onlyMail({ quiet: { from: '00:00', to: '23:59' } });
  const mute = async (name, muted) => ok(await (await world.browser(name)).put('/delivery/mine', { muted }));
  await mute('chenguodong', {});
  const matter = await review();
  await mute('chenguodong', { task: ['mail'] });
  await mute('zhouliming', { urge: ['mail'] });

  await world.pass('P1D');
  await until(() => mails('zhou@example.com', matter).length, 'what was held back');
  assert.equal(mails('chen@example.com', matter).length, 0);
  await mute('chenguodong', {});
  await mute('zhouliming', {});
  await vote(matter);
});

test('a done task leaves no notice unread, and each says who did it', async () => {
  const matter = await review();
  await vote(matter);

  const { items } = ok(await (await world.browser('zhouliming')).get('/notices?size=100'));
  const tasks = items.filter((notice) => notice.link === `/tasks/${matter.key}`);
  assert.ok(tasks.length > 0);
  for (const notice of tasks) assert.ok(notice.read && notice.closed.by.name, JSON.stringify(notice));
});

test('only administrators see and change how notices leave', async () => {
  const sales = await world.browser('linxiaoyu');

  refused(await sales.get('/delivery'), 'app.not_allowed', 403);
  refused(await sales.put('/delivery', office), 'app.not_allowed', 403);
  refused(await sales.post('/delivery/trial', { channel: 'mail' }), 'app.not_allowed', 403);
  refused(await sales.post('/delivery/messages/1/retry'), 'app.not_allowed', 403);
});

test('settings that cannot work are refused with their place', async () => {
  const robot = { title: '群', kind: 'dingtalk', address: 'https://oapi.example/x' };
  const wrong = [
    [{ site: 'ftp://x' }, 'site'],
    [{ language: 'fr' }, 'language'],
    [{ mail: mailSettings({ server: 'http://127.0.0.1' }) }, 'mail.server'],
    [{ mail: mailSettings({ from: 'a@b\r\nBcc: c@d' }) }, 'mail.from'],
    [{ robots: [robot, { ...robot, address: 'http://oapi.example/x' }] }, 'robots[1].address'],
    [{ robots: [{ ...robot, address: 'http://localhost:x@oapi.example/' }] }, 'robots[0].address'],
    [{ robots: [{ ...robot, kind: 'pigeon' }] }, 'robots[0].kind'],
    [{ channels: { rumour: ['mail'] } }, 'channels.rumour'],
    [{ urgent: ['rumour'] }, 'urgent'],
    [{ quiet: { from: '25:00', to: '07:00' } }, 'quiet'],
    [{ quiet: { from: '07:00', to: '07:00' } }, 'quiet'],
  ];
  for (const [change, place] of wrong) {
    assert.equal(refused(await (await admin()).put('/delivery', { ...office, ...change }), 'app.bad_delivery').place, place);
  }
  refused(await (await admin()).put('/delivery/mine', { muted: { rumour: ['mail'] } }), 'app.bad_delivery');
  refused(await (await admin()).put('/delivery/mine', { quiet: { from: '22:00', to: '07:00', days_off: 'yes' } }), 'request.wrong_type');
});

test('quiet hours of a person hold days off, too, where he says so, and say where they count', async () => {
  const own = await world.browser('zhouliming');
  const quiet = { from: '22:00', to: '07:00' };
  ok(await own.put('/delivery/mine', { quiet }));
  assert.deepEqual(ok(await own.get('/delivery/mine')).quiet, { ...quiet, days_off: false });
  ok(await own.put('/delivery/mine', { quiet: { ...quiet, days_off: true } }));
  const mine = ok(await own.get('/delivery/mine'));
  assert.deepEqual(mine.quiet, { ...quiet, days_off: true });
  assert.equal(mine.zone, 'Asia/Shanghai');
  ok(await own.put('/delivery/mine', {}));
  assert.equal(ok(await own.get('/delivery/mine')).quiet, undefined);
});

test('an administrator words a kind of notice, and pages, mail and groups tell it so', async () => {
  const keeper = await admin();
  const words = { title: { zh: '请办理【{step}】{number}', en: 'Please do "{step}" of {number}' }, text: { zh: '{subject}\n发起人：{starter}', en: '{subject}' } };
  assert.deepEqual(ok(await keeper.post('/notice-words/task/trial', words)), {
    title: { zh: '请办理【部门经理审批】BX-202603-0012', en: 'Please do "Approval by the head of department" of BX-202603-0012' },
    text: { zh: '上海客户拜访\n发起人：王敏', en: 'Visit to a client in Shanghai' },
  });
  ok(await keeper.put('/notice-words/task', words));
  const [task, urge] = ok(await keeper.get('/notice-words')).items;
  assert.deepEqual([task.words, task.changed_by.id], [words, 'administrator']);
  assert.deepEqual([urge.words.title.zh, urge.changed_by], ['{title}', undefined]);

  await onlyRobots();
  const { robots } = await settings();
  const ids = robots.map((robot) => robot.id);
  const kept = robots.map(({ id, title, kind }) => ({ id, title, kind }));
  await set({ mail: mailSettings(), robots: kept, channels: { task: ['mail', ...ids] } });
  mail.letters.length = 0;
  const matter = await review();
  await until(() => mails('zhou@example.com', matter).length && said('dingtalk', matter).length, 'the messages');
  const member = await world.browser('zhouliming');
  const notice = ok(await member.get('/notices')).items.find((one) => one.link === `/tasks/${matter.key}`);

  assert.match(notice.title.zh, /^请办理【.+】FA-\d+-\d+$/);
  assert.match(notice.title.en, /^Please do "/);
  assert.match(notice.text.zh, /智慧园区[\s\S]*发起人：林晓雨/);
  assert.equal(mails('zhou@example.com', matter)[0].subject, notice.title.zh);
  assert.ok(said('dingtalk', matter)[0].actionCard.text.includes(notice.title.zh));
  await vote(matter);

  ok(await keeper.delete('/notice-words/task'));
  const later = await review();
  const built = ok(await member.get('/notices')).items.find((one) => one.link === `/tasks/${later.key}`);
  assert.match(built.title.zh, /^待办：/);
  await vote(later);

  const { last } = ok(await keeper.get('/events?size=1'));
  const told = ok(await keeper.get(`/events?after=${Math.max(0, last - 300)}&size=300&acts=notice_words.`)).items;
  assert.deepEqual(told.map((one) => [one.act, one.person]), [['notice_words.changed', 'administrator'], ['notice_words.dropped', 'administrator']]);
  assert.equal(told[0].changes.title.zh, words.title.zh);
});

test('words that name what there is not are refused with the place, and nothing is changed', async () => {
  const keeper = await admin();
  const fine = { title: { zh: '{title}', en: '{title}' }, text: { zh: '', en: '' } };
  const wrong = { ...fine, title: { zh: '请办理{thing}', en: '' } };
  for (const answer of [await keeper.put('/notice-words/urge', wrong), await keeper.post('/notice-words/urge/trial', wrong)]) {
    const { place, missing } = refused(answer, 'work.bad_notice_words', 400);
    assert.equal(place, 'title.zh:4');
    assert.deepEqual(missing.map((one) => one.label.zh), ['中文标题第 4 个字', '英文标题']);
  }
  assert.equal(refused(await keeper.put('/notice-words/letter', { ...fine, text: { zh: '{step}', en: '' } }), 'work.bad_notice_words').place, 'text.zh:1');
  assert.equal(refused(await keeper.put('/notice-words/rumour', fine), 'work.bad_notice_words').place, 'kind');
  assert.equal(refused(await keeper.delete('/notice-words/rumour'), 'work.bad_notice_words').place, 'kind');
  assert.equal(refused(await keeper.put('/notice-words/urge', { title: fine.title }), 'request.wrong_type').place, 'text');
  assert.ok(ok(await keeper.get('/notice-words')).items.every((one) => !one.changed_by));

  const sales = await world.browser('linxiaoyu');
  refused(await sales.get('/notice-words'), 'app.not_allowed', 403);
  refused(await sales.put('/notice-words/urge', fine), 'app.not_allowed', 403);
  refused(await sales.delete('/notice-words/urge'), 'app.not_allowed', 403);
  refused(await sales.post('/notice-words/urge/trial', fine), 'app.not_allowed', 403);
});

test('a message that waits outlives the program, and one bad address holds up nobody', async () => {
  const csv = 'id,name,email\nfang_yuan,方远,gone@example.com\n';
  ok(await (await admin()).post('/people/import?mode=apply', csv, { 'Content-Type': 'text/csv' }));
  const late = await MailServer.open();
  await late.close();
  await set({ mail: { server: late.url, from: 'jingwei@example.com' }, channels: { task: ['mail'] } });
  const matter = await review();
  await untilFailed(matter, 1);

  const { folder } = world.program;
  const clock = ok(await world.program.client().get('/health')).clock.now;
  await world.program.stop('SIGKILL');
  const again = await MailServer.open({ port: late.port, nobody: ['gone@example.com'] });
  world.program = await Program.start({ folder, clock, more: ['--host', 'jw.example'] });
  world.sessions.clear();
  world.tokens.clear();
  await world.pass('PT1H');

  const about = (address) => again.to(address).filter((letter) => letter.text.endsWith(`/tasks/${matter.key}`));
  await until(() => about('zhou@example.com').length && about('chen@example.com').length, 'what waited');
  await until(async () => {
    const failed = await failures(matter);
    return failed.length === 1 && failed[0].to === 'gone@example.com' && /550|mailbox/i.test(failed[0].reason);
  }, 'the one bad address alone');
  assert.equal(new Set(again.letters.map((letter) => letter.id)).size, again.letters.length);
  await again.close();
});

test('where people open the pages by https, the cookie of the session is kept to it', async () => {
  await set({});
  const cookie = async (headers) => {
    const answer = await world.program.client().request('POST', '/session', { username: 'linxiaoyu', password: 'jingwei-demo' }, headers);
    ok(answer);
    return answer.headers['set-cookie'][0];
  };
  assert.match(await cookie({ Host: 'jw.example', Origin: 'https://jw.example' }), /; Secure/);
  assert.doesNotMatch(await cookie({}), /; Secure/);
});
