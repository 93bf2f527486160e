// Another system as it is called: checks the signature of every call, keeps what it took, and answers as it is told.
import { createHmac } from 'node:crypto';
import http from 'node:http';

export const secret = 'word-between-two-systems';

function isSigned(header, body) {
  const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  return mac === createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

export class Receiver {
  static async open() {
    const opened = new Receiver();
    opened.calls = []; // {kind, key, body}, also those that it did not take
    opened.unsigned = 0;
    opened.mood = () => ({ status: 204 }); // of a call: {status, body}, or a promise of it
    opened.server = http.createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', async () => {
        const text = Buffer.concat(parts).toString('utf8');
        if (!isSigned(request.headers['jingwei-signature'], text)) ++opened.unsigned;
        const call = { kind: request.headers['jingwei-kind'], key: request.headers['idempotency-key'], body: JSON.parse(text) };
        opened.calls.push(call);
        const { status, body } = await opened.mood(call);
        response.statusCode = status;
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
    await new Promise((resolve) => opened.server.listen(0, '127.0.0.1', resolve));
    opened.url = `http://127.0.0.1:${opened.server.address().port}/hear?token=hidden-in-the-address`;
    return opened;
  }

  of(kind) {
    return this.calls.filter((call) => call.kind === kind);
  }
  events() {
    return this.of('event').map((call) => call.body);
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
