// One Chromium for a run; one context for each person, signed in by the page as a person does it.
import { mkdirSync } from 'node:fs';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { broken } from '../../support/contract.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const sizes = { desktop: { width: 1360, height: 860 }, phone: { width: 375, height: 812 } };

// A page knows the rules of accessibility by name and reads them when it is looked at: read into every page they take
// longer than the looking.
const rulesOnDemand = `globalThis.readRules = () => { ${axe.source} };`;

export async function openBrowser(url) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';
  const host = await chromium.launchServer({ executablePath, args: flags });
  const browser = await chromium.connect(host.wsEndpoint());
  const strangers = [];
  const faults = [];
  const people = new Map();
  const present = new Set();

  async function context(options = {}) {
    // A dialog that still grows is pressed beside its button: without motion, unless a test is about it.
    const { size = 'desktop', language = 'zh-CN', reducedMotion = 'reduce' } = options;
    const made = await browser.newContext({ viewport: sizes[size], hasTouch: size === 'phone', locale: 'zh-CN', reducedMotion });
    await made.addInitScript((chosen) => {
      if (location.protocol === 'about:') return;
      if (!localStorage.getItem('jingwei.language')) localStorage.setItem('jingwei.language', chosen);
    }, language);
    await made.addInitScript(rulesOnDemand);
    made.setDefaultTimeout(15_000);
    made.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(url) && !/^(data|blob|about):/.test(address)) strangers.push(address);
    });
    made.on('weberror', (error) => faults.push(error.error().message));
    made.on('response', (response) => {
      const keep = (found) => faults.push(...found);
      faultsOf(response).then(keep, (error) => keep([error.message]));
    });
    return made;
  }

  // The page of a person; the first call signs in by the demo button with that name. Who is looked at in a size or a
  // language has a page of its own for each size; another language is seen from the next address that is opened.
  async function as(name, { size, language } = {}) {
    const isLook = Boolean(size || language);
    const key = isLook ? `${name} ${size ?? 'desktop'}` : name;
    if (!people.has(key)) people.set(key, await (await context({ size, language })).newPage());
    const page = people.get(key);
    if (!present.has(page)) await signIn(page, name);
    if (isLook) await page.evaluate((chosen) => localStorage.setItem('jingwei.language', chosen), language ?? 'zh-CN');
    return page;
  }

  async function signIn(page, name) {
    await page.goto(`${url}/sign-in`);
    await page.locator('.jw-demo-list button', { hasText: name }).click();
    await page.locator('.jw-number').first().waitFor();
    present.add(page);
  }

  // A page of somebody who is signed in.
  function anybody() {
    return [...present].at(-1);
  }

  // Everybody goes home and takes along what the browser knows of him; it keeps the files of the front. Who is asked for
  // next signs in again.
  async function leave() {
    await Promise.all([...present].map(goHome));
    present.clear();
  }

  // A Chromium that does not end in time is ended by force: it is not what is tested.
  async function close() {
    const late = setTimeout(() => void host.kill(), 20_000);
    await host.close();
    clearTimeout(late);
  }

  return { browser, context, as, anybody, leave, strangers, faults, close };
}

// Behind is a picture of the same origin: after a page of any other the browser would begin a new process.
async function goHome(page) {
  await page.goto(new URL('/mark.svg', page.url()).href);
  await page.evaluate(() => localStorage.clear());
  await page.context().clearCookies();
}

// What in an answer to the front breaks the contract; a page that is left takes its answers along.
async function faultsOf(response) {
  const { pathname } = new URL(response.url());
  const isJson = response.headers()['content-type']?.includes('json');
  if (!pathname.startsWith('/api/v1/') || !isJson) return [];
  const body = await response.json().catch(() => undefined);
  return broken(response.request().method(), pathname.slice('/api/v1'.length), response.status(), body);
}

// Serious and critical violations of WCAG 2 A and AA on the page as it stands, once nothing fades in or out any more, its
// frames among it.
export async function seriousViolations(page) {
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
  await Promise.all(page.frames().map((frame) => frame.evaluate(() => void (globalThis.axe ?? globalThis.readRules()))));
  return page.evaluate(async () => {
    const options = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa'] };
    const { violations } = await globalThis.axe.run(document, options);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${location.pathname} ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  });
}

// Keeps a picture when pictures are asked for by JINGWEI_PICTURES=<folder>.
export async function picture(page, name, options = {}) {
  const folder = process.env.JINGWEI_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', ...options });
}
