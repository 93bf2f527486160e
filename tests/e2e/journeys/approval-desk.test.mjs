// What an approver meets: phrases at hand, the next task opening by itself or not, a signature on a phone, the
// paper with its QR code, and the owner's view.
import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { complete, fill, openTask, press, start } from '../support/acts.mjs';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';
import { story } from '../support/story.mjs';

const name = '滨江二期门禁';
const step = story();
let number;
let instance;

const { server, world } = await journey();

step('the amount is said in capital words beside its field', async () => {
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/start/solution_project_flow`);
  await sales.locator('.jw-form').waitFor();
  await fill(sales.locator('#content'), { 预计金额: '1050.20' });
  await sales.getByText('壹仟零伍拾元贰角', { exact: true }).waitFor();

  number = await start(sales, 'solution_project_flow', {
    项目名称: name,
    客户: { find: '仁和医院' },
    需求概述: '门禁与访客',
    预计金额: '1050.20',
    方案类别: { choose: '非标准化方案' },
  });
  await complete(sales, '填写《立项申请》', {
    values: { 项目背景: '二期', 客户需求: '门禁', 项目近期及未来发展情况: '三期', 客情关系: '老客户', 合同金额: '1050.20', 项目实施风险: '工期' },
  });
});

step('the list tells the summary, and a phrase is put in by one click', async () => {
  const manager = await world.as('周黎明');
  await manager.goto(`${server.url}/tasks`);
  await manager.locator('.jw-summary', { hasText: '壹仟零伍拾元贰角' }).first().waitFor();
  await picture(manager, 'approval-list');
  await openTask(manager, name);
  const bar = manager.locator('.jw-actions');
  await bar.getByRole('button', { name: '同意。', exact: true }).click();
  assert.equal(await bar.getByRole('textbox').inputValue(), '同意。');
  await bar.getByRole('textbox').fill('同意，请按预算执行。');
  await bar.getByRole('button', { name: '常用语' }).click();
  await manager.getByRole('button', { name: '把当前意见存为常用语' }).click();
  await bar.getByRole('button', { name: '同意，请按预算执行。' }).waitFor();
  await picture(manager, 'approval-phrases');
  assert.deepEqual(await seriousViolations(manager), []);
});

step('with the switch off the result stays, and the switch is remembered', async () => {
  const manager = await world.as('周黎明');
  const toggle = manager.getByRole('switch', { name: '连续办理' });
  assert.equal(await toggle.getAttribute('aria-checked'), 'true');
  await toggle.click();
  await manager.reload();
  await manager.locator('.jw-actions').waitFor();
  assert.equal(await manager.getByRole('switch', { name: '连续办理' }).getAttribute('aria-checked'), 'false');
  await manager.locator('.jw-actions').getByRole('textbox').fill('同意');
  await press(manager, '同意');
  await manager.locator('.ant-result-success').waitFor();
});

step('the owner sees where work waits and opens the rows, and urges those with whom he decides', async () => {
  const owner = await world.as('方远');
  await owner.goto(`${server.url}/instances`);
  await owner.getByRole('link', { name: '流程负责人视图' }).click();
  await owner.locator('.jw-item', { hasText: '方案项目整体流程' }).click();
  await owner.locator('.jw-waiting').first().waitFor();
  await owner.locator('.jw-diagram-canvas svg').first().waitFor();
  await owner.locator('.jw-waiting .jw-title').first().click();
  await owner.locator('.jw-panel', { hasText: '等待办理的任务' }).locator('a.jw-item').first().waitFor();
  await owner.waitForFunction(() => document.getElementById('waiting-rows').getBoundingClientRect().top < window.innerHeight - 100);
  await owner.locator('#waiting-rows').getByRole('button', { name: `${name}的操作` }).click();
  await owner.getByRole('menuitem', { name: '催办', exact: true }).click();
  await owner.getByText('已催办').waitFor();
  await picture(owner, 'waiting', { fullPage: true });
  assert.deepEqual(await seriousViolations(owner), []);
  await owner.setViewportSize({ width: 375, height: 812 });
  // The page is laid out anew for the phone before it is measured.
  await owner.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
  await picture(owner, 'waiting-phone', { fullPage: true });
});

step('an approver decides on a phone', async () => {
  for (const [who, phone] of [['陈国栋', true], ['方远', false]]) {
    const one = await world.as(who, phone ? { size: 'phone' } : {});
    await openTask(one, name);
    if (phone) {
      const wide = await one.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 375, `${wide} px wide`);
      await picture(one, 'approval-phone');
    }
    await one.locator('.jw-actions').getByRole('textbox').fill('同意');
    await press(one, '同意');
  }
});

step('the paper carries number, decisions and a QR code that leads back, with page numbers', async () => {
  const sales = await world.as('林晓雨');
  await sales.goto(`${server.url}/instances`);
  await sales.locator('.jw-item', { hasText: name }).first().click();
  await sales.getByRole('button', { name: '打印' }).waitFor();
  instance = new URL(sales.url()).pathname.split('/').at(-1);
  await picture(sales, 'instance-print');

  const paper = await sales.context().newPage();
  await paper.goto(`${server.url}/api/v1/instances/${instance}/paper?language=zh`);
  const said = await paper.locator('body').innerText();
  for (const words of [number, name, '审批记录', '陈国栋', '总经理', '壹仟零伍拾元贰角']) assert.ok(said.includes(words), words);
  assert.equal(await paper.locator('.approvals tbody tr').count(), 4, 'the application and three votes');
  assert.equal(await qrOf(paper), `${server.url}/instances/${instance}`);
  assert.match(await paper.content(), /"第 " counter\(page\) " 页 共 " counter\(pages\) " 页"/);
  await picture(paper, 'paper', { fullPage: true });
  const pdf = await paper.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.ok(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length >= 1);
  await paper.close();
});

// What the drawn code says.
async function qrOf(page) {
  const { width, pixels } = await page.evaluate(async () => {
    const svg = document.querySelector('svg.qr');
    const size = 400;
    const picture = new Image();
    picture.src = `data:image/svg+xml;base64,${btoa(new XMLSerializer().serializeToString(svg).replace('<svg ', `<svg width="${size}" height="${size}" `))}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, size, size);
    pen.drawImage(picture, 0, 0, size, size);
    return { width: size, pixels: [...pen.getImageData(0, 0, size, size).data] };
  });
  return (jsQR.default ?? jsQR)(new Uint8ClampedArray(pixels), width, width)?.data;
}
