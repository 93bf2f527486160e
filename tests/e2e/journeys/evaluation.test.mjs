// What the starter says of a matter when it has ended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { application, project } from '../../support/project.mjs';
import { openBrowser, picture } from '../support/browser.mjs';
import { looksRight } from '../support/looks.mjs';
import { startServer } from '../support/server.mjs';

let server;
let world;
let instance;

const api = (page) => async (path, data) => {
  const headers = { Origin: server.url };
  const answer = await (data ? page.request.post(`${server.url}/api/v1${path}`, { data, headers }) : page.request.get(`${server.url}/api/v1${path}`));
  assert.ok(answer.ok(), await answer.text());
  return answer.json();
};

async function complete(name, element, act) {
  const call = api(await world.as(name));
  const { items } = await call('/tasks?box=todo&size=100');
  const task = items.find((row) => row.instance === instance && row.element === element);
  await call(`/tasks/${task.key}/acts`, { act: 'complete', ...act });
}

before(async () => {
  server = await startServer();
  world = await openBrowser(server.url);
  const call = api(await world.as('林晓雨'));
  const client = await call('/records/client', { values: { name: '滨江园区' } });
  ({ instance } = await call('/processes/solution_project_flow/instances', { values: project(client.id) }));
  await complete('林晓雨', 'application', { outcome: 'done', values: application });
  await complete('方远', 'initiation', { outcome: 'disagree', opinion: '风险过高' });
});
after(async () => {
  await world?.close();
  await server?.stop();
});

const at = async (name, options) => {
  const page = await world.as(name, options);
  await page.goto(`${server.url}/instances/${instance}`);
  return page;
};

test('the starter gives stars and words, and the matter shows them', async () => {
  const page = await at('林晓雨');
  await page.getByRole('button', { name: '评价' }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: '评价' });
  assert.equal(await send.isDisabled(), true);
  await picture(page, 'evaluation-dialog');

  await dialog.getByRole('radio').nth(3).click();
  await dialog.getByRole('textbox').fill('三天就有结果');
  await send.click();

  await page.locator('.jw-evaluation').getByText('三天就有结果').waitFor();
  await page.locator('.jw-timeline').getByText('★★★★☆ 三天就有结果').waitFor();
});

test('it looks right on every screen, also for who only reads it', async () => {
  await looksRight((options) => at('林晓雨', options), '.jw-evaluation', 'evaluation');
  const reader = await at('方远');
  await reader.locator('.jw-evaluation').getByText('三天就有结果').waitFor();
  assert.equal(await reader.getByRole('button', { name: '评价' }).count(), 0);
});
