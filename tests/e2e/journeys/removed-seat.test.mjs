// 减签: before a seat is taken away the page says what that comes to; one that has acted goes with a reason alone.
import assert from 'node:assert/strict';
import { Program } from '../../support/program.mjs';
import { ok } from '../../support/project.mjs';
import { journey } from '../support/journey.mjs';
import { looksRight } from '../support/looks.mjs';
import { story } from '../support/story.mjs';

const { server, world } = await journey({ pack: 'panel' });
const step = story();
const program = Object.assign(new Program(), { port: Number(new URL(server.url).port) });
let task;

const vote = async (who) => ok(await (await program.as(who)).complete('joint', { outcome: 'agree', opinion: '同意' }));
const seatOf = (page, name) => page.locator('.jw-seats li', { hasText: name });
const dialogOf = (page) => page.locator('.ant-modal').filter({ visible: true });
// The removal of a seat, asked for; the last button of a seat takes it away.
const asked = (name) => async (look) => {
  const page = await world.as('系统管理员', look);
  await page.goto(`${server.url}/tasks/${task}`);
  await seatOf(page, name).getByRole('button').last().click();
  return page;
};

step('a vote that was cast is removed with a reason, and the rest goes on', async () => {
  ok(await (await program.as('linxiaoyu')).post('/processes/paper_flow/instances', { values: { title: '会签件一' } }));
  task = (await (await program.as('fangyuan')).task('joint')).key;
  await vote('fangyuan');
  await looksRight(asked('方远'), '.ant-modal .ant-form-item', 'removal-voted');

  const page = await asked('方远')({});
  const dialog = dialogOf(page);
  await dialog.getByText('此席位已办理，减签后其意见不再计入').waitFor();
  await dialog.getByText('本环节继续等待其余席位办理').waitFor();
  const remove = dialog.getByRole('button', { name: /减\s*签/ });
  assert.equal(await remove.isDisabled(), true);
  await dialog.getByLabel('原因').fill('应当回避');
  await remove.click();
  await seatOf(page, '方远').getByText('已减签').waitFor();
  assert.equal(await seatOf(page, '方远').getByRole('button').count(), 0);
});

step('a removal that decides the step says so, and does nothing when it is left', async () => {
  await vote('guming');
  await looksRight(asked('唐伟'), '.ant-modal .ant-alert', 'removal-decides');

  const page = await asked('唐伟')({});
  await dialogOf(page).getByText('减签后本环节立即有结果：同意').waitFor();
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'hidden' });
  await seatOf(page, '唐伟').getByText('审批中').waitFor();
});

step('it is decided by those who are left', async () => {
  const page = await asked('唐伟')({});
  await dialogOf(page).getByRole('button', { name: /减\s*签/ }).click();
  await dialogOf(page).waitFor({ state: 'hidden' });
  await page.goto(`${server.url}/tasks/${task}`);
  await seatOf(page, '唐伟').getByText('已减签').waitFor();
  await page.getByText('已办结').first().waitFor();
});

step('nothing left the origin and no page failed', async () => {
  assert.deepEqual(world.strangers, []);
  assert.deepEqual(world.faults, []);
});
