// The check itself: a database that was tampered with contradicts itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { underReview } from '../support/project.mjs';
import { contradictions } from './invariants.mjs';

let program;
after(() => program?.remove());

test('what was tampered with is found', async () => {
  program = await Program.start();
  await underReview(await program.as('linxiaoyu'));
  await program.stop();
  assert.deepEqual(contradictions(program.folder), []);

  const tampering = `UPDATE work_task SET state = 'completed' WHERE state = 'open';
    UPDATE r_solution_project SET state = 'terminated';
    DELETE FROM event WHERE subject_type = 'client' AND act = 'record.created'
      AND position = (SELECT MAX(position) FROM event WHERE subject_type = 'client');`;
  execFileSync('sqlite3', [join(program.folder, 'default', 'jingwei.db'), tampering]);

  const found = contradictions(program.folder).join('\n');
  assert.match(found, /waiting user task without an open task/);
  assert.match(found, /solution_project: state and last event differ/);
  assert.match(found, /client: a record without its first event/);
});
