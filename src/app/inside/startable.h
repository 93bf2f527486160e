// What people may begin: processes by their start forms, and new records with which one begins.
#pragma once

#include <string_view>

#include "app/inside/json.h"

namespace app {

// Process of the contract.
base::Json process_json(Look& look, const ProcessDefinition& process);

enum class NewRecords {
  Free,  // which the caller may create wherever they belong
  All,   // and those which he may create on certain records only, named in `parents`
};
struct Startable {
  base::JsonArray processes;    // Process
  base::JsonArray new_records;  // NewRecord, by the id of the type
};
// What the caller may begin, with when he last did. `words` are looked for in the titles of records
// and processes, in either language and by pinyin initials; empty: all.
Startable startable(Look& look, NewRecords which, std::string_view words);

}  // namespace app
