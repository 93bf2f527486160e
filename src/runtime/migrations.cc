// The tables of processes. Columns that are only ever read by the engine stand last.
#include <array>

#include "runtime/runtime.h"

namespace runtime {

namespace {

constexpr std::string_view kFirst = R"sql(
CREATE TABLE definition (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  checksum TEXT NOT NULL,
  content TEXT NOT NULL,
  deployed_at INTEGER NOT NULL,
  deployed_by TEXT NOT NULL,
  UNIQUE (kind, id, version)
);

CREATE TABLE process_start (
  process_id TEXT NOT NULL,
  definition INTEGER NOT NULL,
  element_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (process_id, element_id)
);

CREATE TABLE process_instance (
  key INTEGER PRIMARY KEY,
  definition INTEGER NOT NULL,
  state TEXT NOT NULL,
  is_suspended INTEGER NOT NULL,
  record_type TEXT,
  record_id INTEGER,
  starter TEXT NOT NULL,
  parent_instance INTEGER,
  parent_element INTEGER,
  root INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT
);
CREATE INDEX process_instance_record ON process_instance (record_id, record_type)
  WHERE record_id IS NOT NULL;

CREATE TABLE element_instance (
  key INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  element_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  loop INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  actor TEXT,
  phase INTEGER NOT NULL,
  role INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  called_instance INTEGER
);
CREATE INDEX element_instance_instance ON element_instance (instance);

CREATE TABLE variable (
  instance INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (instance, scope, name)
) WITHOUT ROWID;

CREATE TABLE sequence_flow (
  instance INTEGER NOT NULL,
  flow_id TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (instance, flow_id)
) WITHOUT ROWID;

CREATE TABLE join_token (
  instance INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  flow_id TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (instance, scope, flow_id)
) WITHOUT ROWID;

CREATE TABLE job (
  key INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  is_held INTEGER NOT NULL,
  retries INTEGER NOT NULL,
  worker TEXT,
  deadline INTEGER NOT NULL,
  error TEXT
);
CREATE INDEX job_type ON job (type, key);

CREATE TABLE timer (
  key INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  definition INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  element_id TEXT NOT NULL,
  due INTEGER NOT NULL,
  is_held INTEGER NOT NULL,
  repetitions INTEGER NOT NULL,
  cycle TEXT NOT NULL
);
CREATE INDEX timer_due ON timer (is_held, due, key);
CREATE INDEX timer_instance ON timer (instance);

CREATE TABLE subscription (
  key INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  element_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL
);
CREATE INDEX subscription_name ON subscription (name, correlation_key);
CREATE INDEX subscription_instance ON subscription (instance);

CREATE TABLE incident (
  key INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  element INTEGER NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  resolved_at INTEGER
);
CREATE INDEX incident_instance ON incident (instance);
CREATE INDEX incident_open ON incident (key) WHERE resolved_at IS NULL;

CREATE TABLE message (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  message_id TEXT NOT NULL,
  variables TEXT NOT NULL,
  record_type TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE INDEX message_name ON message (name, correlation_key);
CREATE INDEX message_expires ON message (expires_at);

CREATE TABLE message_receipt (
  message INTEGER NOT NULL,
  process_id TEXT NOT NULL,
  PRIMARY KEY (message, process_id)
);

CREATE TABLE schedule (
  key INTEGER PRIMARY KEY,
  due INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  is_held INTEGER NOT NULL,
  error TEXT
);
CREATE INDEX schedule_due ON schedule (is_held, due, key);
)sql";

// Each decision of a model has a key and versions of its own.
constexpr std::string_view kDecisions = R"sql(
CREATE TABLE decision_definition (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  model INTEGER NOT NULL,
  UNIQUE (id, version)
);
CREATE INDEX decision_definition_model ON decision_definition (model);
ALTER TABLE definition ADD COLUMN version_tag TEXT NOT NULL DEFAULT '';
ALTER TABLE definition ADD COLUMN has_start_form INTEGER NOT NULL DEFAULT 0;
)sql";

// Only jobs that a worker may have now or later: those that wait in order of their keys, those
// handed out or backing off in order of their deadlines.
constexpr std::string_view kFreeJobs = R"sql(
DROP INDEX job_type;
CREATE INDEX job_free ON job (type, deadline, key)
  WHERE is_held = 0 AND state IN ('open', 'activated');
)sql";

