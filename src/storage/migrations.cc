// The tables of this module.
#include <array>

#include "storage/database.h"

namespace storage {
namespace {

constexpr std::array<Migration, 2> steps = {{{"storage", 1, R"sql(
  CREATE TABLE key_mark (name TEXT PRIMARY KEY, mark BIGINT NOT NULL);

  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    person TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    door TEXT NOT NULL,
    act TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject TEXT NOT NULL,
    root_type TEXT NOT NULL,
    root TEXT NOT NULL,
    clause TEXT NOT NULL,
    changes TEXT NOT NULL);
  CREATE INDEX event_subject ON event (subject_type, subject);
  CREATE INDEX event_root ON event (root_type, root);

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    created_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts INTEGER NOT NULL,
    next_try BIGINT NOT NULL,
    reason TEXT NOT NULL);
  CREATE INDEX outbox_due ON outbox (state, next_try);

  CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    request_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (actor, request_key));
  CREATE INDEX idempotency_age ON idempotency (created_at);
)sql"},
                                             {"storage", 2, R"sql(
  ALTER TABLE outbox ADD COLUMN subject TEXT NOT NULL DEFAULT '';
  CREATE INDEX outbox_subject ON outbox (subject) WHERE subject <> '';
)sql"}}};

}  // namespace

std::span<const Migration> migrations() { return steps; }

}  // namespace storage
