#include <array>

#include "org/organisation.h"

namespace org {
namespace {

constexpr std::array steps = {storage::Migration{"org", 1, R"sql(
  CREATE TABLE org_unit (
    id TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    parent TEXT NOT NULL,
    head TEXT NOT NULL,
    place BIGINT NOT NULL);
  CREATE TABLE org_position (
    id TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    headcount BIGINT NOT NULL,
    place BIGINT NOT NULL);
  CREATE TABLE org_person (
    id TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    initials TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    is_active BIGINT NOT NULL,
    place BIGINT NOT NULL);
  CREATE TABLE org_post (
    id BIGINT PRIMARY KEY,
    person TEXT NOT NULL,
    position TEXT NOT NULL,
    is_main BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT);
  CREATE INDEX org_post_person ON org_post (person);
  CREATE INDEX org_post_position ON org_post (position);
  CREATE TABLE org_deputy (
    id BIGINT PRIMARY KEY,
    of_id TEXT NOT NULL,
    is_position BIGINT NOT NULL,
    deputy TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    reason TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL);
  CREATE INDEX org_deputy_of ON org_deputy (of_id);
  CREATE TABLE org_calendar (name TEXT PRIMARY KEY, document TEXT NOT NULL);
)sql"}};

}  // namespace

std::span<const storage::Migration> migrations() { return steps; }

}  // namespace org
