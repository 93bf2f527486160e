// The tabs of a browser share a session: a page that shows somebody else does not act.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';

let program;
before(async () => (program = await Program.start()));
after(() => program.remove());

test('what a page of one person sends is refused in the session of another', async () => {
  const browser = await program.as('hejun');
  const send = (method, path, body, person) => browser.request(method, path, body, { 'Jingwei-Person': person });
  assert.equal((await send('GET', '/session', undefined, 'he_jun')).status, 200);

  assert.equal((await browser.post('/session', { username: 'suqing', password: 'jingwei-demo' }, { 'Jingwei-Person': 'he_jun' })).status, 200);

  const act = { act: 'comment', comment: '看过' };
  for (const refused of [
    await send('GET', '/session', undefined, 'he_jun'),
    await send('POST', '/tasks/1/acts', act, 'he_jun'),
    await send('DELETE', '/session', undefined, 'he_jun'),
  ]) {
    assert.equal(refused.status, 401);
    assert.equal(refused.body.code, 'access.other_person');
  }
  assert.equal((await send('GET', '/session', undefined, 'su_qing')).body.person.id, 'su_qing');
  assert.equal((await browser.get('/session')).body.person.id, 'su_qing');
});
