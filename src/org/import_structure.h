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
};

// Each line adds a unit (id, name, name_en, kind, parent, head) or a position (id, name, name_en,
// unit, superior, headcount), or changes it from now on; an empty cell leaves what is known. A line
// may name what an earlier one adds. Refuses with org.bad_list, naming each line and what
// change_unit or change_position said of it; what the lines before did has to be undone then.
base::Result<std::vector<ImportedTerm>> import_units(storage::Tx& tx, std::string_view csv);
base::Result<std::vector<ImportedTerm>> import_positions(storage::Tx& tx, std::string_view csv);

}  // namespace org
