// Several people at one thing: two forms of one record, a task that another has done, links for outsiders, what is counted
// and what is listed, a file that is refused. Each says what happened and what to do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Program } from '../../support/program.mjs';
import { ok, underReview } from '../../support/project.mjs';
import { Walk, World } from '../../support/walk.mjs';
import { fill, moveClock, openTask, press, refusal } from '../support/acts.mjs';
import { openBrowser, picture, seriousViolations } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';

let server;
let world;
let sales;
let project;

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  sales = await signedIn('linxiaoyu');
  project = (await underReview(sales)).record;
});
after(async () => {
  await world?.close();
  await server?.stop();
});

// Somebody's session beside the pages.
function signedIn(name) {
  const program = new Program();
  program.port = Number(new URL(server.url).port);
  return program.as(name);
}

async function escalated(title) {
  const issue = ok(await sales.post('/records/project_issue', { values: { project: project.id, title, description: '照度不足', owner: 'lin_xiaoyu' } }));
  ok(await sales.post(`/records/project_issue/${issue.id}/transitions/escalate`, {}));
  return issue;
}

const drawerOf = (page) => page.locator('.ant-drawer-content-wrapper:visible');

async function editing(page, type, id) {
  await page.goto(`${server.url}/records/${type}/${id}`);
  await page.locator('.jw-instance-acts').locator('button', { has: page.locator('.anticon-edit') }).click();
  await drawerOf(page).locator('.jw-form').waitFor();
  return drawerOf(page);
}

const saved = (drawer) => drawer.waitFor({ state: 'hidden' });
const save = (drawer) => drawer.locator('button[type=submit]').click();

test('two people at one record: what both changed is chosen, the rest comes together', async () => {
  const client = ok(await sales.post('/records/client', { values: { name: '东岸园区', note: '旧备注', phone: '1' } }));
  const [lin, he] = [await world.as('林晓雨'), await world.as('何俊')];
  const [mine, theirs] = [await editing(lin, 'client', client.id), await editing(he, 'client', client.id)];
  await fill(mine, { 备注: '林的备注', 简称: '东岸' });
  await fill(theirs, { 备注: '何的备注', 电话: '13900000000' });
  await save(theirs);
  await saved(theirs);

  await save(mine);
  const said = await refusal(lin);
  assert.match(said, /备注\s*何俊 于 2026-03-02 09:00 更改/);
  assert.match(said, /有 1 项双方都改了/);
  const choice = mine.getByRole('group', { name: '双方都改了' });
  assert.match(await choice.innerText(), /何俊 于 2026-03-02 09:00 更改\s*何的备注/);
  assert.equal(await mine.getByLabel('备注').inputValue(), '林的备注');
  assert.equal(await mine.getByLabel('电话').inputValue(), '13900000000');
  assert.equal(await mine.locator('button[type=submit]').isDisabled(), true);
  assert.deepEqual(await seriousViolations(lin), []);
  await picture(lin, 'together-conflict-zh');

  await choice.getByRole('button', { name: '采用对方的' }).click();
  assert.equal(await mine.getByLabel('备注').inputValue(), '何的备注');
  assert.equal(await choice.count(), 0);
  await save(mine);
  await saved(mine);

  const { values } = ok(await sales.get(`/records/client/${client.id}`));
  assert.deepEqual([values.note, values.short_name, values.phone], ['何的备注', '东岸', '13900000000']);
});

test('in English and on a phone the choice stands below its field, and mine may stay', async () => {
  const client = ok(await sales.post('/records/client', { values: { name: '西岸园区', note: '旧备注' } }));
  const page = await world.as('林晓雨', { size: 'phone', language: 'en' });
  const mine = await editing(page, 'client', client.id);
  await fill(mine, { Note: 'mine' });
  ok(await (await signedIn('hejun')).patch(`/records/client/${client.id}`, { version: client.version, values: { note: 'theirs' } }));
  await save(mine);
  const choice = mine.getByRole('group', { name: 'Both changed it' });
  await choice.scrollIntoViewIfNeeded();
  await picture(page, 'together-conflict-en-phone');
  await choice.getByRole('button', { name: 'Keep mine' }).click();
  await save(mine);
  await saved(mine);

  assert.equal(ok(await sales.get(`/records/client/${client.id}`)).values.note, 'mine');
});

