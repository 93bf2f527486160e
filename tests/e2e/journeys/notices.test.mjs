// Notices: the administrator connects mail and a robot, a task arrives there, each person keeps what he wants, and what
// cannot be sent is seen and tried again.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { MailServer, RobotServer, until } from '../../support/post.mjs';
import { Program } from '../../support/program.mjs';
import { ok, underReview } from '../../support/project.mjs';
import { fill, press } from '../support/acts.mjs';
import { openBrowser, picture, seriousViolations } from '../support/browser.mjs';
import { looksRight } from '../support/looks.mjs';
import { startServer } from '../support/server.mjs';
import { story } from '../support/story.mjs';

const secret = 'SEC-of-the-group';
let server;
let world;
let program;
let mail;
let chats;
let page;
const step = story();

before(async () => {
  [server, mail, chats] = await Promise.all([startServer(), MailServer.open(), RobotServer.open(secret)]);
  world = await openBrowser(server.url);
  program = Object.assign(new Program(), { port: Number(new URL(server.url).port) });
  const admin = await program.as('admin');
  const csv = 'id,name,email\nzhou_liming,周黎明,zhou@example.com\nadministrator,系统管理员,admin@example.com\n';
  ok(await admin.post('/people/import?mode=apply', csv, { 'Content-Type': 'text/csv' }));
  page = await world.as('系统管理员');
});
after(async () => {
  await world?.close();
  await Promise.all([server?.stop(), mail?.close(), chats?.close()]);
});

const button = (name) => page.getByRole('button', { name }).first();
const said = (words) => page.locator('.ant-message', { hasText: words }).waitFor();
const save = async () => {
  await button(/^保 ?存$/).click();
  await said('已保存');
};

// A page of somebody, wherever it is looked at.
const at = (person, path) => async (look) => {
  const other = await world.as(person, look);
  await other.goto(`${server.url}${path}`);
  return other;
};

step('mail and a robot are connected from the page of notices', async () => {
  await page.goto(`${server.url}/notices`);
  await page.getByRole('link', { name: '发送设置' }).click();
  await fill(page.locator('#content'), { '发信服务器（smtp:// 或 smtps://）': mail.url, 发件地址: 'jingwei@example.com' });
  await button('新增机器人').click();
  await fill(page.locator('#content'), { 名称: '研发群', 'Webhook 地址': `${chats.url}/dingtalk`, 加签密钥: 'not the secret' });
  await save();

  for (const channel of ['邮件', '研发群']) {
    for (const kind of ['待办', '催办']) await page.getByLabel(`${kind} · ${channel}`).check();
  }
  await save();
  assert.equal(await page.getByText('not the secret').count(), 0);
});

step('a trial by mail arrives, one by the robot says what is wrong', async () => {
  await page.getByRole('button', { name: '试发 邮件' }).click();
  await until(() => mail.to('admin@example.com').length, 'the trial');
  await page.getByRole('button', { name: '试发 研发群' }).click();
  await page.locator('.jw-refusal', { hasText: 'sign not match' }).waitFor();
});

step('a task reaches its person by mail; what the robot refused is seen and tried again', async () => {
  await underReview(await program.as('linxiaoyu'));
  await until(() => mail.to('zhou@example.com').length, 'the mail');

  const failed = page.locator('.jw-item', { hasText: 'sign not match' });
  await until(async () => {
    await page.goto(`${server.url}/delivery`);
    await page.locator('.jw-robot').waitFor();
    return failed.count();
  }, 'the failed message');
  await looksRight(at('系统管理员', '/delivery'), '.jw-robot', 'delivery');
  await page.goto(`${server.url}/delivery`);
  await fill(page.locator('#content'), { 'Webhook 地址': `${chats.url}/dingtalk`, 加签密钥: secret });
  await save();
  await failed.first().getByRole('button').click();
  await until(() => chats.of('dingtalk').length, 'the message');
});

