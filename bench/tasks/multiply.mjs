// Copies everything that belongs to the errands of a stopped program so many times, each copy under keys of its own and for
// another person: of those whose names begin with p0, the nth copy goes to the one whose name begins with the last digit of n.
import { execFileSync } from 'node:child_process';

const stride = 100_000; // more than the keys of all that is copied
const shifted = (key) => `(${key} + n * ${stride})`;
const person = (column) => `replace(${column}, 'p0', 'p' || (n % 10))`;

// Columns that are not the same in every copy.
const changed = {
  process_instance: { keys: ['key', 'root', 'record_id'] },
  element_instance: { keys: ['key', 'instance', 'scope'] },
  variable: {
    keys: ['instance', 'scope'],
    value: `CASE name WHEN 'record' THEN '{id: "' || ${shifted('substr(value, 7)')} || substr(value, 23) ELSE value END`,
  },
  sequence_flow: { keys: ['instance'] },
  work_instance: { keys: ['id', 'record_id'], number: "number || '-' || n" },
  work_participant: { keys: ['instance'], person: person('person') },
  work_task: { keys: ['id', 'instance', 'record_id'] },
  work_assignment: { keys: ['task'] },
  work_seat: { keys: ['task'], persons: person('persons') },
  work_candidate: { keys: ['task'], person: person('person') },
  work_notice: {
    keys: ['id'],
    person: person('person'),
    link: `'/tasks/' || ${shifted('substr(link, 8)')}`,
    cause: `'task:' || ${shifted('substr(cause, 6)')} || ':seat:1:1'`,
  },
  r_errand: { keys: ['id'], handler: person('handler'), number: "number || '-' || n" },
  s_errand: { keys: ['rowid'] },
};

export function multiply(database, copies) {
  const ask = (sql) => execFileSync('sqlite3', [database], { input: sql, encoding: 'utf8' }).trim();
  const numbers = `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${copies}) `;
  const statements = Object.entries(changed).map(([table, { keys, ...others }]) => {
    const columns = ask(`SELECT name FROM pragma_table_info('${table}')`).split('\n');
    if (table.startsWith('s_')) columns.unshift('rowid');
    const values = columns.map((column) => (keys.includes(column) ? shifted(column) : (others[column] ?? column)));
    return `INSERT INTO ${table} (${columns.join(', ')}) ${numbers} SELECT ${values.join(', ')} FROM ${table}, number;`;
  });
  ask(['BEGIN;', ...statements, `UPDATE key_mark SET mark = mark + ${(copies + 1) * stride};`, 'COMMIT;'].join('\n'));
}
