// A step may go to the persons in a field that is computed from others.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const fields = `  clerk: {type: person, title: 经办人, default: '= "he_jun"'}
  filer: {type: person, title: 归档人, computed: 'if clerk = "he_jun" then "fang_yuan" else clerk'}
`;
let packs;
let program;
before(async () => {
  packs = packsWithPaper(paperModel({ filing: { candidates: 'field:filer' } }), { fields, read: 'everyone' });
  program = await Program.start({ packs });
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

test('it is offered to whom the formula names', async () => {
  const sales = await program.as('linxiaoyu');
  ok(await sales.post('/processes/paper_flow/instances', { values: { title: '呈批' } }));

  const boxes = [];
  for (const name of ['fangyuan', 'hejun', 'admin']) {
    const { items } = ok(await (await program.as(name)).get('/tasks?box=todo&size=100'));
    boxes.push(items.filter(({ element }) => element === 'filing').length);
  }
  assert.deepEqual(boxes, [1, 0, 0]);
});
