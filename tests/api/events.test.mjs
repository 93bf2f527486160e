// The one history as another system follows it: in order, each event once, also when the line or the program breaks.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused, someClient } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const page = async (query = '') => ok(await world.token('admin').get(`/events${query}`));
const last = async () => (await page('?size=1')).last;

// A line to the stream: what came over it so far, and a wait for so many events.
class Line {
  static open(query, headers = {}) {
    const line = new Line();
    line.text = '';
    const all = { Accept: 'text/event-stream', Authorization: `Bearer ${world.token('admin').token}`, ...headers };
    return new Promise((resolve, reject) => {
      line.request = http.get({ host: '127.0.0.1', port: world.program.port, path: `/api/v1/events${query}`, headers: all }, (response) => {
        line.status = response.statusCode;
        response.on('data', (part) => (line.text += part));
        response.on('error', () => {});
        resolve(line);
      });
      line.request.on('error', reject);
    });
  }
  events() {
    return this.text
      .split('\n\n')
      .filter((block) => block.startsWith('id: '))
      .map((block) => {
        const [id, act, data] = block.split('\n');
        return { id: Number(id.slice(4)), act: act.slice(7), data: JSON.parse(data.slice(6)) };
      });
  }
  async until(count) {
    for (let left = 200; this.events().length < count && left > 0; --left) await new Promise((done) => setTimeout(done, 50));
    assert.ok(this.events().length >= count, `${this.events().length} of ${count} events: ${this.text}`);
    return this.events();
  }
  close() {
    this.request.destroy();
  }
}

test('pages give every act once and in order, and say where to go on', async () => {
  const from = await last();
  const sales = await world.browser('linxiaoyu');
  const made = [];
  for (let each = 0; each < 5; ++each) made.push(await someClient(sales));

  const seen = [];
  let next = from;
  for (let more = true; more; ) {
    const found = await page(`?after=${next}&size=2&acts=record.created`);
    seen.push(...found.items);
    more = found.next > next;
    next = found.next;
  }

  assert.deepEqual(seen.map((event) => event.subject), made.map((id) => ({ type: 'client', id: String(id) })));
  assert.ok(seen.every((event, at) => at === 0 || event.position > seen[at - 1].position));
  assert.equal(seen[0].person, 'lin_xiaoyu');
  assert.equal(seen[0].door, 'web');
  assert.equal(next, (await page(`?after=${next}`)).next);
});

test('a position beyond the end is told by the last one there is', async () => {
  const end = await last();
  const beyond = await page(`?after=${end + 1000}`);
  assert.deepEqual(beyond, { items: [], next: end + 1000, last: end });
});

test('kinds of acts are chosen singly or by module, and what is left out is passed over', async () => {
  const from = await last();
  await someClient(await world.browser('linxiaoyu'));

  const others = await page(`?after=${from}&acts=task.,instance.`);

  assert.deepEqual(others.items, []);
  assert.ok(others.next > from);
  assert.deepEqual((await page(`?after=${from}&acts=record.`)).items.map((event) => event.act), ['record.created']);
});

test('the stream tells what happens, and a broken line goes on where it broke', async () => {
  const sales = await world.browser('linxiaoyu');
  const line = await Line.open(`?after=${await last()}&acts=record.created`);
  const first = await someClient(sales);
  const [told] = await line.until(1);
  line.close();
  assert.equal(told.data.subject.id, String(first));
  assert.equal(told.act, 'record.created');
  assert.equal(told.id, told.data.position);

  const missed = await someClient(sales);
  const again = await Line.open('?acts=record.created', { 'Last-Event-ID': String(told.id) });
  const then = await someClient(sales);
  const events = await again.until(2);
  again.close();

  assert.deepEqual(events.map((event) => event.data.subject.id), [String(missed), String(then)]);
});

test('positions stay as they are when the program ends suddenly', async () => {
  await someClient(await world.browser('linxiaoyu'));
  const before = await page('?size=1000');

  await world.program.stop('SIGKILL');
  world.program = await Program.start({ folder: world.program.folder });
  world.sessions.clear();
  world.tokens.clear();

  const after = await page('?size=1000');
  assert.deepEqual(after.items.slice(0, before.items.length), before.items);
});

test('only administrators follow it, and a position is a number', async () => {
  const { token } = world.token('admin');
  for (const scheme of ['bearer', 'BEARER']) ok(await world.program.raw({ path: '/api/v1/events?size=1', headers: { Authorization: `${scheme} ${token}` } }));
  refused(await world.token('linxiaoyu').get('/events'), 'app.not_allowed', 403);
  refused(await world.token('admin').get('/events?after=-1'), 'request.wrong_type', 400);
  refused(await world.token('admin').get('/events?size=5000'), 'request.wrong_type', 400);
  const sales = await Line.open('', { Authorization: `Bearer ${world.token('linxiaoyu').token}` });
  assert.equal(sales.status, 403);
  sales.close();
  const odd = await Line.open('', { 'Last-Event-ID': 'yesterday' });
  assert.equal(odd.status, 400);
  odd.close();
  const first = await Line.open('', { 'Last-Event-ID': '0' });
  assert.equal(first.status, 200);
  first.close();
});
