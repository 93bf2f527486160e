// What most journeys stand on: the program on a fresh workspace, and a browser.
import { after } from 'node:test';
import { openBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

// Both end with the last test of the file.
export async function journey(options) {
  const server = await startServer(options);
  let world;
  after(async () => {
    await world?.close();
    await server.stop();
  });
  world = await openBrowser(server.url);
  return { server, world };
}
