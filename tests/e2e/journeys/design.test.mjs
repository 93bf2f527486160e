// A process changed in the browser: a mistake is named at its step, mended, and the version published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const { server, world } = await journey();

const shape = (page, id) => page.locator(`.djs-element[data-element-id="${id}"]`).first();
const field = (page, label) => page.locator('.jw-modeler-panel').getByLabel(label, { exact: true });

async function fill(page, label, value) {
  await field(page, label).fill(value);
  await field(page, label).press('Tab');
}

async function opened(page, process) {
  await page.goto(`${server.url}/waiting/${process}`);
  await page.getByRole('link', { name: '流程设计' }).click();
  await page.getByText('检查通过，没有问题').waitFor();
}

async function openedWhole(page, process) {
  await opened(page, process);
  await page.getByText('专业', { exact: true }).click();
  await page.locator('.jw-modeler .djs-palette').waitFor();
}

test('a process opens as cards where they can show it, else as the whole diagram with a word why', async () => {
  const page = await world.as('系统管理员');
  await opened(page, 'solution_review_flow');
  await page.locator('.jw-tree').getByText('复审方案').waitFor();
  await opened(page, 'solution_project_flow');
  await page.locator('.jw-modeler .djs-palette').waitFor();
  const why = page.locator('.ant-alert', { hasText: '超出简易模式的表达范围，以专业模式打开' });
  await why.locator('.jw-tree-reasons li').first().waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  await picture(page, 'design-why-whole');
  await why.locator('.ant-alert-close-icon').click();
  await why.waitFor({ state: 'detached' });
});

test('a mistake is named at its step, and what is mended is published', async () => {
  const page = await world.as('系统管理员');
  await openedWhole(page, 'training_need_flow');
  const publish = page.locator('.jw-page-head button.ant-btn-primary');
  assert.equal(await publish.isDisabled(), true);

  await shape(page, 'deciding').click();
  await picture(page, 'design-open');
  await fill(page, '由谁办理', 'role:nobody_there');
  const problem = page.locator('.jw-problems li').first();
  await problem.waitFor();
  assert.match(await problem.textContent(), /决定是否安排培训.*办理人 role:nobody_there 不存在或写法有误.*第 \d+ 行第 \d+ 列/);
  assert.equal(await publish.isDisabled(), true);
  await picture(page, 'design-problem');

  await problem.getByRole('button').click();
  await fill(page, '由谁办理', 'position:general_manager');
  await page.getByText('检查通过，没有问题').waitFor();
  await publish.click();
  await page.getByLabel('修改说明').fill('改由总经理决定');
  await picture(page, 'design-publish');
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByText('已发布为第 2 版').waitFor();
});

