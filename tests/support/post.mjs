// Where messages of the program arrive: a mail server, and the robots of group chats with their published formats and
// signatures.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import http from 'node:http';
import { SMTPServer } from 'smtp-server';

// Answers once `look` gives something; asks again while the program works.
export async function until(look, what) {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never came: ${what}`);
}

function words(text) {
  return text
    .replaceAll(/\r\n +/g, '')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, code) => Buffer.from(code, 'base64').toString('utf8'));
}

function letterOf(session, raw) {
  const [head, body] = raw.split(/\r\n\r\n/, 2);
  const header = (name) => words(new RegExp(`^${name}: (.*(?:\r\n .*)*)`, 'm').exec(head)[1]);
  return {
    from: session.envelope.mailFrom.address,
    to: session.envelope.rcptTo.map((one) => one.address),
    subject: header('Subject'),
    id: header('Message-ID'),
    text: Buffer.from(body, 'base64').toString('utf8'),
    user: session.user,
  };
}

// A mail server that takes mail from one user, or from everybody. `nobody`: addresses that it does not know.
export class MailServer {
  static async open({ port = 0, user, password, nobody = [], isSecure = false } = {}) {
    const opened = new MailServer();
    opened.letters = [];
    opened.server = new SMTPServer({
      disableReverseLookup: true,
      authOptional: !user,
      allowInsecureAuth: true,
      disabledCommands: isSecure ? [] : ['STARTTLS'],
      onAuth: (given, session, done) =>
        given.username === user && given.password === password ? done(null, { user }) : done(new Error('no such user')),
      onRcptTo: (address, session, done) => (nobody.includes(address.address) ? done(new Error('no such mailbox')) : done()),
      onData: (stream, session, done) => {
        const parts = [];
        stream.on('data', (part) => parts.push(part));
        stream.on('end', () => {
          opened.letters.push(letterOf(session, Buffer.concat(parts).toString('utf8')));
          done();
        });
      },
    });
    opened.server.on('error', () => {});
    await new Promise((resolve) => opened.server.listen(port, '127.0.0.1', resolve));
    opened.port = opened.server.server.address().port;
    opened.url = `smtp://127.0.0.1:${opened.port}`;
    return opened;
  }

  to(address) {
    return this.letters.filter((letter) => letter.to.includes(address));
  }

  close() {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

const sign = (key, text) => createHmac('sha256', key).update(text).digest('base64');

// What each robot says of a request: whether it is signed and formed as the robot wants it.
const robots = {
  dingtalk(body, query, secret) {
    const timestamp = query.get('timestamp');
    if (secret && query.get('sign') !== sign(secret, `${timestamp}\n${secret}`)) return { errcode: 310000, errmsg: 'sign not match' };
    assert.ok(body[body.msgtype].title && body[body.msgtype].text);
    return { errcode: 0, errmsg: 'ok' };
  },
  feishu(body, query, secret) {
    if (secret && body.sign !== sign(`${body.timestamp}\n${secret}`, '')) return { code: 19021, msg: 'sign match fail' };
    assert.equal(body.msg_type, 'interactive');
    assert.ok(body.card.header.title.content);
    return { code: 0, msg: 'success', data: {} };
  },
  wecom(body) {
    assert.ok(body.markdown.content);
    return { errcode: 0, errmsg: 'ok' };
  },
};

// The three kinds of robots, each at /<kind>; messages that were taken are kept, as {kind, body}.
export class RobotServer {
  static async open(secret) {
    const opened = new RobotServer();
    opened.messages = [];
    opened.server = http.createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
      const kind = pathname.slice(1);
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString('utf8'));
        const answer = robots[kind](body, searchParams, secret);
        if ((answer.errcode ?? answer.code) === 0) opened.messages.push({ kind, body });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise((resolve) => opened.server.listen(0, '127.0.0.1', resolve));
    opened.url = `http://127.0.0.1:${opened.server.address().port}`;
    return opened;
  }

  of(kind) {
    return this.messages.filter((message) => message.kind === kind).map((message) => message.body);
  }

  close() {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
