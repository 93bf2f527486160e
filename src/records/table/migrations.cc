#include "records/records.h"

namespace records {

namespace {

constexpr storage::Migration steps[] = {
    {"records", 1, R"sql(
CREATE TABLE record_sequence (
  type TEXT NOT NULL,
  period TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (type, period)
);
-- What the table of each type was made for, to find what an upgrade changes.
CREATE TABLE record_field (
  type TEXT NOT NULL,
  field TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (type, field)
);
-- Former ids of record types; events keep the id of their time.
CREATE TABLE record_type_name (
  was TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL
);
)sql"},
};

}  // namespace

std::span<const storage::Migration> migrations() { return steps; }

}  // namespace records
