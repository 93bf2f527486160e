#include <fstream>
#include <iostream>
#include <sstream>

#include "bpmn/check.h"
#include "bpmn/elements_named.h"
#include "bpmn/measure.h"
#include "bpmn/reader.h"
#include "cli/commands.h"
#include "packs/pack.h"
#include "scenario/scenario.h"
#include "scenario/trace.h"

namespace cli {

namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return std::move(out).str();
}

void check_model(const fs::path& path, std::vector<base::Problem>& problems) {
  const std::string text = read_text(path);
  const auto reading = bpmn::read(path.string(), text);
  auto found = bpmn::check(reading.model);
  found.insert(found.begin(), reading.problems.begin(), reading.problems.end());
  bpmn::name_elements(text, found);
  problems.insert(problems.end(), found.begin(), found.end());
  const auto measures = bpmn::measure(reading.model);
  problems.insert(problems.end(), measures.findings.begin(), measures.findings.end());
}

void check_packs(const Paths& folders, std::vector<base::Problem>& problems) {
  const auto packs = packs::read(folders);
  problems.insert(problems.end(), packs.problems.begin(), packs.problems.end());
  for (const auto& pack : packs.packs) {
    const auto found = scenario::check(pack->scenarios);
    problems.insert(problems.end(), found.begin(), found.end());
  }
}

}  // namespace

int check(const Paths& paths) {
  std::vector<base::Problem> problems;
  Paths folders;
  for (const auto& path : paths) {
    std::error_code error;
    if (!fs::exists(path, error)) {
      problems.push_back({path.string(), 0, 0, "there is no such file or folder"});
    } else if (path.extension() == ".bpmn") {
      check_model(path, problems);
    } else if (path.extension() == ".scenario") {
      const auto found = scenario::check({path});
      problems.insert(problems.end(), found.begin(), found.end());
    } else if (fs::exists(path / "pack.yaml", error)) {
      folders.push_back(path);
    } else {
      const auto inside = pack_folders(path);
      if (inside.empty())
        problems.push_back({path.string(), 0, 0, "neither a pack nor a folder of packs"});
      folders.insert(folders.end(), inside.begin(), inside.end());
    }
  }
  if (!folders.empty()) check_packs(folders, problems);
  for (const auto& problem : problems) std::cout << problem.print() << "\n";
  if (problems.empty()) {
    std::cout << "没有问题 no problems" << std::endl;
    return 0;
  }
  std::cerr << problems.size() << " 个问题 problem(s)" << std::endl;
  return 1;
}

int test(const Paths& paths, const TestOptions& options) {
  return scenario::run(paths, {options.is_verbose, options.filter, options.storage}, std::cout);
}

int trace(const Paths& paths, bool is_proving, bool is_json) {
  const scenario::TraceOptions options{
      is_proving ? scenario::Proof::Tried : scenario::Proof::Listed,
      is_json ? scenario::Print::Json : scenario::Print::Text};
  return scenario::trace(paths, options, std::cout);
}

}  // namespace cli
