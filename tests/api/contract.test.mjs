// That the check of answers against the contract sees what it is for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broken } from '../support/contract.mjs';

const member = { id: 'shen_lan', name: '沈岚' };
const session = { person: member, username: 'shenlan', positions: [], roles: [], expires_at: '2026-03-02T01:00:00Z', clock: { now: '2026-03-02T01:00:00Z', virtual: true, zone: 'Asia/Shanghai' } };

test('an answer as promised passes', () => {
  assert.deepEqual(broken('GET', '/session', 200, session), []);
});

test('a missing member, one too many and a wrong type are seen', () => {
  const { username, ...without } = session;
  assert.match(broken('GET', '/session', 200, without).join(), /required property 'username'/);
  assert.match(broken('GET', '/session', 200, { ...session, password: username }).join(), /additional properties/);
  assert.match(broken('GET', '/session', 200, { ...session, roles: 'leader' }).join(), /roles must be array/);
});

test('a refusal is a problem', () => {
  assert.match(broken('GET', '/tasks/1', 404, { error: 'gone' }).join(), /required property 'code'/);
});