test('a window that becomes narrow takes nothing away of what is being drawn', async () => {
  const page = await world.as('系统管理员');
  const cards = page.locator('.jw-tree').filter({ visible: true });
  const wide = page.viewportSize();
  await opened(page, 'solution_review_flow');
  await cards.getByRole('button', { name: '添加步骤' }).last().click();
  await page.getByRole('menuitem', { name: '审批人' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByLabel('名称', { exact: true }).fill('质量部复核');
  await drawer.getByRole('button', { name: /确\s*定/ }).click();
  await cards.getByText('质量部复核').waitFor();

  await page.setViewportSize({ width: 375, height: 812 });
  await page.getByText('修改还没有保存，可以现在保存草稿').waitFor();
  await cards.getByText('质量部复核').waitFor();
  assert.equal(await cards.getByRole('button', { name: '添加步骤' }).count(), 0);
  assert.deepEqual(await seriousViolations(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
  await picture(page, 'design-narrow-unsaved');
  await page.setViewportSize(wide);
  await page.getByRole('button', { name: '撤销' }).click();
  await cards.getByText('质量部复核').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '重做' }).click();

  await page.setViewportSize({ width: 375, height: 812 });
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('草稿已保存').waitFor();
  await page.getByText('屏幕较窄，只能查看').waitFor();
  await page.setViewportSize(wide);
  await cards.getByText('质量部复核').waitFor();
  await page.reload();
  await page.getByText('放弃草稿').click();
  await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click();
  await page.getByText('这是您').waitFor({ state: 'detached' });
});

test('a step added as a card is in the whole diagram too, and is published', async () => {
  const page = await world.as('系统管理员');
  await opened(page, 'solution_review_flow');
  const cards = page.locator('.jw-tree');
  await cards.getByText('复审方案').waitFor();
  await picture(page, 'design-cards');

  await cards.getByRole('button', { name: '添加步骤' }).last().click();
  await page.getByRole('menuitem', { name: '审批人' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByLabel('名称', { exact: true }).fill('总经理复核');
  await picture(page, 'design-card-open');
  await drawer.getByRole('button', { name: /确\s*定/ }).click();
  await cards.getByText('总经理复核').waitFor();
  assert.deepEqual(await seriousViolations(page), []);

  await page.getByText('专业', { exact: true }).click();
  await page.locator('.jw-modeler svg').getByText('总经理复核').waitFor();
  await picture(page, 'design-whole');
  await page.getByText('检查通过，没有问题').waitFor();
  await page.locator('.jw-page-head button.ant-btn-primary').click();
  await page.getByLabel('修改说明').fill('增加总经理复核');
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByText('已发布为第 2 版').waitFor();
});

// What each conclusion does to the record, batch approval and a time limit; a value that is none is refused at its field.
async function setWithoutCodes(page, drawer) {
  const pick = async (label, option) => {
    await drawer.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-item-option', { hasText: option }).filter({ visible: true }).first().click();
  };
  await drawer.getByRole('tab', { name: '操作' }).click();
  await pick('同意之后单据变为', /^准入$/);
  await pick('不同意之后单据变为', /^不准入$/);
  await drawer.getByLabel('允许在列表中批量审批').check();
  await picture(page, 'design-card-acts');
  await drawer.getByRole('tab', { name: '时限' }).click();
  await pick('处理时限的单位', '其他（文本）');
  const due = drawer.getByLabel('处理时限', { exact: true });
  await due.fill('3 days');
  await drawer.getByRole('button', { name: /确\s*定/ }).click();
  await drawer.getByRole('alert').filter({ hasText: 'P3WD' }).waitFor();
  await picture(page, 'design-card-wrong');
  await pick('处理时限的单位', '工作日');
  await due.fill('2');
  assert.deepEqual(await seriousViolations(page), []);
  await drawer.getByRole('button', { name: /确\s*定/ }).click();
  await drawer.waitFor({ state: 'hidden' });
}

test('a process is begun in the browser, drawn with lanes, and put in force', async () => {
  for (const [size, language] of [['phone', 'zh-CN'], ['desktop', 'en'], ['phone', 'en']]) {
    const other = await world.as('系统管理员', { size, language });
    await other.goto(`${server.url}/design/new`);
    await other.locator('#begin-record').waitFor();
    await picture(other, `begin-${size}-${language}`);
    assert.deepEqual(await seriousViolations(other), []);
    assert.ok((await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${size} is too wide`);
  }
  const page = await world.as('系统管理员');
  await page.goto(`${server.url}/waiting`);
  await page.getByRole('link', { name: '新建流程' }).click();
  await page.getByLabel('流程名称').fill('供应商准入');
  await page.getByLabel('英文名称').fill('Admission of a supplier');
  await page.getByLabel('发起表单（单据）').click();
  await page.keyboard.type('供应商');
  await picture(page, 'begin-found');
  await page.locator('.ant-select-item-option', { hasText: /^供应商（基础资料）$/ }).click();
  assert.equal(await page.getByLabel('标识').getAttribute('placeholder'), 'admission_of_a_supplier');
  await picture(page, 'begin-desktop-zh-CN');
  await page.getByRole('button', { name: '新建并设计' }).click();

  const cards = page.locator('.jw-tree');
  await cards.getByRole('button', { name: '添加步骤' }).click();
  await page.getByRole('menuitem', { name: '审批人' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByLabel('名称', { exact: true }).fill('主管审批');
  await drawer.getByLabel('英文名称', { exact: true }).fill('Approval by the manager');
  await setWithoutCodes(page, drawer);
  for (const name of ['申请人', '主管']) {
    await cards.getByRole('button', { name: '添加泳道' }).click();
    await cards.getByLabel('泳道名称').last().fill(name);
    await cards.getByLabel('泳道名称').last().press('Enter');
  }
  await cards.getByRole('button', { name: '主管审批所在泳道：申请人' }).click();
  await page.getByRole('menuitem', { name: '主管', exact: true }).click();
  await cards.getByRole('button', { name: '主管审批所在泳道：主管' }).waitFor();
  await page.getByText('检查通过，没有问题').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await cards.getByRole('button', { name: '主管审批所在泳道：申请人' }).waitFor();
  await page.getByRole('button', { name: '重做' }).click();
  await cards.getByRole('button', { name: '主管审批所在泳道：主管' }).waitFor();
  await page.getByText('检查通过，没有问题').waitFor();
  await picture(page, 'begin-drawn');
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByText('专业', { exact: true }).click();
  await page.locator('.jw-modeler svg').getByText('主管审批').waitFor();
  await picture(page, 'begin-whole');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('草稿已保存').waitFor();
  await page.goto(`${server.url}/waiting`);
  await page.locator('.jw-item', { hasText: '供应商准入' }).getByText('未启用').waitFor();
  await picture(page, 'begin-listed');

  await page.locator('.jw-item', { hasText: '供应商准入' }).click();
  await page.getByRole('button', { name: /启\s*用/ }).click();
  await page.getByLabel('修改说明').fill('新流程');
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByText('已发布为第 1 版').waitFor();
  await page.goto(`${server.url}/start`);
  await page.getByText('供应商准入').first().waitFor();
});
