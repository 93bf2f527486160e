// A scenario file as values.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "packs/yaml.h"

namespace scenario {

struct Step {
  packs::Node node;  // the whole step
  packs::Mark mark;
  std::string as;                             // person or position; empty: as before
  std::string verb;                           // of `do`; empty: none
  std::string object;                         // what stands behind the verb
  std::string advance;                        // a duration
  std::string at;                             // an instant
  std::optional<base::Time> restart_at = {};  // of `restart`: the program stands still until then
  // "as general_manager: vote initiation", for people.
  std::string describe() const;
};

struct Scenario {
  std::filesystem::path file;
  std::vector<std::string> proves;
  std::string story;
  bool is_engine = false;
  bool has_clock = false;
  base::Time clock;
  bool plays_demo_data = false;
  const packs::Node* organisation() const;  // inline; nullptr: the demo's
  packs::Node given;
  std::filesystem::path after;               // empty: begins afresh
  std::vector<std::filesystem::path> packs;  // folders, the one it lies in first
  std::vector<Step> steps;
};

struct ReadScenario {
  Scenario scenario;
  std::vector<base::Problem> problems;
};
ReadScenario read(const std::filesystem::path& file);

// Splits a step node; unknown verbs are problems.
Step step_of(const packs::Node& node, const std::string& file,
             std::vector<base::Problem>& problems);

}  // namespace scenario
