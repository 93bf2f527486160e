// The real program on a fresh workspace with demo people and a clock that stands until it is moved.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readyMs = 60_000;
const stopMs = 30_000;
const begins = '2026-03-02T09:00:00+08:00';

// Starts the program and gives its address and a way to stop it. With JINGWEI_URL a running one is used. `pack`: one of
// tests/e2e/packs that it has beside the product's.
export async function startServer({ pack } = {}) {
  if (process.env.JINGWEI_URL) return { url: process.env.JINGWEI_URL, stop: async () => {} };
  const data = mkdtempSync(join(tmpdir(), 'jingwei-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const packs = pack ? withPack(pack, join(data, 'packs')) : [];
  const begin = async () => {
    const child = spawn(
      program(),
      ['serve', '--demo', '--virtual-clock', begins, '--data', data, '--port', String(port), ...packs],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    try {
      await waitUntilHealthy(url, child, () => said);
    } catch (error) {
      await ended(child, 'SIGKILL');
      throw error;
    }
    return child;
  };
  let child = await begin();
  return {
    url,
    // As when the machine loses its power.
    die: () => ended(child, 'SIGKILL'),
    begin: async () => {
      child = await begin();
    },
    stop: async () => {
      await ended(child, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function withPack(pack, folder) {
  cpSync(join(root, 'packs'), folder, { recursive: true });
  cpSync(join(root, 'tests/e2e/packs', pack), join(folder, pack), { recursive: true });
  return ['--packs', folder];
}

// Ends the program. That it had ended by itself, or does not end when told to, is a fault.
async function ended(child, signal) {
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  if (isRunning()) {
    const exit = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGQUIT'), stopMs);
    await exit;
    clearTimeout(late);
  }
  const how = child.signalCode ?? child.exitCode;
  if (![0, 'SIGKILL', signal].includes(how)) throw new Error(`the program ended with ${how} when told to end by ${signal}`);
}

function program() {
  const built = ['release', 'dev'].map((preset) => join(root, 'build', preset, 'jingwei'));
  const found = process.env.JINGWEI ?? built.find(existsSync);
  if (!found) throw new Error('build/release/jingwei is missing; run script/server or script/test first');
  return found;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function waitUntilHealthy(url, child, said) {
  const until = Date.now() + readyMs;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the program ended: ${said()}`);
    // A request that meets the moment at which the program begins to listen may never be answered.
    const answer = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the program does not answer: ${said()}`);
}
