// Starts the real program on a temporary folder and speaks HTTP with it, as a browser or a program would.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { broken } from './contract.mjs';

const top = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function binary() {
  const wanted = [process.env.JINGWEI, join(top, 'build/release/jingwei'), join(top, 'build/dev/jingwei')];
  const found = wanted.find((path) => path && existsSync(path));
  if (!found) throw new Error('no program: build it, or name it in JINGWEI');
  return found;
}

export class Program {
  static async start({ clock = '2026-03-02T09:00:00+08:00', folder, packs = join(top, 'packs'), demo = true, more = [] } = {}) {
    const program = new Program();
    program.folder = folder ?? mkdtempSync(join(tmpdir(), 'jingwei-'));
    const args = ['serve', '--data', program.folder, '--port', '0', '--packs', packs, ...more];
    if (demo) args.push('--demo');
    if (clock) args.push('--virtual-clock', clock);
    program.process = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    program.output = '';
    await new Promise((resolve, reject) => {
      const look = (data) => {
        program.output += data;
        const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(program.output);
        if (found) {
          program.port = Number(found[1]);
          resolve();
        }
      };
      program.process.stdout.on('data', look);
      program.process.stderr.on('data', (data) => (program.output += data));
      program.process.on('exit', () => reject(new Error(`the program ended: ${program.output}`)));
    });
    return program;
  }

  // Ends it as a service manager would, and waits.
  async stop(signal = 'SIGTERM') {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((resolve) => this.process.on('exit', (code) => resolve(code)));
      this.process.kill(signal);
      return ended;
    }
    return this.process.exitCode;
  }

  async remove() {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  client() {
    return new Client(this);
  }

  // Somebody of the demo, signed in.
  async as(username, password = 'jingwei-demo') {
    const client = this.client();
    const answer = await client.post('/session', { username, password });
    if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${answer.text}`);
    return client;
  }

  // A request exactly as given; answers {status, headers, text, body}.
  raw({ method = 'GET', path, headers = {}, body }) {
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.port, method, path, headers }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        // A program that dies in the middle of its answer.
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          let json;
          try {
            json = text ? JSON.parse(text) : undefined;
          } catch {
            json = undefined;
          }
          resolve({ status: response.statusCode, headers: response.headers, text, body: json });
        });
      });
      request.on('error', reject);
      if (body !== undefined) request.write(body);
      request.end();
    });
  }
}

export class Client {
  constructor(program) {
    this.program = program;
    this.cookie = undefined;
    this.token = undefined;
  }

  async request(method, path, body, headers = {}) {
    const all = { ...headers };
    if (this.cookie) all.Cookie = this.cookie;
    if (this.token) all.Authorization = `Bearer ${this.token}`;
    if (method !== 'GET' && !('Origin' in all)) all.Origin = `http://127.0.0.1:${this.program.port}`;
    let text = body;
    if (body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)) {
      text = JSON.stringify(body);
      all['Content-Type'] ??= 'application/json';
    }
    if (text !== undefined) all['Content-Length'] = Buffer.byteLength(text);
    const answer = await this.program.raw({ method, path: `/api/v1${path}`, headers: all, body: text });
    const cookie = answer.headers['set-cookie']?.[0];
    if (cookie) this.cookie = cookie.split(';')[0];
    const faults = broken(method, path, answer.status, answer.body);
    if (faults.length > 0) throw new Error(`an answer breaks the contract:\n${faults.join('\n')}`);
    return answer;
  }

  // A page's stream of events: the response as soon as its head is there; whoever asks destroys it.
  listen() {
    return new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port: this.program.port, path: '/api/v1/stream', headers: { Cookie: this.cookie } }, resolve);
      request.on('error', reject);
    });
  }

  get(path) {
    return this.request('GET', path);
  }
  post(path, body, headers) {
    return this.request('POST', path, body, headers);
  }
  put(path, body) {
    return this.request('PUT', path, body);
  }
  patch(path, body) {
    return this.request('PATCH', path, body);
  }
  delete(path) {
    return this.request('DELETE', path);
  }

  // The caller's open task of an element, of this record when one is given. Looked for once more, as a list that others
  // shorten meanwhile moves what is behind over the edge of a page.
  async task(element, record) {
    for (let again = 0; again < 2; again += 1) {
      for (let page = 1, isMore = true; isMore; page += 1) {
        const { items, total, size } = (await this.get(`/tasks?box=todo&size=100&page=${page}`)).body;
        const found = items.find((item) => item.element === element && (!record || item.record?.id === record.id));
        if (found) return found;
        isMore = page * size < total;
      }
    }
    return undefined;
  }
  // Completes it; the answer of the act.
  async complete(element, act = {}, record = undefined) {
    const task = await this.task(element, record);
    if (!task) throw new Error(`no open task ${element}`);
    return this.post(`/tasks/${task.key}/acts`, { act: 'complete', ...act });
  }
}