test('a form that stood open while the window was away overwrites nobody unseen', async () => {
  const client = ok(await sales.post('/records/client', { values: { name: '南岸园区', note: '旧备注' } }));
  const lin = await world.as('林晓雨');
  const mine = await editing(lin, 'client', client.id);
  await fill(mine, { 简称: '南岸' });
  ok(await (await signedIn('hejun')).patch(`/records/client/${client.id}`, { version: client.version, values: { note: '何的备注' } }));
  const asked = lin.waitForResponse((response) => response.url().endsWith(`/client/${client.id}/form`));
  await lin.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await asked;

  await save(mine);
  assert.match(await refusal(lin), /对方的更改已并入/);
  assert.equal(await mine.getByLabel('备注').inputValue(), '何的备注');
  await save(mine);
  await saved(mine);

  const { values } = ok(await sales.get(`/records/client/${client.id}`));
  assert.deepEqual([values.note, values.short_name], ['何的备注', '南岸']);
});

test('a task that another has done shows what counts, and apart from it what I had written', async () => {
  const issue = await escalated('竞态问题');
  const pages = { chen: await world.as('陈国栋'), xu: await world.as('徐文静') };
  for (const page of Object.values(pages)) await openTask(page, '协商对策或与对方高层对话 · 竞态问题');
  await fill(pages.xu.locator('#content'), { 领导对策或对话结果: '徐的对策' });
  await pages.xu.locator('.jw-actions').getByRole('textbox').last().fill('徐的意见');
  await fill(pages.chen.locator('#content'), { 领导对策或对话结果: '陈的对策' });
  await pages.chen.locator('.jw-actions').getByRole('textbox').last().fill('同意');
  await press(pages.chen, '协商对策');

  const unsent = pages.xu.locator('.jw-panel', { hasText: '您填写但未提交的内容' });
  await unsent.waitFor();
  const counts = pages.xu.locator('.jw-panel', { hasText: '协商对策或与对方高层对话' }).first();
  await counts.getByText('陈的对策').waitFor();
  assert.equal(await counts.getByText('徐的对策').count(), 0);
  assert.match(await unsent.innerText(), /领导对策或对话结果\s*徐的对策\s*徐的意见/);
  assert.doesNotMatch(await unsent.innerText(), /陈的对策|照度不足/);
  await picture(pages.xu, 'together-over-zh', { fullPage: true });

  // Whoever did it has nothing that he did not hand in.
  await pages.chen.goto(pages.xu.url());
  await pages.chen.getByText('陈的对策').first().waitFor();
  assert.equal(await pages.chen.getByText('您填写但未提交的内容').count(), 0);
  assert.equal(ok(await sales.get(`/records/project_issue/${issue.id}`)).values.decision, '陈的对策');
});

// A requirement change that its project's manager is to assess, and how it is stored beside his page.
async function toBeAssessed() {
  const walk = await new Walk(Object.assign(new World(), { browser: signedIn })).to('change_requested');
  const at = `/records/requirement_change/${walk.known.requirement_change}`;
  const manager = await walk.as('guming');
  const store = async (values) => ok(await manager.patch(at, { version: ok(await manager.get(at)).version, values }));
  return { store };
}

test('a task whose record is changed meanwhile: what both changed is chosen, the rest comes in', async () => {
  const { store } = await toBeAssessed();
  const page = await world.as('顾鸣');
  await openTask(page, '评估对计划与费用的影响');
  const form = page.locator('#content');
  await fill(form, { 对费用的影响: '100', 处理意见: '同意' });
  await store({ plan_impact: '推迟一周', decision: '先评估' });

  await page.locator('.jw-actions').getByRole('button', { name: '受理', exact: true }).click();
  assert.match(await refusal(page), /处理意见\s*顾鸣 于 2026-03-02 09:00 更改[^]*有 1 项双方都改了/);
  const choice = form.getByRole('group', { name: '双方都改了' });
  assert.match(await choice.innerText(), /先评估/);
  assert.equal(await form.getByLabel('对计划的影响').inputValue(), '推迟一周');
  assert.equal(await page.locator('.jw-actions').getByRole('button', { name: '受理', exact: true }).isDisabled(), true);
  assert.deepEqual(await seriousViolations(page), []);
  await picture(page, 'together-desk-zh', { fullPage: true });

  // What is kept meanwhile asks again when the page is opened again, in whatever language and size.
  await page.locator('.jw-actions').getByRole('button', { name: '暂存' }).click();
  await page.locator('.ant-message-success').waitFor();
  const small = await world.as('顾鸣', { size: 'phone', language: 'en' });
  await small.goto(page.url());
  const again = small.getByRole('group', { name: 'Both changed it' });
  await again.scrollIntoViewIfNeeded();
  await picture(small, 'together-desk-en-phone', { fullPage: true });
});

