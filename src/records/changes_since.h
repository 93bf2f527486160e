// What happened to a record since somebody saw it.
#pragma once

#include <string>
#include <vector>

#include "records/records.h"

namespace records {

// A field that somebody changed after a version.
struct LaterChange {
  std::string field;
  base::Json seen;     // what it held at that version
  std::string person;  // who changed it last
  base::Text how;      // who that was, and when
};
// In the order of the changes, the latest first; of fields that the caller may read, and of the
// state.
std::vector<LaterChange> changes_since(storage::Connection& db, const Catalogue& catalogue,
                                       const Environment& environment, const Record& record,
                                       int64_t seen);

// Whether two values are one to people: what is left empty, however it is said.
bool is_same_value(const base::Json& a, const base::Json& b);

}  // namespace records