step('a link in the mail leads to the task, and when it is done its notice says by whom', async () => {
  const address = new URL(mail.to('zhou@example.com')[0].text.trim().split('\n').at(-1));
  const member = await world.as('周黎明');
  await member.goto(address.href);
  await fill(member.locator('.jw-actions'), {});
  await member.locator('.jw-actions').getByRole('textbox').last().fill('同意');
  await press(member, '同意');
  await member.goto(`${server.url}/notices`);
  await member.locator('.jw-item', { hasText: '已处理：周黎明' }).first().waitFor();
  assert.equal(await member.locator('.jw-item .jw-dot[role=img]').count(), 0);
});

step('who was urged and has read it is seen by who urged', async () => {
  const sales = await program.as('linxiaoyu');
  const { items } = ok(await sales.get('/instances'));
  ok(await sales.post(`/instances/${items[0].key}/acts`, { act: 'urge' }));
  const own = await world.as('林晓雨');
  await own.goto(`${server.url}/notices`);
  await own.locator('.ant-segmented-item', { hasText: '我发出的' }).click();
  await own.getByText(/0\/\d 人已读/).waitFor();

  const other = await program.as('chenguodong');
  const task = await other.task('initiation');
  ok(await other.get(`/tasks/${task.key}`));

  await until(async () => {
    await own.reload();
    await own.locator('.jw-item .jw-tag').first().waitFor();
    return own.getByText(/1\/\d 人已读/).count();
  }, 'the receipt');
  await looksRight(at('林晓雨', '/notices?sent=true'), '.jw-item .jw-tag', 'sent');
});

step('a person leaves out what he does not want, and sets quiet hours', async () => {
  const own = await world.as('周黎明');
  await own.goto(`${server.url}/notices`);
  await own.getByRole('link', { name: '接收设置' }).click();
  await own.getByLabel('催办 · 邮件').uncheck();
  await own.getByLabel('我自己的免打扰时段').check();
  await own.getByLabel('开始').fill('21:00');
  await own.getByLabel('结束').fill('06:30');
  await own.getByLabel('非工作日全天').check();
  await own.getByRole('button', { name: /^保 ?存$/ }).click();
  await own.locator('.ant-message', { hasText: '已保存' }).waitFor();

  await own.reload();
  assert.equal(await own.getByLabel('催办 · 邮件').isChecked(), false);
  assert.deepEqual([await own.getByLabel('开始').inputValue(), await own.getByLabel('结束').inputValue()], ['21:00', '06:30']);
  assert.equal(await own.getByLabel('非工作日全天').isChecked(), true);
  await looksRight(at('周黎明', '/notices/settings'), '.jw-scroll table', 'mine');
  await own.getByLabel('结束').fill('');
  await own.getByRole('button', { name: /^保 ?存$/ }).click();
  await own.locator('.jw-refusal').waitFor();
});

step('an administrator words the notice of a kind, sees it on an example, and goes back', async () => {
  await page.goto(`${server.url}/delivery`);
  await page.getByRole('link', { name: '通知用语' }).click();
  await page.getByRole('button', { name: '修改 催办' }).click();
  const dialog = page.locator('.ant-modal').filter({ visible: true });
  await dialog.getByLabel('中文标题').fill('请尽快办理：');
  await dialog.getByRole('button', { name: '事项标题' }).click();
  await dialog.getByText('请尽快办理：上海客户拜访').waitFor();
  await dialog.getByLabel('英文标题').fill('{thing}');
  await dialog.locator('.jw-notice-preview .jw-refusal', { hasText: '英文标题第 1 个字' }).waitFor();
  await dialog.getByLabel('英文标题').fill('Please act: {subject}');
  await dialog.getByText('Please act: Visit to a client in Shanghai').waitFor();
  await button(/^保 ?存$/).click();
  await said('已保存');
  await page.locator('.jw-item', { hasText: '请尽快办理：{subject}' }).waitFor();
  await looksRight(at('系统管理员', '/delivery/words'), '.jw-item', 'words');

  const sales = await program.as('linxiaoyu');
  await underReview(sales);
  const { items } = ok(await sales.get('/instances'));
  ok(await sales.post(`/instances/${items[0].key}/acts`, { act: 'urge' }));
  const member = await world.as('周黎明');
  await member.goto(`${server.url}/notices`);
  await member.locator('.jw-item', { hasText: '请尽快办理：' }).first().waitFor();

  await page.getByRole('button', { name: '修改 催办' }).click();
  await dialog.getByRole('button', { name: '恢复内置用语' }).click();
  await page.locator('.ant-popover').getByRole('button', { name: /确 ?定/ }).click();
  await said('已恢复内置用语');
  await page.locator('.jw-item', { hasText: '请尽快办理：{subject}' }).waitFor({ state: 'detached' });
});

