// A program with the demo organisation for the whole of one test file, and its administrator's session.
import { after } from 'node:test';

import { World } from './walk.mjs';

// Ends with the last test of the file.
export async function opened() {
  const world = await World.open();
  after(() => world.close());
  return { world, admin: await world.browser('admin') };
}
