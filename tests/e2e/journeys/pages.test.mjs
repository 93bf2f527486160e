// Every page in both languages on desktop and phone: accessible, inside its width, from its origin.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const pages = {
  workbench: '/',
  tasks: '/tasks',
  start: '/start',
  'start-form': '/start/solution_project_flow',
  'start-record': '/start?create=training_need',
  instances: '/instances?scope=all',
  projects: '/views/solution_projects',
  board: '/views/project_board',
  gantt: '/views/project_gantt',
  cockpit: '/views/project_cockpit',
  risks: '/views/project_risks',
  links: '/views/demand_links',
  task: '/views/task_cockpit',
  month: '/views/report_cockpit',
  records: '/records/solution_project',
  charters: '/charter',
  charter: '/charter/solution_projects',
  organisation: '/organisation',
  notices: '/notices',
  profile: '/profile',
  missing: '/there-is-no-such-page',
};
const looks = [
  { size: 'desktop', language: 'zh-CN' },
  { size: 'phone', language: 'zh-CN' },
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'en' },
];

const { server, world } = await journey();

for (const look of looks) {
  test(`pages on ${look.size} in ${look.language}`, async () => {
    const page = await world.as('林晓雨', look);
    const wrong = [];
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(server.url + path);
      await page.locator('#content, .jw-failure').first().waitFor();
      await page.waitForLoadState('load');
      await page.locator('.jw-loading').first().waitFor({ state: 'detached' });
      await picture(page, `${name}-${look.size}-${look.language}`);
      wrong.push(...(await seriousViolations(page)));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) wrong.push(`${path} is ${over} px too wide`);
      if (name !== 'missing' && (await page.locator('.jw-failure').count())) wrong.push(`${path} failed`);
    }
    assert.deepEqual(wrong, []);
  });
}

test('a record with which a process begins is begun where processes are, from the workbench too', async () => {
  const page = await world.as('苏青');
  await page.goto(`${server.url}/start`);
  await page.getByLabel('搜索流程').fill('pxxq');
  const card = page.locator('.jw-process').first();
  await card.getByText('保存后发起“培训需求”').waitFor();
  assert.equal(await page.locator('.jw-process').count(), 1);
  await card.getByRole('link').first().click();
  const drawer = page.getByRole('dialog', { name: '培训需求' });
  await drawer.getByLabel('申请理由').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  assert.equal(new URL(page.url()).search, '');

  await page.goto(server.url);
  await page.locator('.jw-starts').getByRole('link', { name: '培训需求' }).click();
  await drawer.getByLabel('申请理由').waitFor();
});

test('what is not there or not one\'s own has ways back', async () => {
  const page = await world.as('苏青');
  await page.goto(`${server.url}/tasks/abc`);
  await page.locator('.jw-failure').getByRole('link', { name: '审批中心' }).waitFor();
  await page.goto(`${server.url}/waiting/demand_flow`);
  await page.getByText('只有流程负责人和管理员可以查看和管理').waitFor();
  await page.locator('.jw-failure').getByRole('link', { name: '返回工作台' }).click();
  await page.locator('.jw-number').first().waitFor();
});

test('the sign-in page is accessible and refuses a wrong password', async () => {
  const page = await (await world.context()).newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('用户名').fill('linxiaoyu');
  await page.getByLabel('密码').fill('wrong');
  await page.getByRole('button', { name: '登 录' }).click();
  await page.locator('.jw-refusal').waitFor();
  await picture(page, 'sign-in-refused');

  assert.deepEqual(await seriousViolations(page), []);
});

test('the first load stays below 300 kB of compressed scripts', async () => {
  const page = await (await world.context()).newPage();
  const scripts = [];
  const collect = (request) => request.resourceType() === 'script' && scripts.push(request);
  page.on('requestfinished', collect);
  await page.goto(`${server.url}/sign-in`);
  await page.locator('.jw-demo-list button', { hasText: '林晓雨' }).click();
  await page.locator('.jw-number').first().waitFor();
  page.off('requestfinished', collect); // What is fetched ahead from here on may meet the end of the browser.
  const sizes = await Promise.all(scripts.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);

  assert.ok(bytes < 300_000, `${bytes} bytes`);
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