test('a record that belongs to another says to which, and offers no other', async () => {
  const issue = ok(await sales.post('/records/project_issue', { values: { project: project.id, title: '地库照度', description: '照度不足', owner: 'lin_xiaoyu' } }));
  const drawer = await editing(await world.as('林晓雨'), 'project_issue', issue.id);

  const field = drawer.locator('.ant-form-item', { hasText: '项目' }).first();
  assert.equal(await field.locator('input, .ant-select').count(), 0);
  assert.match(await field.innerText(), /创建时确定，之后不再更改/);
  await picture(await world.as('林晓雨'), 'together-parent-zh');
});

test('the story of a record tells what happened to its links', async () => {
  const links = `/records/solution_project/${project.id}/outside-links`;
  const { token } = ok(await sales.post(links, { purpose: 'view', recipient: '赵主任' }));
  ok(await sales.get(`/outside/${token}`));
  const { link } = ok(await sales.post(links, { purpose: 'view' }));
  ok(await sales.delete(`/outside-links/${link.id}`));
  const tellings = {
    'zh-CN': [/林晓雨\s*生成查看链接（给赵主任），有效至 2026-03-09 09:00/, /外部访客\s*打开查看链接（给赵主任）/, /林晓雨\s*撤销查看链接/],
    en: [/林晓雨\s*Made a link to view \(for 赵主任\), valid until 2026-03-09 09:00/, /Outside visitor\s*Opened the link to view \(for 赵主任\)/, /林晓雨\s*Revoked the link to view/],
  };
  for (const [language, told] of Object.entries(tellings)) {
    const page = await world.as('林晓雨', { language });
    await page.goto(`${server.url}/records/solution_project/${project.id}?tab=story`);
    await page.locator('.jw-timeline').waitFor();
    for (const one of told) assert.match(await page.locator('.jw-timeline').innerText(), one);
    await picture(page, `together-links-${language}`, { fullPage: true });
    await page.goto(`${server.url}/records/solution_project/${project.id}?tab=outside`);
    await page.getByText(language === 'en' ? 'View (for 赵主任)' : '查看（给赵主任）').waitFor();
    await picture(page, `together-outside-${language}`, { fullPage: true });
  }
});

test('a file that is refused says in which line, and what would be right', async () => {
  for (const language of ['zh-CN', 'en']) {
    const page = await world.as('林晓雨', { language });
    await page.goto(`${server.url}/views/clients`);
    await page.getByRole('button', { name: language === 'en' ? 'Import a table' : '导入表格' }).click();
    const dialog = page.locator('.ant-modal:visible');
    const choose = (csv) => dialog.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await choose('不存在的列\n1\n');
    const unknown = await refusal(dialog);
    assert.match(unknown, language === 'en' ? /Line 1\s*there is no column 不存在的列; columns are: Name/ : /第 1 行\s*没有“不存在的列”这一列。可用的列：客户名称/);
    await picture(page, `together-import-${language}`);
    await choose('客户名称,电话\n"没有结束,1\n');
    await dialog.getByText(language === 'en' ? 'a quote is not closed' : '引号没有成对').waitFor();
    assert.match(await refusal(dialog), language === 'en' ? /Line 2/ : /第 2 行/);
  }
});

test('the card of what is overdue opens exactly what it counts', async () => {
  await escalated('早的问题');
  await world.as('林晓雨');
  await moveClock(world, '2026-03-10T10:00:00+08:00');
  sales = await signedIn('linxiaoyu');
  await escalated('晚的问题');
  const leader = await world.as('徐文静');
  const card = leader.locator('.jw-number', { hasText: '超时' });
  const counted = Number(await card.locator('b').innerText());
  const all = Number(await leader.locator('.jw-number', { hasText: '待办' }).locator('b').innerText());
  assert.ok(counted > 0 && counted < all, `${counted} of ${all}`);

  await card.click();
  await leader.waitForURL(/\/tasks\?/);
  // The workbench, which lists it too, stands until the tasks are there.
  await leader.getByRole('heading', { name: '审批中心' }).waitFor();
  await leader.locator('.jw-item', { hasText: '早的问题' }).waitFor();

  assert.equal(await leader.locator('.jw-item').count(), counted);
  assert.equal(await leader.locator('.jw-item', { hasText: '超时' }).count(), counted);
  assert.equal(await leader.getByText('晚的问题').count(), 0);
  await picture(leader, 'together-overdue-zh', { fullPage: true });
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
