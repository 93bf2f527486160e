// Speaks /v2 with the program, as a client of Camunda 8 would.
import assert from 'node:assert/strict';

export class Camunda {
  constructor(program, authorization) {
    this.program = program;
    this.authorization = authorization;
  }

  async request(method, path, body, headers = {}) {
    const all = { ...headers };
    if (this.authorization) all.Authorization = this.authorization;
    let bytes = body;
    if (body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)) {
      bytes = JSON.stringify(body);
      all['Content-Type'] ??= 'application/json';
    }
    if (bytes !== undefined) all['Content-Length'] = Buffer.byteLength(bytes);
    return this.program.raw({ method, path: `/v2${path}`, headers: all, body: bytes });
  }
  get(path) {
    return this.request('GET', path);
  }
  post(path, body, headers) {
    return this.request('POST', path, body, headers);
  }

  // `files` {name: text}.
  async deploy(files, more = {}) {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append('resources', new Blob([text]), name);
    for (const [name, value] of Object.entries(more)) form.append(name, value);
    const request = new Request('http://x/', { method: 'POST', body: form });
    const bytes = Buffer.from(await request.arrayBuffer());
    return this.post('/deployments', bytes, { 'Content-Type': request.headers.get('content-type') });
  }

  async search(path, request = {}) {
    const answer = await this.post(`${path}/search`, request);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  }
}

export const basic = (name, password) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

// A problem in the shape that these clients read, with our code kept.
export function problem(answer, status, code) {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.headers['content-type'], /application\/problem\+json/);
  const { type, title, detail, instance } = answer.body;
  for (const text of [type, title, detail, instance]) assert.equal(typeof text, 'string', answer.text);
  assert.equal(answer.body.status, status);
  assert.equal(answer.body.code, code, answer.text);
  return answer.body;
}

export function ok(answer, status = 200) {
  assert.equal(answer.status, status, answer.text);
  return answer.body;
}
