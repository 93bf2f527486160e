// Every gate at every door, generated from gate_table.mjs and doors.mjs: each cell is a refusal with
// its code, or there is no such door. After each door every record of the project is as before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { doors } from './doors.mjs';
import { gates } from './gate_table.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
const counts = { refused: 0, still: 0, none: 0 };
before(async () => {
  world = await World.open();
});
after(async () => {
  await world.close();
  const total = gates.length * Object.keys(doors).length;
  console.log(`${gates.length} gates × ${Object.keys(doors).length} doors = ${total} cells;`,
    `${counts.refused} ways refused, ${counts.still} moved nothing, ${counts.none} are no door`);
});

// What is stored of the project and of all that was made on the way; computed fields follow the day.
async function stored(walk) {
  const all = {};
  for (const type of Object.keys(walk.known)) {
    const record = await walk.read(type);
    const kept = record.fields.filter((field) => !field.computed && field.type !== 'children').map((field) => field.id);
    all[type] = { state: record.state?.id, values: Object.fromEntries(kept.map((id) => [id, record.values[id]])) };
    for (const list of record.children) all[`${type}.${list.field}`] = list.total;
  }
  return all;
}

for (const gate of gates) {
  test(gate.name, async (context) => {
    const walk = await walkTo(world, gate.stage);
    for (const [name, door] of Object.entries(doors)) {
      await context.test(name, async () => {
        const was = await stored(walk);
        const cells = await door(gate, walk);
        assert.deepEqual(await stored(walk), was, `${name} moved something`);
        assert.ok(cells.length > 0);
        for (const cell of cells) counts[cell.refused ? 'refused' : cell.still ? 'still' : 'none'] += 1;
      });
    }
  });
}
