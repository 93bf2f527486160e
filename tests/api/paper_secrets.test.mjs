// The paper of a matter shows what its reader may see where he acts, and is signed with real pictures.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { blanks, broken, stroke } from '../support/pictures.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(
    lineOf(
      'paper_flow',
      [
        { id: 'first', candidates: 'person:he_jun', fields: 'title=read, floor=hide', signature: 'required' },
        { id: 'second', candidates: 'person:fang_yuan', fields: 'title=read, floor=read' },
      ],
      { process: { start_fields: 'title=required, floor=edit' } },
    ),
    { fields: '  floor: {type: text, title: 底价}\n' },
  );
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'chenguodong', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async () => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '询价', floor: '底价九十九' } })).instance;
const upload = async (who, name, bytes) => ok(await people[who].post(`/attachments?name=${name}`, bytes, { 'Content-Type': 'application/octet-stream' }), 201).id;
const task = async (who, element, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === element && row.instance === instance);
const agree = async (who, element, instance, more = {}) =>
  people[who].post(`/tasks/${(await task(who, element, instance)).key}/acts`, { act: 'complete', outcome: 'agree', ...more });
const prints = async (who, instance) => {
  const paper = await people[who].get(`/instances/${instance}/paper`);
  assert.equal(paper.status, 200);
  return paper.text;
};

test('what the step hides stays off the paper of who acts there', async () => {
  const instance = await start();
  assert.doesNotMatch(await prints('hejun', instance), /底价九十九/);
  assert.match(await prints('hejun', instance), /询价/);
  assert.match(await prints('linxiaoyu', instance), /底价九十九/, 'who filled it in has it');
  assert.match(await prints('admin', instance), /底价九十九/, 'who reads the record has it');
});

test('and who sees it at his step has it there', async () => {
  const instance = await start();
  ok(await agree('hejun', 'first', instance, { signature: { name: '何俊', image: await upload('hejun', 'he.png', stroke) } }));
  assert.match(await prints('fangyuan', instance), /底价九十九/);
  assert.doesNotMatch(await prints('hejun', instance), /底价九十九/);
});

test('only a picture of one’s own is a signature', async () => {
  const instance = await start();
  const foreign = await upload('fangyuan', 'fang.png', stroke);
  const text = await upload('hejun', 'notes.txt', Buffer.from('just words'));
  const large = await upload('hejun', 'large.png', Buffer.concat([stroke, Buffer.alloc(1 << 20)]));
  const unread = [];
  for (const key of ['a header alone', 'cut off', 'large by its header']) unread.push(await upload('hejun', 'broken.png', broken[key]));
  for (const image of ['nonsense', 'data:image/png;base64,iVBORw0K', foreign, text, large, ...unread]) {
    const refused = await agree('hejun', 'first', instance, { signature: { name: '何俊', image } });
    assert.deepEqual([refused.status, refused.body.code, refused.body.place], [400, 'app.bad_signature_image', 'signature.image'], image);
  }
  for (const [name, bytes] of Object.entries(blanks)) {
    const signature = { name: '何俊', image: await upload('hejun', 'blank.png', bytes) };
    const refused = await agree('hejun', 'first', instance, { signature });
    assert.deepEqual([refused.status, refused.body.code, refused.body.place], [400, 'app.blank_signature', 'signature.image'], name);
    assert.equal((await people.hejun.put('/signature', { image: signature.image })).body.code, 'app.blank_signature', name);
  }
  assert.equal((await people.hejun.get(`/attachments/${foreign}`)).status, 404, 'what another holds stays his');
  ok(await agree('hejun', 'first', instance, { signature: { name: '何俊', image: await upload('hejun', 'he.png', stroke) } }));
});
