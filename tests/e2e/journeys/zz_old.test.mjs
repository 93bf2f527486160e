// Every page in both languages on desktop and phone: accessible, inside its width, from its origin.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, picture, seriousViolations } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';

const pages = {
  workbench: '/',
  tasks: '/tasks',
  start: '/start',
  'start-form': '/start/solution_project_flow',
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
let server;
let world;

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
});
after(async () => {
  await world?.close();
  await server?.stop();
});

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
  let bytes = 0;
  const waiting = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    waiting.push(request.sizes().then((sizes) => (bytes += sizes.responseBodySize)));
  });
  await page.goto(`${server.url}/sign-in`);
  await page.locator('.jw-demo-list button', { hasText: '林晓雨' }).click();
  await page.locator('.jw-number').first().waitFor();
  await Promise.all(waiting);

  assert.ok(bytes < 300_000, `${bytes} bytes`);
});

test('nothing left the origin and no page failed', () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
