// Runs .scenario files against the real program: each on its own temporary database,
// under a virtual clock, through the functions that the HTTP door calls. The format:
// docs/reference/scenario-format.md.
#pragma once

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "base/result.h"
#include "packs/pack.h"

namespace scenario {

struct Options {
  // Says each scenario with its time; otherwise only failures and the sum.
  bool is_verbose = false;
  // Only files whose path holds this text.
  std::string filter;
  // A PostgreSQL server (postgres://…) to run on, in databases made for it; empty: in folders.
  std::string server;
};

// Scenario files at or below the paths, sorted. A path that is not there is a problem.
std::vector<std::filesystem::path> find_files(const std::vector<std::filesystem::path>& paths,
                                              std::vector<base::Problem>& problems);

// Runs every scenario below the paths and prints failures: the step, what was expected, what was.
// Returns the program's exit code: 0 when all passed, 1 when one failed, 2 when there was nothing
// to run.
int run(const std::vector<std::filesystem::path>& paths, const Options& options, std::ostream& out);

// Reads scenario files without running them: every problem with its place.
std::vector<base::Problem> check(const std::vector<std::filesystem::path>& files);

// Plays the demo data of the packs (demo/data.yaml) into an open workspace. Refuses with
// scenario.demo_failed, `detail` saying which step; what was played before stays.
base::Result<void> play_demo(app::Workspace& workspace, const packs::Packs& packs);

}  // namespace scenario
