// What can be searched in the tables of processes, with the names of the compatible API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/search.h"

namespace runtime {

const storage::Searchable& process_definitions();
const storage::Searchable& decision_definitions();
const storage::Searchable& decision_requirements();  // decision models as a whole
const storage::Searchable& resources();              // everything that was deployed

// What a definition was deployed from.
struct Source {
  std::string kind;  // process, decision, form
  std::string file;
  std::string text;
};
std::optional<Source> source(storage::Connection& db, int64_t definition);

// The form that the first start of a process with one names, the latest version; nothing when there
// is none.
std::optional<int64_t> start_form(storage::Connection& db, int64_t process);

// A decision with the text of its model.
struct DecisionSource {
  int64_t key = 0;
  std::string id;
  std::string name;
  int version = 0;
  int64_t model = 0;
  std::string model_id;
  std::string file;
  std::string text;
};
std::optional<DecisionSource> decision(storage::Connection& db, int64_t key);
std::optional<DecisionSource> latest_decision(storage::Connection& db, std::string_view id);
// The latest version of every decision, by id.
std::vector<DecisionSource> latest_decisions(storage::Connection& db);
// All decisions of a model.
std::vector<DecisionSource> decisions_of(storage::Connection& db, int64_t model);

}  // namespace runtime
