// The rules playground: expressions and decisions tried by hand, on desktop and phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, seriousViolations } from '../support/browser.mjs';
import { journey } from '../support/journey.mjs';

const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="运费" namespace="t">
  <itemDefinition name="level"><typeRef>string</typeRef><allowedValues><text>"金卡", "银卡"</text></allowedValues></itemDefinition>
  <inputData id="a" name="金额"><variable name="金额" typeRef="number"/></inputData>
  <inputData id="b" name="等级"><variable name="等级" typeRef="level"/></inputData>
  <decision id="fee" name="运费"><variable name="运费" typeRef="number"/>
    <informationRequirement><requiredInput href="#a"/></informationRequirement>
    <informationRequirement><requiredInput href="#b"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input label="订单金额"><inputExpression typeRef="number"><text>金额</text></inputExpression></input>
      <input label="会员等级"><inputExpression typeRef="string"><text>等级</text></inputExpression></input>
      <output name="运费" typeRef="number"/><annotation name="说明"/>
      <rule id="r1"><inputEntry><text>&gt;= 500</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>0</text></outputEntry><annotationEntry><text>满额包邮</text></annotationEntry></rule>
      <rule id="r2"><inputEntry><text>&lt; 500</text></inputEntry><inputEntry><text>"金卡"</text></inputEntry>
        <outputEntry><text>5</text></outputEntry><annotationEntry><text>金卡优惠</text></annotationEntry></rule>
      <rule id="r3"><inputEntry><text>&lt; 500</text></inputEntry><inputEntry><text>"银卡"</text></inputEntry>
        <outputEntry><text>12</text></outputEntry><annotationEntry><text>标准</text></annotationEntry></rule>
    </decisionTable></decision></definitions>`;

const { server, world } = await journey();

async function opened(look) {
  const page = await world.as('顾鸣', look);
  await page.goto(`${server.url}/playground`);
  await page.locator('.jw-decision-table').waitFor();
  return page;
}

async function sound(page) {
  assert.deepEqual(await seriousViolations(page), []);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${over} px too wide`);
}

const selection = (area) => area.evaluate((element) => [element.selectionStart, element.selectionEnd]);

test('the menu leads there, for those who may', async () => {
  const page = await world.as('顾鸣');
  await page.getByRole('menuitem', { name: '规则演练场' }).click();
  await page.getByRole('heading', { level: 1, name: '规则演练场' }).waitFor();
  const sales = await world.as('林晓雨');
  assert.equal(await sales.getByRole('menuitem', { name: '规则演练场' }).count(), 0);
});

