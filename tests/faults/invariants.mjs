// What must hold in a workspace's database whatever happened to the program, read by SQLite's own shell.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export function select(folder, sql) {
  const file = join(folder, 'default', 'jingwei.db');
  const text = execFileSync('sqlite3', ['-readonly', '-json', file, sql], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return text ? JSON.parse(text) : [];
}

// Every line it gives is a contradiction.
export function contradictions(folder) {
  const found = [];
  const none = (what, sql) => {
    for (const row of select(folder, sql)) found.push(`${what}: ${JSON.stringify(row)}`);
  };
  none('damaged file', "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'");
  const waiting = "SELECT key FROM element_instance WHERE kind = 'userTask' AND state = 'active' AND role <> 1";
  const open = "SELECT id FROM work_task WHERE state = 'open'";
  none('open task without a waiting user task', `${open} EXCEPT ${waiting}`);
  none('waiting user task without an open task', `${waiting} EXCEPT ${open}`);
  none(
    'an active element in an ended instance',
    `SELECT e.key FROM element_instance e JOIN process_instance i ON i.key = e.instance
     WHERE e.state = 'active' AND i.state <> 'active'`,
  );
  for (const { type } of select(folder, 'SELECT DISTINCT type FROM record_field')) {
    none(
      `${type}: state and last event differ`,
      `SELECT r.id, r.state, last.state AS told FROM r_${type} r LEFT JOIN (
         SELECT subject, json_extract(changes, '$.state.new') AS state, MAX(position) FROM event
         WHERE subject_type = '${type}' AND json_type(changes, '$.state.new') IS NOT NULL GROUP BY subject
       ) last ON last.subject = CAST(r.id AS TEXT) WHERE r.state <> IFNULL(last.state, '')`,
    );
    none(
      `${type}: a record without its first event`,
      `SELECT id FROM r_${type} WHERE CAST(id AS TEXT) NOT IN
       (SELECT subject FROM event WHERE subject_type = '${type}' AND act = 'record.created')`,
    );
    none(`${type}: number used twice`, `SELECT number FROM r_${type} WHERE number <> '' GROUP BY number HAVING COUNT(*) > 1`);
  }
  none('a message to leave without an event of its moment', 'SELECT id FROM outbox WHERE created_at NOT IN (SELECT at FROM event)');
  return found;
}
