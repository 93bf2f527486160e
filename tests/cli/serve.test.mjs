// `jingwei serve` that cannot begin: one clear text with the place, and an exit code.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../support/command.mjs';

const request = `title: 申请
description: 一份申请。
example: SQ-0001
number: {pattern: "SQ-{seq:4}"}
fields:
  name: {type: text, title: 名称, required: true}
states: {draft: 草稿}
`;

let place;
before(() => (place = mkdtempSync(join(tmpdir(), 'jingwei-'))));
after(() => rmSync(place, { recursive: true, force: true }));

const write = (file, text) => {
  const path = join(place, 'packs/small', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const serve = (data) => run(['serve', '--data', join(place, data), '--port', '0', '--packs', join(place, 'packs'), '--demo']);

test('demo data that its own rules refuse is told with the step and what is missing', () => {
  write('pack.yaml', '{id: small, title: 小制度, version: 0.1.0, license: Apache-2.0}\n');
  write('records/request.yaml', request);
  write('demo/organisation.yaml', 'units: [{id: office, title: 办公室}]\npositions: [{id: clerk, title: 文员, unit: office}]\npeople: [{id: wang, name: 王, posts: [clerk]}]\n');
  write('demo/data.yaml', 'steps:\n  - {as: wang, do: create request, name: first, with: {}}\n');

  const { code, err } = serve('refused');

  assert.equal(code, 1);
  const named = /\(([a-z_.]+)\)\n {2}as wang: create request\n/.exec(err);
  assert.equal(named?.[1], 'scenario.demo_failed', err);
  assert.match(err, /records\.field_required[^\n]*\n\s+missing name 名称/);
});

test('packs with a mistake are told with file, line and column', () => {
  write('records/request.yaml', `${request}nonsense: 1\n`);

  const { code, err } = serve('misread');

  assert.equal(code, 1);
  const named = /\(([a-z_.]+)\)\n[^\n]*records\/request\.yaml:8:1: unknown key: nonsense/.exec(err);
  assert.equal(named?.[1], 'app.pack_does_not_fit', err);
});