// Jobs get keys of their own, because an element may wait for several, one after the other;
// a process may start on several things at one element; calls may name a deployment or a version.
constexpr std::string_view kElements = R"sql(
ALTER TABLE job ADD COLUMN element INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN kind TEXT NOT NULL DEFAULT 'work';
UPDATE job SET element = key;
CREATE INDEX job_instance ON job (instance);
ALTER TABLE element_instance ADD COLUMN listeners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE definition ADD COLUMN deployment INTEGER NOT NULL DEFAULT 0;
UPDATE definition SET deployment = key;

CREATE TABLE process_start_new (
  process_id TEXT NOT NULL,
  definition INTEGER NOT NULL,
  element_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (process_id, element_id, kind, name)
);
INSERT INTO process_start_new
  SELECT process_id, definition, element_id, kind, name FROM process_start;
DROP TABLE process_start;
ALTER TABLE process_start_new RENAME TO process_start;
)sql";

// What lists show beside what the engine needs.
constexpr std::string_view kShown = R"sql(
CREATE TABLE definition_element (
  definition INTEGER NOT NULL,
  element_id TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  headers TEXT NOT NULL,
  PRIMARY KEY (definition, element_id)
);
CREATE TABLE instance_tags (
  instance INTEGER PRIMARY KEY,
  tags TEXT NOT NULL
);
CREATE INDEX process_instance_definition ON process_instance (definition);
)sql";

// Acts on many instances, and each of them.
constexpr std::string_view kBatches = R"sql(
CREATE TABLE batch_operation (
  key INTEGER PRIMARY KEY,
  act TEXT NOT NULL,
  state TEXT NOT NULL,
  plan TEXT NOT NULL,
  actor TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
);
CREATE TABLE batch_operation_item (
  key INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  instance INTEGER NOT NULL,
  state TEXT NOT NULL,
  processed_at INTEGER,
  error TEXT
);
CREATE INDEX batch_operation_item_state ON batch_operation_item (batch, state, instance);
)sql";

// Numbered without gaps, so that the oldest are found by their number.
constexpr std::string_view kEvaluations = R"sql(
CREATE TABLE decision_evaluation (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  evaluation INTEGER NOT NULL,
  decision INTEGER NOT NULL,
  decision_id TEXT NOT NULL,
  decision_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  root_decision INTEGER NOT NULL,
  definition INTEGER,
  instance INTEGER,
  element INTEGER,
  state TEXT NOT NULL,
  evaluated_at INTEGER NOT NULL,
  failure TEXT,
  output TEXT NOT NULL,
  inputs TEXT NOT NULL,
  rules TEXT NOT NULL
);
CREATE INDEX decision_evaluation_instance ON decision_evaluation (instance);
)sql";

// For new starts; without a row a process is open.
constexpr std::string_view kClosed = R"sql(
CREATE TABLE closed_process (
  process_id TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL
);
)sql";

// Of the instances that a message with a correlation key has started one runs at a time.
constexpr std::string_view kMessageStarts = R"sql(
CREATE TABLE message_start (
  process_id TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  instance INTEGER NOT NULL,
  PRIMARY KEY (process_id, correlation_key)
);
CREATE UNIQUE INDEX message_start_instance ON message_start (instance);
)sql";

// Which message reached what waited for it or began by it. Of a beginning the subscription is the
// instance and there is no element.
constexpr std::string_view kCorrelated = R"sql(
CREATE TABLE correlated_message (
  message BIGINT NOT NULL,
  subscription BIGINT NOT NULL,
  instance BIGINT NOT NULL,
  element BIGINT,
  element_id TEXT NOT NULL,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  correlated_at BIGINT NOT NULL,
  PRIMARY KEY (message, subscription)
);
CREATE INDEX correlated_message_instance ON correlated_message (instance);
)sql";

// Long lists that are filled item by item: the variable itself is empty then, which no FEEL text
// is, and readers look at `variable_shown`.
constexpr std::string_view kParts = R"sql(
CREATE TABLE variable_part (
  instance BIGINT NOT NULL,
  scope BIGINT NOT NULL,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  items TEXT NOT NULL,
  PRIMARY KEY (instance, scope, name, number)
) WITHOUT ROWID;
CREATE VIEW variable_shown AS
  SELECT v.instance, v.scope, v.name,
    CASE v.value WHEN '' THEN '[' || (
      SELECT GROUP_CONCAT(o.items, ', ') FROM (
        SELECT p.items FROM variable_part p
        WHERE p.instance = v.instance AND p.scope = v.scope AND p.name = v.name
        ORDER BY p.number) o) || ']'
    ELSE v.value END AS value,
    CASE v.value WHEN '' THEN 1 ELSE 0 END AS is_in_parts
  FROM variable v;
)sql";

