// How long until the workbench stands in a browser on this machine, with 10,000 stored process instances: the first
// time, with nothing kept by the browser, and again. Usage: node bench/desk.mjs [instances]
import { openBrowser } from '../tests/e2e/support/browser.mjs';
import { Program } from '../tests/support/program.mjs';
import { startMany } from '../tests/support/project.mjs';
import { hold } from './support/bar.mjs';

const wanted = Number(process.argv[2] ?? 10_000);
const rounds = 7;

const program = await Program.start();
await startMany(await program.as('linxiaoyu'), wanted);
const url = `http://127.0.0.1:${program.port}`;
const world = await openBrowser(url);

// The first paint, and when the four numbers and the list of tasks stood, in ms from the start of the navigation.
async function opened(page) {
  await page.goto(`${url}/`);
  const times = await page.waitForFunction(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return paint && window.jingweiStood && { painted: paint.startTime, stood: window.jingweiStood };
  });
  return times.jsonValue();
}

// Notes the frame in which the numbers and the tasks are drawn.
function watch() {
  const look = () => {
    if (document.querySelector('.jw-number b') && document.querySelector('.jw-item')) window.jingweiStood = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function signedIn(state) {
  const context = await world.context();
  if (state) await context.addCookies(state.cookies);
  await context.addInitScript(watch);
  return context;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const of = (key, all) => median(all.map((one) => one[key]));
const told = (name, key, all) => console.log(`${name.padEnd(34)}${of(key, all).toFixed(0).padStart(6)} ms, median of ${all.length}`);

const state = await (await world.as('林晓雨')).context().storageState();
const first = [];
for (let round = 0; round < rounds; round += 1) {
  const context = await signedIn(state);
  first.push(await opened(await context.newPage()));
  await context.close();
}
const page = await (await signedIn(state)).newPage();
await opened(page);
const again = [];
for (let round = 0; round < rounds; round += 1) again.push(await opened(page));
await world.close();
await program.remove();

console.log(`${wanted} stored instances`);
told('first paint, nothing kept', 'painted', first);
told('first paint, again', 'painted', again);
told('workbench stands, again', 'stood', again);
hold('workbench stands in the browser, nothing kept, ms', of('stood', first), '<=', 1000);
