#include "scenario/scenario.h"

#include <algorithm>
#include <chrono>

#include "scenario/file.h"
#include "scenario/runner.h"

namespace scenario {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

int64_t milliseconds_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

}  // namespace

std::vector<fs::path> find_files(const std::vector<fs::path>& paths,
                                 std::vector<base::Problem>& problems) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code failure;
    if (fs::is_regular_file(path)) files.push_back(path.lexically_normal());
    if (!fs::exists(path))
      problems.push_back({path.generic_string(), 0, 0, "there is nothing here"});
    if (!fs::is_directory(path)) continue;
    for (fs::recursive_directory_iterator it(path, failure), end; it != end && !failure;
         it.increment(failure))
      if (it->is_regular_file() && it->path().extension() == ".scenario")
        files.push_back(it->path().lexically_normal());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

int run(const std::vector<fs::path>& paths, const Options& options, std::ostream& out) {
  std::vector<base::Problem> problems;
  const std::vector<fs::path> all = find_files(paths, problems);
  for (const base::Problem& problem : problems) out << problem.print() << "\n";
  std::vector<fs::path> files;
  std::copy_if(all.begin(), all.end(), std::back_inserter(files), [&](const fs::path& file) {
    return file.generic_string().find(options.filter) != std::string::npos;
  });
  Runner runner(options.server);
  for (const fs::path& file : files)
    if (const auto reading = read(file); !reading.scenario.after.empty())
      runner.keep(reading.scenario.after);

  const auto begin = Clock::now();
  size_t failed = 0;
  for (const fs::path& file : files) {
    const auto start = Clock::now();
    const auto failure = runner.play(file);
    if (failure) ++failed;
    if (failure)
      out << "FAILED " << file.generic_string() << "\n" << *failure;
    else if (options.is_verbose)
      out << "ok " << file.generic_string() << " " << milliseconds_since(start) << " ms\n";
  }
  out << files.size() << (files.size() == 1 ? " scenario, " : " scenarios, ") << failed
      << " failed, " << milliseconds_since(begin) << " ms\n";
  if (files.empty() || !problems.empty()) return 2;
  return failed == 0 ? 0 : 1;
}

std::vector<base::Problem> check(const std::vector<fs::path>& files) {
  std::vector<base::Problem> problems;
  for (const fs::path& file : files) {
    const auto reading = read(file);
    problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  }
  return problems;
}

base::Result<void> play_demo(app::Workspace& workspace, const packs::Packs& packs) {
  World world;
  for (const auto& pack : packs.packs) {
    for (const packs::Node& node : pack->demo_steps) {
      std::vector<base::Problem> problems;
      const Step step = step_of(node, (pack->folder / "demo/data.yaml").generic_string(), problems);
      if (!problems.empty())
        return base::refusal("scenario.demo_failed").because(problems.front().print());
      if (const auto fault = play_step(workspace, packs, world, step))
        return base::refusal("scenario.demo_failed").because(step.describe() + "\n" + *fault);
    }
  }
  return {};
}

}  // namespace scenario