step('a written notice is numbered, acknowledged, and its sender sees it', async () => {
  const head = await world.as('周黎明');
  await head.goto(`${server.url}/letters`);
  await head.getByRole('button', { name: '发书面通知' }).click();
  const dialog = head.locator('.ant-modal-container, .ant-modal-content').filter({ visible: true }).first();
  await fill(dialog, { 标题: '到货异常', 正文: '三号线推迟一周，请调整计划。', 附件: { file: '新计划.pdf' }, 收件人: { find: ['林晓雨', '何俊'] } });
  await dialog.getByRole('button', { name: /发 ?出/ }).click();
  await head.getByRole('heading', { name: '通知〔2026〕1号' }).waitFor();
  const address = head.url();
  await looksRight(at('周黎明', new URL(address).pathname), '.jw-letter', 'letter');
  await looksRight(at('周黎明', '/letters?box=sent'), '.jw-item', 'letters');

  const own = await world.as('林晓雨');
  await own.goto(`${server.url}/letters`);
  await own.locator('.jw-item', { hasText: '未签收' }).click();
  await own.getByRole('link', { name: '新计划.pdf' }).waitFor();
  await own.getByLabel('签收意见').fill('已调整');
  await own.getByRole('button', { name: /签 ?收/ }).click();
  await own.getByRole('button', { name: /签 ?收/ }).waitFor({ state: 'hidden' });
  await own.getByText('已调整').waitFor();

  await head.goto(address);
  await head.locator('.jw-item', { hasText: '林晓雨' }).getByText(/签收/).waitFor();
  await head.getByText('已调整').waitFor();
});

step('who leaves without having acknowledged is named, and so is who takes it over; the sender waits for nobody else', async () => {
  await page.goto(`${server.url}/organisation`);
  await page.getByRole('tab', { name: /人员/ }).click();
  await page.getByLabel('姓名、拼音首字母、岗位').fill('何俊');
  await page.getByRole('button', { name: '何俊的操作' }).click();
  await page.getByRole('menuitem', { name: '离职交接' }).click();
  const dialog = page.locator('.ant-modal').filter({ visible: true });
  const letter = dialog.locator('.jw-handed', { hasText: '通知〔2026〕1号' });
  await letter.getByText('到货异常').waitFor();
  await fill(dialog, { 默认接手人: { find: '方远' }, 原因: '个人发展' });
  await picture(page, 'letter-leaving');
  assert.deepEqual(await seriousViolations(page), []);
  await dialog.getByRole('button', { name: '确认离职' }).click();
  await dialog.waitFor({ state: 'hidden' });

  const head = await world.as('周黎明');
  const left = head.locator('.jw-item', { hasText: '何俊' });
  await head.reload();
  await left.getByText(/离职，未签收/).waitFor();
  await left.getByText('由 方远 接收').waitFor();
  await looksRight(at('周黎明', new URL(head.url()).pathname), '.jw-letter', 'letter-left');

  const next = await world.as('方远');
  await next.goto(head.url());
  await next.getByRole('button', { name: /签 ?收/ }).click();
  await next.getByRole('button', { name: /签 ?收/ }).waitFor({ state: 'hidden' });
  await head.goto(`${server.url}/letters?box=sent`);
  await head.locator('.jw-item', { hasText: '到货异常' }).getByText('已签收 2/2').waitFor();
});
