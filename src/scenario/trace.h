// Which clause of a charter is carried out by what, and which scenario proves it.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "packs/pack.h"

namespace scenario {

enum class Proof {
  Listed,  // only what files say
  Tried,   // every carrier is switched off in turn; a step of a scenario that names the clause, and
           // that holds otherwise, must then fail
};
enum class Print { Text, Json };

struct TraceOptions {
  Proof proof = Proof::Listed;
  Print print = Print::Text;
};

// A carrier of a clause, and what trying it without gave.
struct CarrierTrace {
  std::string path;
  std::string exempt;  // why it is not tried: of its kind, or as the charter says; empty: it can be
  bool is_proved = false;  // a scenario failed without it
  std::string proved_by;   // that scenario
};

struct ClauseTrace {
  std::string id;
  std::string text;
  bool is_in_force = true;
  std::string reason;  // why only planned
  std::vector<CarrierTrace> carriers;
  std::vector<std::string> scenarios;  // files that name it in `proves`
  // In force, and lacks a carrier or a scenario; with Proof::Tried also when a carrier was not
  // proved, or none could be.
  bool is_open = false;
};

struct PackTrace {
  std::string pack;
  std::vector<ClauseTrace> clauses;
  int open() const;
};

// The clauses of one pack with their scenarios, nothing tried.
PackTrace trace_of(const packs::Pack& pack);

// Prints the table of each pack in `folders`. Returns the program's exit code: 0 when no clause is
// open.
int trace(const std::vector<std::filesystem::path>& folders, const TraceOptions& options,
          std::ostream& out);

}  // namespace scenario
