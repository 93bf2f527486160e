// A real identity provider (npm oidc-provider) with pages of its own, and one that lies when told to: its answers to
// the token request are then signed anew.
import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import { Provider } from 'oidc-provider';

const base64url = (text) => Buffer.from(text).toString('base64url');
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export class IdentityProvider {
  static async open({ callback, client = 'jingwei' }) {
    const own = new IdentityProvider();
    own.secret = randomBytes(12).toString('hex');
    own.names = new Map();
    own.mails = new Map();
    own.key = newKey();
    own.server = http.createServer((request, response) => own.answer(request, response));
    await new Promise((resolve) => own.server.listen(0, '127.0.0.1', resolve));
    own.issuer = `http://127.0.0.1:${own.server.address().port}`;
    own.provider = new Provider(own.issuer, own.configuration(client, callback));
    own.handle = own.provider.callback();
    return own;
  }

  configuration(client, callback) {
    return {
      clients: [{ client_id: client, client_secret: this.secret, redirect_uris: [callback] }],
      jwks: { keys: [{ ...this.key.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'RS256' }] },
      cookies: { keys: [randomBytes(16).toString('hex')] },
      claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
      pkce: { required: () => true },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: this.names.get(id) ?? id, ...this.mails.get(id) }) }),
    };
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  // Whom a login calls himself from now on.
  rename(login, name) {
    this.names.set(login, name);
  }

  mail(login, email, verified) {
    this.mails.set(login, { email, email_verified: verified });
  }

  // What is wrong with the ID tokens from now on; nothing: they are the provider's own.
  forge(kind) {
    this.forged = kind;
  }

  async answer(request, response) {
    if (!this.forged || !request.url.startsWith('/token')) return this.handle(request, response);
    const end = response.end.bind(response);
    response.end = (body, ...rest) => {
      const tokens = JSON.parse(body);
      if (tokens.id_token) tokens.id_token = this.forgery(tokens.id_token);
      const text = JSON.stringify(tokens);
      response.setHeader('Content-Length', Buffer.byteLength(text));
      return end(text, ...rest);
    };
    return this.handle(request, response);
  }

  forgery(token) {
    const [header, claims] = token.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
    const changes = {
      nonce: { nonce: 'another' },
      audience: { aud: 'another' },
      issuer: { iss: 'https://another.example' },
      expired: { exp: Math.floor(Date.now() / 1000) - 600 },
    };
    const isOpen = this.forged === 'none';
    const head = isOpen ? { ...header, alg: 'none' } : header;
    const text = [head, { ...claims, ...changes[this.forged] }].map((part) => base64url(JSON.stringify(part))).join('.');
    if (isOpen) return `${text}.`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.forged === 'signature' ? newKey() : this.key).toString('base64url')}`;
  }

  // Walks its pages as a browser does; answers where it sends the browser back to.
  async signIn(start, login) {
    const jar = new Map();
    let answer = await this.visit(jar, start);
    for (const form of [{ prompt: 'login', login, password: 'any' }, { prompt: 'consent' }]) {
      answer = await this.visit(jar, answer.url, new URLSearchParams(form));
      if (!answer.url.startsWith(this.issuer)) return answer.url;
    }
    throw new Error(`the provider asks more: ${answer.url}`);
  }

  // Follows redirects within the provider.
  async visit(jar, url, body) {
    let next = { url, method: body ? 'POST' : 'GET', body };
    for (;;) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(next.url, { method: next.method, body: next.body, redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [name, value] = set.split(';', 1)[0].split('=');
        jar.set(name, value);
      }
      const location = answer.headers.get('location');
      if (!location) return { url: next.url, status: answer.status };
      next = { url: new URL(location, next.url).href, method: 'GET' };
      if (!next.url.startsWith(this.issuer)) return next;
    }
  }
}
