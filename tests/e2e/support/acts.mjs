// What people do in the pages, in the words of the pages.

// Fills fields by their labels. A value is a text; {choose}, {date}, {find}, {place}, {check}, {file}, {sign}
// say how a field is filled that is not typed into.
export async function fill(scope, values) {
  for (const [label, value] of Object.entries(values)) await fillOne(scope, label, value);
}

function fieldOf(scope, label) {
  const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
  return scope.locator('.ant-form-item', { has: scope.page().locator('.ant-form-item-label label', { hasText: exact }) }).first();
}

async function fillOne(scope, label, value) {
  const field = fieldOf(scope, label);
  await field.scrollIntoViewIfNeeded();
  if (typeof value === 'string') return field.locator('input, textarea').first().fill(value);
  if (value.date) {
    const input = field.locator('.ant-picker input');
    await input.fill(value.date);
    return input.press('Enter');
  }
  if (value.choose) return choose(scope.page(), field, value.choose);
  if (value.find) return find(scope.page(), field, [].concat(value.find));
  if (value.place) return place(scope.page(), field, value.place);
  if (value.check !== undefined) return field.locator('input[type=checkbox]').setChecked(value.check);
  if (value.file) {
    // A kept draft holds the file already; a person would not attach it twice.
    if (await field.getByText(value.file).count()) return;
    await field.locator('input[type=file]').setInputFiles({ name: value.file, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    return field.getByText(value.file).waitFor();
  }
  if (value.sign) return sign(field, value.sign);
  throw new Error(`do not know how to fill ${label}`);
}

async function choose(page, field, option) {
  const radio = field.locator('.ant-radio-wrapper', { hasText: option });
  if (await radio.count()) return radio.first().click();
  await empty(field);
  await field.locator('.ant-select').click();
  await optionOf(page, option).click();
}

// Takes away what a kept draft has chosen in a list of several: a second click would do so to what is wanted.
async function empty(field) {
  const chosen = field.locator('.ant-select-selection-item-remove');
  while (await chosen.count()) await chosen.first().click();
}

// An option of the list that is open and has come to rest: while it opens it still looks for its place.
function optionOf(page, option) {
  const list = page.locator('.ant-select-dropdown:visible:not([class*="ant-slide"])');
  return list.locator('.ant-select-item-option', { hasText: option }).first();
}

async function find(page, field, options) {
  await empty(field);
  for (const option of options) {
    await field.locator('.ant-select').click();
    await field.locator('.ant-select input').fill(option);
    await optionOf(page, option).click();
  }
  // A list of several stays open. One of a single choice closes by itself: Escape would close the drawer behind it.
  if (await field.locator('.ant-select-multiple input[aria-expanded="true"]').count()) await page.keyboard.press('Escape');
}

// A unit in the tree of the organisation.
async function place(page, field, unit) {
  await field.locator('.ant-select').click();
  await field.locator('.ant-select input').fill(unit);
  const list = page.locator('.ant-tree-select-dropdown:visible:not([class*="ant-slide"])');
  await list.locator('.ant-select-tree-node-content-wrapper', { hasText: unit }).last().click();
}

// Writes a name, draws on the board and confirms, as somebody signs a field.
export async function sign(scope, name) {
  await scope.getByLabel('签字人').fill(name);
  await draw(scope);
  await scope.getByRole('button', { name: '确认签名' }).click();
}

// Draws on a board of signature.
async function draw(scope) {
  const board = scope.locator('.jw-sign canvas');
  await board.scrollIntoViewIfNeeded();
  const box = await board.boundingBox();
  const { mouse } = scope.page();
  await mouse.move(box.x + 30, box.y + 90);
  await mouse.down();
  for (const [x, y] of [[70, 40], [110, 100], [150, 50], [190, 95], [230, 60]]) await mouse.move(box.x + x, box.y + y, { steps: 4 });
  await mouse.up();
}

// Opens the newest task with this title from the list of what is to do.
export async function openTask(page, title) {
  await page.goto(new URL('/tasks', page.url()).href);
  await page.locator('.jw-item', { hasText: title }).first().click();
  await page.locator('.jw-actions').waitFor();
}

// Opens a task, fills its form and completes it with an outcome; a final outcome is confirmed.
export async function complete(page, title, { values = {}, opinion, outcome = '完成', signature } = {}) {
  await openTask(page, title);
  await fill(page.locator('#content'), values);
  const bar = page.locator('.jw-actions');
  if (signature) {
    await bar.getByRole('button', { name: '手写签名' }).click();
    await bar.getByText(`签字人：${signature}`).waitFor();
    await draw(bar);
  }
  if (opinion) await bar.getByRole('textbox').last().fill(opinion);
  const task = page.url();
  await press(page, outcome);
  await completed(page, title, task);
}

// Presses an outcome, and confirms it where it cannot be taken back.
export async function press(page, outcome) {
  const task = page.url();
  await page.locator('.jw-actions').getByRole('button', { name: outcome, exact: true }).click();
  const ask = page.locator('.ant-popconfirm').getByRole('button', { name: outcome, exact: true });
  const done = page.locator('.ant-result-success, .ant-message-success, .jw-refusal');
  // A question that has opened may be out of sight for a moment while it looks for its place.
  const asked = await Promise.any([ask.waitFor().then(() => true), seenOrLeft(page, done, task).then(() => false)]);
  if (asked) await ask.click();
}

// What an act came to is seen, or the next task has opened by itself: the word that it is done goes after three seconds.
function seenOrLeft(page, what, task) {
  return Promise.any([what.first().waitFor(), page.waitForURL((url) => url.href !== task, { waitUntil: 'commit' })]);
}

async function completed(page, title, task) {
  const done = page.locator('.ant-result-success, .ant-message-success');
  const refused = page.locator('.jw-refusal');
  await seenOrLeft(page, done.or(refused), task);
  if (await refused.isVisible()) throw new Error(`${title} was refused: ${await refused.innerText()}`);
}

// Starts a process from its page and gives the number of the record that came of it.
export async function start(page, process, values) {
  await page.goto(new URL(`/start/${process}`, page.url()).href);
  await page.locator('.jw-form').waitFor();
  await fill(page.locator('#content'), values);
  await page.getByRole('button', { name: '提 交' }).click();
  await page.locator('.ant-result-success').waitFor();
  return (await page.locator('.ant-result-subtitle').innerText()).trim().split(' ')[0];
}

// The text of the refusal that the page shows.
export async function refusal(page) {
  const alert = page.locator('.jw-refusal');
  await alert.waitFor();
  return alert.innerText();
}

// Adds a record that belongs to the record of the page, by the panel with this title.
export async function addChild(page, title, values) {
  await page.locator('.jw-panel, .jw-form-table', { hasText: title }).getByRole('button', { name: `新增${title}` }).click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.locator('.jw-form').waitFor();
  await fill(drawer, values);
  await drawer.getByRole('button', { name: '保存' }).click();
  await closed(drawer, title);
}

// Fills in the rows of a list side by side: values of fields by what names the row. `look` sees them before they are stored.
export async function fillRows(page, title, rows, look = async () => {}) {
  await page.locator('.jw-panel, .jw-form-table', { hasText: title }).first().getByRole('button', { name: '逐行填写' }).click();
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  for (const [name, values] of Object.entries(rows)) {
    await fill(drawer.locator('tbody', { hasText: name }), values);
  }
  await look(drawer);
  await drawer.getByRole('button', { name: '保存' }).click();
  await closed(drawer, title);
}

// Finds a record of a list by words and opens it.
export async function openRecord(page, type, words) {
  await page.goto(new URL(`/records/${type}?q=${encodeURIComponent(words)}`, page.url()).href);
  await page.locator('.ant-table-row a').first().click();
  await page.getByRole('tab', { name: '详情' }).waitFor();
}

// Moves a record on by the button of a transition; what it asks for is filled in its form. With {} there is nothing to
// fill in, but what it begins is shown and confirmed.
export async function transition(page, title, values) {
  await page.locator('.jw-instance-acts').getByRole('button', { name: title, exact: true }).click();
  if (!values) return;
  const drawer = page.locator('.ant-drawer-content-wrapper:visible');
  await drawer.getByRole('button', { name: '确认' }).waitFor();
  await fill(drawer, values);
  await drawer.getByRole('button', { name: '确认' }).click();
  await closed(drawer, title);
}

// A form beside the page closes when its act is done; one that was refused stays and says why.
async function closed(drawer, title) {
  const refused = drawer.locator('.jw-refusal');
  await Promise.race([drawer.waitFor({ state: 'hidden' }), refused.waitFor()]);
  if (await refused.isVisible()) throw new Error(`${title} was refused: ${await refused.innerText()}`);
}

// Sets the virtual clock. Sessions end when nothing happens for hours, so everybody signs in again.
export async function moveClock(world, now) {
  const page = world.anybody();
  const answer = await page.evaluate(
    (instant) =>
      fetch('/api/v1/clock', {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ now: instant }),
      }).then((got) => got.status),
    now,
  );
  if (answer !== 200) throw new Error(`the clock did not move: ${answer}`);
  await world.leave();
}
