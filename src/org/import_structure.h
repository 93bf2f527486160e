// Units and positions from a file, as a spreadsheet writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "org/import_preview.h"

namespace org {

struct ImportedTerm {
  int line = 0;  // in the file, from 1
  std::string id;
  std::string name;
  ImportedPerson::Act act = ImportedPerson::Act::Added;
  std::vector<ImportedChange> changes;
};

// Each line adds a unit (id, name, name_en, kind, parent, head) or a position (id, name, name_en,
// unit, superior, headcount), or changes it from now on; an empty cell leaves what is known. A line
// may name what any other adds, in whatever order. Refuses with org.bad_list, naming each line and
// what is wrong with it, each line of a circle, too; what was done until then has to be undone.
base::Result<std::vector<ImportedTerm>> import_units(storage::Tx& tx, std::string_view csv);
base::Result<std::vector<ImportedTerm>> import_positions(storage::Tx& tx, std::string_view csv);

}  // namespace org