// Jobs stay when they are over; `job` shows those that are not. Only the creating ones of user
// tasks are looked for by their kind.
constexpr std::string_view kEveryJob = R"sql(
ALTER TABLE job RENAME TO every_job;
ALTER TABLE every_job ADD COLUMN error_code TEXT;
ALTER TABLE every_job ADD COLUMN denied TEXT;
ALTER TABLE every_job ADD COLUMN created_at BIGINT;
ALTER TABLE every_job ADD COLUMN changed_at BIGINT;
ALTER TABLE every_job ADD COLUMN ended_at BIGINT;
CREATE VIEW job AS
  SELECT * FROM every_job WHERE state IN ('open', 'activated', 'failed');
CREATE INDEX job_creating ON every_job (instance)
  WHERE kind = 'creating' AND state IN ('open', 'activated', 'failed');

CREATE TABLE instance_business_id (
  instance BIGINT PRIMARY KEY,
  business_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX instance_business_id_id ON instance_business_id (business_id);
)sql";

// Listeners of an element or process say whether they stand before or after it. Of those that had
// ended it is not known.
constexpr std::string_view kListenerEvents = R"sql(
UPDATE every_job SET kind = CASE WHEN
    EXISTS (SELECT 1 FROM element_instance e WHERE e.key = every_job.element AND e.phase = 3)
    OR (element = instance AND NOT EXISTS (SELECT 1 FROM variable v
      WHERE v.instance = every_job.instance AND v.scope = every_job.instance
        AND v.name = 'jw:beginning'))
  THEN 'end' ELSE 'start' END
  WHERE kind = 'listener' AND state IN ('open', 'activated', 'failed');
)sql";

// What a worker is told beside the headers of the job's element, which are with the definition;
// null for all that is told no more, and for what was there before. Then joins that have waited
// since before there was an incident for those that nothing reaches: the next start looks at them.
constexpr std::string_view kJobHeaders = R"sql(
ALTER TABLE every_job ADD COLUMN headers TEXT;

CREATE TABLE unexamined_join (
  instance BIGINT NOT NULL,
  scope BIGINT NOT NULL,
  PRIMARY KEY (instance, scope)
);
INSERT INTO unexamined_join
  SELECT DISTINCT j.instance, j.scope FROM join_token j
  JOIN process_instance i ON i.key = j.instance
  WHERE i.state = 'active'
    AND NOT EXISTS (SELECT 1 FROM element_instance e WHERE e.instance = j.instance
      AND e.scope = j.scope AND e.state = 'active' AND e.kind <> 'complexGateway')
    AND NOT EXISTS (SELECT 1 FROM incident o WHERE o.instance = j.instance
      AND o.element = j.scope AND o.kind = 'UNREACHABLE_JOIN' AND o.resolved_at IS NULL);
)sql";

// Free jobs in the order in which they are given out; those of a back-off or an activation by its
// end, each in one of the two indexes.
constexpr std::string_view kJobPriorities = R"sql(
DROP VIEW job;
ALTER TABLE every_job ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
CREATE VIEW job AS
  SELECT * FROM every_job WHERE state IN ('open', 'activated', 'failed');
DROP INDEX job_free;
CREATE INDEX job_free ON every_job (type, priority DESC, key)
  WHERE deadline = 0 AND is_held = 0 AND state IN ('open', 'activated');
CREATE INDEX job_due ON every_job (type, deadline, key)
  WHERE deadline > 0 AND is_held = 0 AND state IN ('open', 'activated');
)sql";

// Whether all of a deployment became new versions, so that what binds to it is bound to it alone.
// The highest version of what was deleted: none is given twice.
constexpr std::string_view kTogether = R"sql(
ALTER TABLE definition ADD COLUMN is_together BIGINT NOT NULL DEFAULT 0;

CREATE TABLE removed_version (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);
)sql";

// The definition with which an element instance ended, where the instance has gone over to another
// one since.
constexpr std::string_view kEndedIn = R"sql(
ALTER TABLE element_instance ADD COLUMN definition BIGINT;
)sql";

// Messages and signals that an instance could not take by a fault of the program's own: for when
// the incident at their owner is resolved.
constexpr std::string_view kHeldEvents = R"sql(
CREATE TABLE held_event (
  key BIGINT PRIMARY KEY,
  instance BIGINT NOT NULL,
  owner BIGINT NOT NULL,
  subscription BIGINT NOT NULL,
  variables TEXT NOT NULL
);
CREATE INDEX held_event_instance ON held_event (instance, owner);
)sql";

