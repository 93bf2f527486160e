// What importing people, units or positions from a file would do, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "org/organisation.h"

namespace org {

// One column of a line that changes what is known. References are told by their titles, the kind of
// a unit by its word.
struct ImportedChange {
  std::string column;
  base::Text from;  // empty: there was nothing
  base::Text to;
};

struct ImportedPerson {
  enum class Act { Added, Changed, Kept };
  int line = 0;  // in the file, from 1
  std::string id;
  std::string name;
  Act act = Act::Added;
  std::string appointed_to;             // position id; empty: no new post
  std::vector<ImportedChange> changes;  // of a line that changes what is known
};

// Each line compared with what is stored now. Refuses as import_people does.
base::Result<std::vector<ImportedPerson>> preview_import(storage::Connection& db,
                                                         std::string_view csv, base::Time now);

}  // namespace org
