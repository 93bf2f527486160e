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
)sql"},
                              storage::Migration{"org", 2, R"sql(
  CREATE TABLE org_unit_term (
    unit TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent TEXT NOT NULL,
    head TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (unit, from_at));
  INSERT INTO org_unit_term (unit, from_at, title_zh, title_en, kind, parent, head, place)
    SELECT id, 0, title_zh, title_en, CASE parent WHEN '' THEN 'company' ELSE 'department' END,
      parent, head, place FROM org_unit;
  CREATE TABLE org_position_term (
    position TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    superior TEXT NOT NULL,
    headcount BIGINT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (position, from_at));
  INSERT INTO org_position_term (position, from_at, title_zh, title_en, unit, superior, headcount,
      place)
    SELECT id, 0, title_zh, title_en, unit, '', headcount, place FROM org_position;
  ALTER TABLE org_deputy ADD COLUMN mode TEXT NOT NULL DEFAULT 'beside';
  CREATE TABLE org_area (
    id BIGINT PRIMARY KEY,
    person TEXT NOT NULL,
    position TEXT NOT NULL,
    unit TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT);
  CREATE INDEX org_area_unit ON org_area (unit);
  CREATE INDEX org_area_person ON org_area (person);
)sql"},
                              storage::Migration{"org", 3, R"sql(
  CREATE TABLE org_calendar_day (
    unit TEXT NOT NULL,
    year BIGINT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (unit, year, day));
  CREATE TABLE org_calendar_year (
    unit TEXT NOT NULL,
    year BIGINT NOT NULL,
    person TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (unit, year));
)sql"},
                              // Who took over everything from somebody who has left, and who is to
                              // leave.
                              storage::Migration{"org", 4, R"sql(
  ALTER TABLE org_person ADD COLUMN successor TEXT NOT NULL DEFAULT '';
  CREATE TABLE org_leaving (
    person TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    by_person TEXT NOT NULL,
    request TEXT NOT NULL,
    has_failed BIGINT NOT NULL);
)sql"}};

}  // namespace

std::span<const storage::Migration> migrations() { return steps; }

}  // namespace org
