// Runs one command of the program; its exit code and what it printed.
import { spawnSync } from 'node:child_process';

import { binary } from './program.mjs';

export function run(args, input = '') {
  const { status, stdout, stderr } = spawnSync(binary(), args, { input, encoding: 'utf8', timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

// A batch: objects in, objects out.
export function batch(args, lines) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { code, out, err } = run([...args, '--batch'], `${text}\n`);
  return { code, err, lines: out.trimEnd().split('\n').map((line) => JSON.parse(line)) };
}
