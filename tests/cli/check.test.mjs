// `jingwei check` on packs that have faults.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../support/command.mjs';

const undrawn = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<bpmn:process id="walk" isExecutable="true"><bpmn:startEvent id="begun" name="开始" /></bpmn:process></bpmn:definitions>`;

test('a fault of a diagram is told once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-check-'));
  const pack = join(folder, 'walks');
  mkdirSync(join(pack, 'processes'), { recursive: true });
  writeFileSync(join(pack, 'pack.yaml'), 'id: walks\ntitle: 步行\nversion: 0.1.0\nlicense: Apache-2.0\n');
  writeFileSync(join(pack, 'processes/walk.bpmn'), undrawn);

  const { code, out } = run(['check', pack]);

  assert.equal(code, 1);
  assert.equal(out.split('\n').filter((line) => line.includes('begun is not drawn')).length, 1);
  rmSync(folder, { recursive: true });
});