for (const size of ['desktop', 'phone']) {
  test(`a decision of a file is explained cell by cell on ${size}`, async () => {
    const page = await opened({ size });
    await page.locator('input[type=file]').setInputFiles({ name: '运费.dmn', mimeType: 'text/xml', buffer: Buffer.from(dmn) });
    await page.getByLabel('金额').fill('120');
    await page.getByLabel('等级').click();
    await page.locator('.ant-select-item-option', { hasText: '银卡' }).click();
    await page.getByRole('button', { name: '判定' }).click();

    await page.locator('.jw-rule-result code', { hasText: '12' }).waitFor();
    const rows = page.locator('.jw-decision-table tbody tr');
    assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.className)), ['', '', 'matched']);
    const signs = rows.locator('.jw-cell-sign');
    assert.deepEqual(await signs.evaluateAll((all) => all.map((one) => one.textContent)), ['✗', '✓', '✓', '✗', '✓', '✓']);
    assert.match(await page.locator('.jw-column-value').first().textContent(), /= 120/);
    assert.match(await page.locator('.jw-reasons').textContent(), /等级 由 "银卡" 变为 "金卡"，结果为 5/);
    await picture(page, `playground-decision-${size}`, { fullPage: true });
    await sound(page);
  });

  test(`an expression shows its value, or where it cannot be read, on ${size}`, async () => {
    const page = await opened({ size });
    await page.getByRole('tab', { name: '表达式' }).click();
    const expression = page.locator('#trial-expression');
    await expression.press('Control+Enter');
    await page.locator('.jw-rule-result code', { hasText: '1152' }).waitFor();
    await picture(page, `playground-expression-${size}`, { fullPage: true });
    await sound(page);

    await expression.fill('金额 +');
    await page.getByRole('button', { name: '计算' }).click();
    await page.locator('.jw-refusal').waitFor();
    assert.match(await page.locator('.jw-refusal').textContent(), /此处应为表达式/);
    await page.getByRole('button', { name: '第 1 行第 5 列' }).click();
    assert.deepEqual(await selection(expression), [4, 4]);
    await picture(page, `playground-refused-${size}`, { fullPage: true });
    await sound(page);

    await expression.fill('金额 / 0');
    await page.getByRole('button', { name: '计算' }).click();
    await page.locator('.jw-reasons .jw-marked-line mark').waitFor();
    assert.match(await page.locator('.jw-reasons').textContent(), /除数为零/);
    await page.getByRole('button', { name: '第 1 行第 4 列' }).click();
    assert.deepEqual(await selection(expression), [3, 4]);
    await picture(page, `playground-null-${size}`, { fullPage: true });
    await sound(page);

    await expression.fill('for i in 1..2000 return {编号: 1 / (i - 7), 说明: "一段很长的文字"}');
    await page.getByRole('button', { name: '计算' }).click();
    await page.getByRole('button', { name: /显示全部/ }).waitFor();
    await page.getByRole('heading', { level: 3, name: '说明' }).waitFor();
    assert.match(await page.locator('.jw-reasons').textContent(), /除数为零/);
    await picture(page, `playground-large-${size}`, { fullPage: true });
    await sound(page);
    await page.getByRole('button', { name: /显示全部/ }).click();
    assert.match(await page.locator('.jw-rule-result code').textContent(), /1993/);
    assert.ok((await page.evaluate(() => document.documentElement.scrollHeight)) < 4_000);
    await sound(page);
  });

  test(`a reason out of a table leads to its cell on ${size}`, async () => {
    const page = await opened({ size });
    const faulty = dmn.replace('<text>12</text>', '<text>12 / 0</text>');
    await page.locator('input[type=file]').setInputFiles({ name: '运费.dmn', mimeType: 'text/xml', buffer: Buffer.from(faulty) });
    await page.getByLabel('金额').fill('120');
    await page.getByLabel('等级').click();
    await page.locator('.ant-select-item-option', { hasText: '银卡' }).click();
    await page.getByRole('button', { name: '判定' }).click();
    await page.getByRole('button', { name: '规则 3，运费' }).click();

    assert.equal(await page.locator(':focus').textContent(), '12 / 0');
    await picture(page, `playground-cell-${size}`, { fullPage: true });
    await sound(page);
  });

  test(`a broken file is refused beside the one that is open on ${size}`, async () => {
    const page = await opened({ size });
    await page.locator('input[type=file]').setInputFiles({ name: '运费.dmn', mimeType: 'text/xml', buffer: Buffer.from(dmn) });
    await page.getByLabel('金额').waitFor();
    const broken = dmn.replace('<text>金额</text>', '<text>金额 +</text>').replace('&lt; 500', '&lt; 订单');
    await page.locator('input[type=file]').setInputFiles({ name: '坏的 文件.dmn', mimeType: 'text/xml', buffer: Buffer.from(broken) });

    const refusal = page.locator('.jw-refusal');
    assert.match(await refusal.textContent(), /读取第 9 行第 \d+ 列：运费：第 1 行第 5 列：此处应为表达式，见：金额 \+/);
    assert.match(await refusal.textContent(), /未知的名称：订单，见：< 订单/);
    await page.getByText('“坏的 文件.dmn”未能打开，仍在使用“运费.dmn”。').waitFor();
    await picture(page, `playground-broken-${size}`, { fullPage: true });
    await sound(page);

    await page.getByLabel('金额').fill('600');
    await page.getByRole('button', { name: '判定' }).click();
    await page.locator('.jw-rule-result code', { hasText: '0' }).waitFor();
    await page.getByRole('button', { name: '返回已部署的决策' }).click();
    await refusal.waitFor({ state: 'detached' });
  });
}

test('a deployed decision is asked in English', async () => {
  const page = await opened({ language: 'en' });
  await page.locator('.jw-decision-choice').click();
  await page.locator('.ant-select-item-option', { hasText: 'solution_class' }).click();
  await page.getByLabel('record').fill('{class: "standard"}');
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.locator('.jw-rule-result code', { hasText: '"standard"' }).waitFor();
  await page.locator('.jw-decision-table .matched', { hasText: 'Matched' }).waitFor();
  await sound(page);
});

test('nothing strange happened on the way', () => {
  assert.deepEqual(world.faults, []);
  assert.deepEqual(world.strangers, []);
});