// Multi-instance activities that have instances left to later operations.
constexpr std::string_view kUnfinishedBodies = R"sql(
CREATE TABLE unfinished_body (
  element BIGINT PRIMARY KEY,
  instance BIGINT NOT NULL,
  is_held BIGINT NOT NULL
);
)sql";

// Which job an incident is about; and each element's incidents and jobs are found by its key: an
// instance may have very many.
constexpr std::string_view kByElement = R"sql(
ALTER TABLE incident ADD COLUMN job BIGINT NOT NULL DEFAULT 0;
UPDATE incident SET job = COALESCE((SELECT MAX(j.key) FROM job j
  WHERE j.instance = incident.instance AND j.element = incident.element), 0)
  WHERE resolved_at IS NULL;
DROP INDEX incident_instance;
CREATE INDEX incident_element ON incident (instance, element);
DROP INDEX job_instance;
CREATE INDEX job_instance ON every_job (instance, element);
)sql";

// What a held event was, for when nothing waits for it any more.
constexpr std::string_view kHeldNames = R"sql(
ALTER TABLE held_event ADD COLUMN element_id TEXT NOT NULL DEFAULT '';
ALTER TABLE held_event ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE held_event ADD COLUMN correlation_key TEXT NOT NULL DEFAULT '';
)sql";

// `is_held` is made of two bits: 1 while the instance is suspended, 2 when its step has failed.
constexpr std::string_view kHeldTimers = R"sql(
UPDATE timer SET is_held = 2 WHERE is_held = 1 AND instance NOT IN (
  SELECT key FROM process_instance WHERE is_suspended = 1);
)sql";

// Whose turn it is to begin the next instances of a multi-instance activity: the lowest one's.
constexpr std::string_view kTurns = R"sql(
ALTER TABLE unfinished_body ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
CREATE INDEX unfinished_body_turn ON unfinished_body (is_held, turn);
)sql";

// Of a called instance: it was suspended itself, not only with its caller.
constexpr std::string_view kOwnHalt = R"sql(
CREATE TABLE own_halt (instance BIGINT PRIMARY KEY);
)sql";

// What was called by whom, also where the caller does not wait for it.
constexpr std::string_view kCalled = R"sql(
CREATE TABLE called_instance (
  instance BIGINT PRIMARY KEY,
  caller BIGINT NOT NULL,
  is_waited_for BIGINT NOT NULL);
CREATE INDEX called_instance_caller ON called_instance (caller, instance);
INSERT INTO called_instance (instance, caller, is_waited_for)
  SELECT key, parent_instance, 1 FROM process_instance WHERE parent_instance IS NOT NULL;
)sql";

constexpr std::array kMigrations = {storage::Migration{"runtime", 1, kFirst},
                                    storage::Migration{"runtime", 2, kDecisions},
                                    storage::Migration{"runtime", 3, kFreeJobs},
                                    storage::Migration{"runtime", 4, kElements},
                                    storage::Migration{"runtime", 5, kShown},
                                    storage::Migration{"runtime", 6, kBatches},
                                    storage::Migration{"runtime", 7, kEvaluations},
                                    storage::Migration{"runtime", 8, kClosed},
                                    storage::Migration{"runtime", 9, kMessageStarts},
                                    storage::Migration{"runtime", 10, kCorrelated},
                                    storage::Migration{"runtime", 11, kParts},
                                    storage::Migration{"runtime", 12, kEveryJob},
                                    storage::Migration{"runtime", 13, kListenerEvents},
                                    storage::Migration{"runtime", 14, kJobHeaders},
                                    storage::Migration{"runtime", 15, kJobPriorities},
                                    storage::Migration{"runtime", 16, kTogether},
                                    storage::Migration{"runtime", 17, kEndedIn},
                                    storage::Migration{"runtime", 18, kHeldEvents},
                                    storage::Migration{"runtime", 19, kUnfinishedBodies},
                                    storage::Migration{"runtime", 20, kByElement},
                                    storage::Migration{"runtime", 21, kHeldNames},
                                    storage::Migration{"runtime", 22, kHeldTimers},
                                    storage::Migration{"runtime", 23, kTurns},
                                    storage::Migration{"runtime", 24, kOwnHalt},
                                    storage::Migration{"runtime", 25, kCalled}};

}  // namespace

std::span<const storage::Migration> migrations() { return kMigrations; }

}  // namespace runtime
