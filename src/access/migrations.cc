#include <array>

#include "access/accounts.h"

namespace entry {
namespace {

constexpr std::array steps = {storage::Migration{"access", 1, R"sql(
  CREATE TABLE access_account (
    person TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    failures BIGINT NOT NULL,
    failed_at BIGINT NOT NULL,
    locked_until BIGINT,
    must_change BIGINT NOT NULL,
    is_disabled BIGINT NOT NULL);
  CREATE TABLE access_session (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    is_program BIGINT NOT NULL,
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT,
    ended_at BIGINT);
  CREATE INDEX access_session_person ON access_session (person);
  CREATE TABLE access_setup_link (
    hash TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT);
  CREATE TABLE access_outside_link (
    id BIGINT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    subject_type TEXT NOT NULL,
    subject TEXT NOT NULL,
    purpose TEXT NOT NULL,
    recipient TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    attempts_left BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at BIGINT,
    opened_at BIGINT);
  CREATE INDEX access_outside_link_subject ON access_outside_link (subject_type, subject);
)sql"},
                              storage::Migration{"access", 2, R"sql(
  CREATE TABLE access_provider (
    issuer TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    client_secret TEXT NOT NULL,
    title TEXT NOT NULL,
    claim TEXT NOT NULL);
  CREATE TABLE access_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (issuer, subject));
  CREATE UNIQUE INDEX access_identity_person ON access_identity (issuer, person);
)sql"}};

}  // namespace

std::span<const storage::Migration> migrations() { return steps; }

}  // namespace entry
