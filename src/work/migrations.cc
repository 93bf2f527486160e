#include <array>

#include "work/task.h"

namespace work {
namespace {

constexpr std::array steps = {storage::Migration{"work", 1, R"sql(
  CREATE TABLE work_instance (
    id BIGINT PRIMARY KEY,
    process TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    number TEXT NOT NULL,
    subject TEXT NOT NULL,
    search TEXT NOT NULL,
    record_type TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    starter TEXT NOT NULL,
    withdraw_rule TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL);
  CREATE INDEX work_instance_starter ON work_instance (starter, started_at);
  CREATE INDEX work_instance_record ON work_instance (record_type, record_id);
  CREATE TABLE work_participant (
    instance BIGINT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (instance, person));
  CREATE TABLE work_task (
    id BIGINT PRIMARY KEY,
    instance BIGINT NOT NULL,
    definition BIGINT NOT NULL,
    process TEXT NOT NULL,
    element TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    properties TEXT NOT NULL,
    form_id TEXT NOT NULL,
    record_type TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    starter TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT,
    remind_at BIGINT,
    escalate_at BIGINT,
    suspended_at BIGINT,
    ended_at BIGINT,
    ended_by TEXT NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_at BIGINT,
    urged BIGINT NOT NULL,
    urged_at BIGINT,
    is_superseded BIGINT NOT NULL,
    reason TEXT NOT NULL,
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL);
  CREATE INDEX work_task_instance ON work_task (instance);
  CREATE INDEX work_task_record ON work_task (record_type, record_id, element);
  CREATE INDEX work_task_state ON work_task (state);
  CREATE TABLE work_seat (
    task BIGINT NOT NULL,
    place BIGINT NOT NULL,
    position TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    persons TEXT NOT NULL,
    state TEXT NOT NULL,
    person TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    outcome TEXT NOT NULL,
    opinion TEXT NOT NULL,
    signature TEXT NOT NULL,
    variables TEXT NOT NULL,
    written_type TEXT NOT NULL,
    written_id BIGINT NOT NULL,
    acted_at BIGINT,
    reason TEXT NOT NULL,
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    PRIMARY KEY (task, place));
  CREATE INDEX work_seat_person ON work_seat (person, acted_at);
  CREATE TABLE work_candidate (
    task BIGINT NOT NULL,
    seat BIGINT NOT NULL,
    place BIGINT NOT NULL,
    person TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    PRIMARY KEY (task, seat, person));
  CREATE INDEX work_candidate_person ON work_candidate (person);
  CREATE TABLE work_copy (
    id BIGINT PRIMARY KEY,
    instance BIGINT NOT NULL,
    task BIGINT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    by_person TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    UNIQUE (person, instance, kind));
  CREATE TABLE work_notice (
    id BIGINT PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    link TEXT NOT NULL,
    cause TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    UNIQUE (person, cause));
  CREATE TABLE work_draft (
    id BIGINT PRIMARY KEY,
    person TEXT NOT NULL,
    task BIGINT NOT NULL,
    process TEXT NOT NULL,
    document TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (person, task, process));
)sql"},
                              storage::Migration{"work", 2, R"sql(
  CREATE TABLE work_assignment (
    task BIGINT PRIMARY KEY,
    assignee TEXT NOT NULL,
    candidate_groups TEXT NOT NULL,
    candidate_users TEXT NOT NULL,
    priority BIGINT NOT NULL,
    follow_up_at BIGINT);
)sql"},
                              storage::Migration{"work", 3, R"sql(
  ALTER TABLE work_seat ADD COLUMN weight BIGINT NOT NULL DEFAULT 1;
  ALTER TABLE work_seat ADD COLUMN relation TEXT NOT NULL DEFAULT 'own';
  ALTER TABLE work_seat ADD COLUMN parent BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE work_seat ADD COLUMN depth BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE work_seat ADD COLUMN signer_group BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE work_seat ADD COLUMN signers TEXT NOT NULL DEFAULT 'all';
  ALTER TABLE work_seat ADD COLUMN added_by TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_seat ADD COLUMN delegations TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE work_task ADD COLUMN origin BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE work_task ADD COLUMN strategy TEXT NOT NULL DEFAULT 'again';
  ALTER TABLE work_task ADD COLUMN held_by BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE work_task ADD COLUMN opened_at BIGINT;
  ALTER TABLE work_task ADD COLUMN steps_before TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_task ADD COLUMN reminded BIGINT NOT NULL DEFAULT 0;
  CREATE INDEX work_task_origin ON work_task (origin);
  ALTER TABLE work_copy ADD COLUMN confirmed_at BIGINT;
  ALTER TABLE work_instance ADD COLUMN withdraw_after TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_instance ADD COLUMN copy_at_end TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_instance ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
)sql"},
                              storage::Migration{"work", 4, R"sql(
  ALTER TABLE work_instance ADD COLUMN summary TEXT NOT NULL DEFAULT '';
  CREATE TABLE work_phrase (
    id BIGINT PRIMARY KEY,
    person TEXT NOT NULL,
    text TEXT NOT NULL,
    uses BIGINT NOT NULL,
    UNIQUE (person, text));
  CREATE INDEX work_seat_holder ON work_seat (on_behalf_of) WHERE on_behalf_of <> '';
  CREATE INDEX work_task_returned ON work_task (ended_by) WHERE reason = 'returned';
  CREATE INDEX work_task_waiting ON work_task (process, element, created_at) WHERE state = 'open';
)sql"},
                              storage::Migration{"work", 5, R"sql(
  ALTER TABLE work_notice ADD COLUMN closed_at BIGINT;
  ALTER TABLE work_notice ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_notice ADD COLUMN sender TEXT NOT NULL DEFAULT '';
  UPDATE work_notice SET closed_at = at
    WHERE link LIKE '/tasks/%' AND kind NOT IN ('copy', 'circulation') AND NOT EXISTS (
      SELECT 1 FROM work_task t
      WHERE t.id = CAST(substr(work_notice.link, 8) AS BIGINT) AND t.state = 'open');
  CREATE INDEX work_notice_about ON work_notice (link) WHERE closed_at IS NULL;
  CREATE INDEX work_notice_sender ON work_notice (sender, id) WHERE sender <> '';
  CREATE TABLE work_delivery (person TEXT PRIMARY KEY, document TEXT NOT NULL);
)sql"},
                              storage::Migration{"work", 6, R"sql(
  CREATE TABLE work_letter (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sender TEXT NOT NULL,
    at BIGINT NOT NULL,
    due_at BIGINT,
    reminded BIGINT NOT NULL,
    UNIQUE (kind, year, sequence));
  CREATE INDEX work_letter_sender ON work_letter (sender, id);
  CREATE TABLE work_letter_receipt (
    letter BIGINT NOT NULL,
    place BIGINT NOT NULL,
    person TEXT NOT NULL,
    read_at BIGINT,
    acknowledged_at BIGINT,
    words TEXT NOT NULL,
    PRIMARY KEY (letter, person));
  CREATE INDEX work_letter_receipt_person ON work_letter_receipt (person, letter);
)sql"},
                              // By the state alone nearly every task is found: a database without
                              // statistics preferred it to what is a person's or an instance's.
                              storage::Migration{"work", 7, R"sql(
  DROP INDEX work_task_state;
  CREATE INDEX work_task_open ON work_task (id) WHERE state = 'open';
)sql"},
                              storage::Migration{"work", 8, R"sql(
  ALTER TABLE work_assignment ADD COLUMN form_key BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE work_assignment ADD COLUMN external_form TEXT NOT NULL DEFAULT '';
)sql"},
                              // What was repeated as a notice each time becomes its last one.
                              storage::Migration{"work", 9, R"sql(
  ALTER TABLE work_notice ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
  UPDATE work_notice SET times = told.times FROM (
    SELECT max(id) AS last, count(*) AS times FROM work_notice
    WHERE kind IN ('remind', 'overdue', 'urge') AND link LIKE '/tasks/%'
    GROUP BY person, link, kind, sender) AS told
  WHERE work_notice.id = told.last;
  DELETE FROM work_notice
    WHERE kind IN ('remind', 'overdue', 'urge') AND link LIKE '/tasks/%' AND id NOT IN (
      SELECT max(id) FROM work_notice GROUP BY person, link, kind, sender);
  UPDATE work_notice SET cause = 'task:' || substr(link, 8) || ':' || kind ||
      CASE WHEN kind = 'urge' THEN ':' || sender ELSE '' END
    WHERE kind IN ('remind', 'overdue', 'urge') AND link LIKE '/tasks/%';
)sql"},
                              // The box of what is to do begins with it and reads no row.
                              storage::Migration{"work", 10, R"sql(
  DROP INDEX work_candidate_person;
  CREATE INDEX work_candidate_person ON work_candidate (person, task, seat);
)sql"},
                              storage::Migration{"work", 11, R"sql(
  CREATE TABLE work_letter_file (
    letter BIGINT NOT NULL,
    place BIGINT NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (letter, place));
  CREATE INDEX work_letter_file_file ON work_letter_file (file);
)sql"},
                              storage::Migration{"work", 12, R"sql(
  CREATE TABLE work_evaluation (
    instance BIGINT PRIMARY KEY,
    person TEXT NOT NULL,
    score BIGINT NOT NULL,
    words TEXT NOT NULL,
    at BIGINT NOT NULL);
)sql"},
                              storage::Migration{"work", 13, R"sql(
  CREATE TABLE work_remark_file (
    file TEXT NOT NULL,
    instance BIGINT NOT NULL,
    PRIMARY KEY (file, instance));
)sql"},
                              storage::Migration{"work", 14, R"sql(
  ALTER TABLE work_instance ADD COLUMN again_of BIGINT NOT NULL DEFAULT 0;
  CREATE INDEX work_instance_again ON work_instance (again_of) WHERE again_of <> 0;
)sql"},
                              storage::Migration{"work", 15, R"sql(
  CREATE TABLE work_step_person (
    instance BIGINT NOT NULL,
    element TEXT NOT NULL,
    place BIGINT NOT NULL,
    person TEXT NOT NULL,
    mode TEXT NOT NULL,
    PRIMARY KEY (instance, element, place));
)sql"},
                              storage::Migration{"work", 16, R"sql(
  CREATE TABLE work_light (
    task BIGINT PRIMARY KEY,
    yellow_at BIGINT NOT NULL,
    red_at BIGINT NOT NULL);
  INSERT INTO work_light (task, yellow_at, red_at)
    SELECT id, created_at + (due_at - created_at) / 100 * 80, due_at FROM work_task
    WHERE state = 'open' AND due_at IS NOT NULL;
)sql"},
                              storage::Migration{"work", 17, R"sql(
  CREATE TABLE work_handed_in (instance BIGINT PRIMARY KEY, person TEXT NOT NULL);
  CREATE INDEX work_handed_in_person ON work_handed_in (person, instance);
)sql"},
                              storage::Migration{"work", 18, R"sql(
  CREATE INDEX work_candidate_standing_in ON work_candidate (person, on_behalf_of)
    WHERE on_behalf_of <> '';
  CREATE INDEX work_seat_standing_in ON work_seat (person, on_behalf_of)
    WHERE on_behalf_of <> '';
  CREATE VIEW work_standing_in AS
    SELECT c.person AS person, c.on_behalf_of AS holder, t.record_type AS record_type,
      t.record_id AS record_id, CAST(NULL AS BIGINT) AS until
    FROM work_candidate c JOIN work_seat a ON a.task = c.task AND a.place = c.seat
      JOIN work_task t ON t.id = c.task
    WHERE c.on_behalf_of <> '' AND t.state = 'open' AND a.state IN ('open', 'waiting')
    UNION ALL
    SELECT s.person, s.on_behalf_of, t.record_type, t.record_id, s.acted_at
    FROM work_seat s JOIN work_task t ON t.id = s.task
    WHERE s.on_behalf_of <> '' AND s.state = 'acted';
)sql"},
                              storage::Migration{"work", 19, R"sql(
  ALTER TABLE work_instance ADD COLUMN callback_at_end TEXT NOT NULL DEFAULT '';
)sql"},
                              storage::Migration{"work", 20, R"sql(
  CREATE TABLE work_handed_on (
    task BIGINT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (task, person));
  CREATE INDEX work_handed_on_person ON work_handed_on (person, task);
)sql"},
                              storage::Migration{"work", 21, R"sql(
  CREATE INDEX work_draft_task ON work_draft (task);
)sql"},
                              storage::Migration{"work", 22, R"sql(
  CREATE VIEW work_voided AS
    SELECT i.record_type AS record_type, i.record_id AS record_id, i.id AS instance
    FROM work_instance i
    WHERE i.state IN ('voided', 'withdrawn_after', 'deleted') AND i.record_id <> 0
      AND NOT EXISTS (
        SELECT 1 FROM work_instance o
        WHERE o.record_type = i.record_type AND o.record_id = i.record_id
          AND o.state IN ('active', 'completed', 'canceled'));
)sql"},
                              // Where a task stands among what somebody has to do: by when it is
                              // due, last what is not, and nowhere once it is over.
                              storage::Migration{"work", 23, R"sql(
  ALTER TABLE work_candidate ADD COLUMN listed_due BIGINT;
  UPDATE work_candidate SET listed_due = (
    SELECT coalesce(t.due_at, 9223372036854775807) FROM work_task t
    WHERE t.id = work_candidate.task AND t.state = 'open');
  DROP INDEX work_candidate_person;
  CREATE INDEX work_candidate_listed ON work_candidate (person, listed_due, task, seat)
    WHERE listed_due IS NOT NULL;
)sql"},
                              storage::Migration{"work", 24, R"sql(
  CREATE TABLE work_notice_words (
    kind TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    by_person TEXT NOT NULL,
    at BIGINT NOT NULL);
)sql"},
                              // Who speaks for a matter whose starter has left.
                              storage::Migration{"work", 25, R"sql(
  CREATE TABLE work_spoken_for (instance BIGINT PRIMARY KEY, person TEXT NOT NULL);
  CREATE INDEX work_spoken_for_person ON work_spoken_for (person, instance);
)sql"},
                              storage::Migration{"work", 26, R"sql(
  CREATE TABLE work_archive (
    process TEXT PRIMARY KEY,
    until BIGINT NOT NULL,
    days BIGINT NOT NULL,
    person TEXT NOT NULL,
    at BIGINT NOT NULL);
)sql"},
                              // What becomes of written notices when people leave.
                              storage::Migration{"work", 27, R"sql(
  ALTER TABLE work_letter ADD COLUMN followed_by TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_letter_receipt ADD COLUMN left_at BIGINT;
  ALTER TABLE work_letter_receipt ADD COLUMN taken_over_by TEXT NOT NULL DEFAULT '';
  CREATE INDEX work_letter_follower ON work_letter (followed_by, id) WHERE followed_by <> '';
)sql"},
                              // What its process says of telling the starter of the end, and
                              // whether a step has told him since the last decision.
                              storage::Migration{"work", 28, R"sql(
  ALTER TABLE work_instance ADD COLUMN end_notice TEXT NOT NULL DEFAULT '';
  ALTER TABLE work_instance ADD COLUMN starter_told INTEGER NOT NULL DEFAULT 0;
)sql"},
                              // The few seats for which somebody was asked for his opinion.
                              storage::Migration{"work", 29, R"sql(
  CREATE INDEX work_seat_asking ON work_seat (task) WHERE delegations <> '[]';
)sql"},
                              // make_search fills it anew: characters with two readings are found
                              // by either.
                              storage::Migration{"work", 30, R"sql(
  DROP TABLE IF EXISTS work_instance_terms;
)sql"}};

}  // namespace

std::span<const storage::Migration> migrations() { return steps; }

}  // namespace work
