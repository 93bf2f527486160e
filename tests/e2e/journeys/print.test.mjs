// Printing: one matter by the template of its type, several as one document, all read again from the PDF that Chromium
// makes of them.
import assert from 'node:assert/strict';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { pagesOf } from '../support/pdf.mjs';
import { story } from '../support/story.mjs';

const step = story();
const { server, world } = await journey();

// What opens when something is printed, and its pages as PDF.
async function printed(page, press) {
  const [opened] = await Promise.all([page.waitForEvent('popup'), press()]);
  await opened.waitForLoadState();
  return { opened, pages: pagesOf(await opened.pdf({ preferCSSPageSize: true })) };
}

step('a task is printed by its template: fields, sub-tasks with their total, what was done, page numbers', async () => {
  const owner = await world.as('江涛');
  const { items } = await (await owner.request.get(`${server.url}/api/v1/tasks?box=done`)).json();
  await owner.goto(`${server.url}/instances/${items.find((task) => task.process.id === 'desk_task_flow').instance}`);
  await owner.getByRole('button', { name: '打印' }).click();
  const { opened, pages } = await printed(owner, () => owner.getByRole('menuitem', { name: '任务单' }).click());
  const said = pages.join('\n');
  for (const words of ['任务单', '促销数据看板', '取数与清洗', '看板制作', '合计', '两家门店没有上传日报', '第一周取数与清洗'])
    assert.ok(said.includes(words), `${words} in ${said}`);
  pages.forEach((page, index) => {
    assert.match(page, new RegExp(`第\\s*${index + 1}\\s*页\\s*共\\s*${pages.length}\\s*页`));
    assert.match(page, /RW-\d{6}-\d{4}/, 'the number is the head of every page');
  });
  await picture(opened, 'print-task', { fullPage: true });
  await opened.close();
});

step('several of 我发起的 are chosen and printed as one document, each on a new page', async () => {
  const asker = await world.as('孔欣');
  await asker.goto(`${server.url}/tasks?box=started`);
  await asker.getByRole('button', { name: '批量打印' }).click();
  const print = asker.locator('.jw-print-acts').getByRole('button', { name: '打印' });
  assert.equal(await print.isDisabled(), true, 'nothing is chosen');
  await asker.getByRole('checkbox', { name: /投诉登记流程简化/ }).check();
  await asker.getByText('已选 1 件', { exact: true }).waitFor();
  await asker.getByRole('checkbox', { name: '全选本页' }).check();
  await asker.getByText('已选 2 件', { exact: true }).waitFor();
  await picture(asker, 'print-choosing');
  assert.deepEqual(await seriousViolations(asker), []);
  const { opened, pages } = await printed(asker, () => print.click());
  const first = pages.findIndex((page) => page.includes('投诉登记流程简化'));
  const second = pages.findIndex((page) => page.includes('服务满意度月度统计'));
  assert.ok(first >= 0 && second >= 0 && first !== second, `${first}, ${second}`);
  for (const page of pages) assert.match(page, new RegExp(`共\\s*${pages.length}\\s*页`));
  await picture(opened, 'print-several', { fullPage: true });
  await opened.close();
  await asker.locator('.jw-print-acts').getByRole('button').first().click();
  assert.equal(await asker.getByRole('checkbox').count(), 0);
});

step('on a phone the boxes fit, and what is chosen may be of 全部', async () => {
  const manager = await world.as('秦悦', { size: 'phone' });
  await manager.goto(`${server.url}/instances?scope=all`);
  await manager.getByRole('button', { name: '批量打印' }).click();
  await manager.locator('.jw-with-box input').first().check();
  await manager.getByText('已选 1 件', { exact: true }).waitFor();
  const wide = await manager.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 375, `${wide} px wide`);
  await picture(manager, 'print-phone');
});
