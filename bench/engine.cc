// Speed of the engine on a durable workspace (SQLite on a real file, synchronous=FULL).
// Usage: engine_bench [NAME…]; without a name all of them.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

#include "bench/engine/bare.h"
#include "bench/engine/errand.h"
#include "bench/engine/load.h"
#include "bench/engine/population.h"
#include "bench/engine/timers.h"
#include "bpmn/testing.h"

namespace bench {
namespace {

using namespace bpmn::testing;

double seconds(const std::function<void()>& act) {
  const auto began = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string service_process() {
  return process("service", element("startEvent", "start") + job("work", "work") +
                                element("endEvent", "end") + flow("start", "work") +
                                flow("work", "end"));
}

// Everything that the instances left behind, as one text: rows and bytes a table.
std::string left_behind(Workspace& workspace) {
  std::string result;
  for (const char* table :
       {"process_instance", "element_instance", "variable", "sequence_flow", "job"}) {
    auto db = workspace.database().read();
    std::string bytes = "0";
    for (const auto& column :
         db->query("SELECT name FROM pragma_table_info(?)", {std::string(table)})) {
      bytes += " + TOTAL(LENGTH(" + column.text(0) + "))";
    }
    const auto row = db->first("SELECT COUNT(*), CAST(" + bytes + " AS INTEGER) FROM " + table);
    result += std::string(table) + " " + std::to_string(row->integer(0)) + " rows " +
              std::to_string(row->integer(1)) + " bytes\n";
  }
  return result;
}

constexpr int64_t batch = 256;
constexpr int64_t callers = 4 * batch;

struct Run {
  double seconds = 0;
  int64_t rows = 0;
  std::string left;
};

Run run_engine(int64_t instances) {
  base::SystemClock clock;
  Workspace workspace(clock);
  workspace.start();
  const int64_t definition = workspace.deploy(service_process());
  Load load(workspace, definition);
  const int64_t before = workspace.rows_written();
  Run run;
  run.seconds = seconds([&] { load.run(instances, callers); });
  run.rows = workspace.rows_written() - before;
  run.left = left_behind(workspace);
  return run;
}

Run run_bare(int64_t instances) {
  base::SystemClock clock;
  Workspace workspace(clock);
  workspace.start();
  const int64_t definition = workspace.deploy(service_process());
  workspace.close();
  Run run;
  run.seconds =
      seconds([&] { run.rows = write_bare(workspace.folder(), definition, instances, batch); });
  workspace.open();
  run.left = left_behind(workspace);
  return run;
}

// Start, service task, end. The engine and the bare rows take turns, so that a busy machine slows
// both alike; the medians are compared.
void service() {
  constexpr int64_t instances = 20'000;
  constexpr int rounds = 5;
  std::vector<double> engine;
  std::vector<double> bare;
  std::vector<double> ratio;
  int64_t rows = 0;
  for (int round = 0; round < rounds; ++round) {
    const Run limit = run_bare(instances);
    const Run run = run_engine(instances);
    base::ensure(limit.left == run.left, "both leave the same rows:\n" + limit.left + run.left);
    engine.push_back(instances / run.seconds);
    bare.push_back(instances / limit.seconds);
    ratio.push_back(limit.seconds / run.seconds);
    rows = run.rows;
  }
  std::printf("service: start, service task, end; 3 acknowledged acts an instance\n");
  std::printf("  engine      %8.0f instances/s  %8.0f rows/s  %.2f rows an instance\n",
              median(engine), median(engine) * static_cast<double>(rows) / instances,
              static_cast<double>(rows) / instances);
  std::printf("  bare SQLite %8.0f instances/s\n", median(bare));
  std::printf("  ratio       %8.0f %%\n", median(ratio) * 100);
}

// Ten service tasks and two timers. The bar: 300 instances a second.
void errand() {
  constexpr int64_t instances = 5'000;
  const double used = run_errands(instances, callers);
  std::printf("errand: ten service tasks and two timers; 21 acknowledged acts an instance\n");
  std::printf("  engine      %8.0f instances/s\n", instances / used);
}

// The bar: within five seconds, in order.
void timers() {
  constexpr int64_t count = 100'000;
  const TimerRun run = fire_timers(count);
  std::printf("timers: %lld due within one second, each start, timer, end\n",
              static_cast<long long>(count));
  std::printf("  fired       %8.2f s  %8.0f a second  %s\n", run.seconds, count / run.seconds,
              run.is_in_order ? "in order" : "NOT in order");
}

std::string waiting_process() {
  return process("waiting", element("startEvent", "start") + job("work", "waiting") +
                                element("endEvent", "end") + flow("start", "work") +
                                flow("work", "end"));
}

double load_rate(Workspace& workspace, int64_t definition, int64_t instances) {
  Load load(workspace, definition);
  return static_cast<double>(instances) / seconds([&] { load.run(instances, callers); });
}

// Beside an empty workspace, in turns.
void beside_population(const char* name, Population which) {
  constexpr int64_t count = 1'000'000;
  constexpr int64_t instances = 10'000;
  constexpr int rounds = 5;
  base::SystemClock clock;
  Workspace empty(clock);
  empty.start();
  const int64_t plain = empty.deploy(service_process());

  Workspace full(clock);
  full.start();
  const int64_t definition = full.deploy(service_process());
  const int64_t waiting = full.deploy(waiting_process());
  full.close();
  full.open();
  const double written = seconds([&] { populate(full, waiting, which, count); });
  full.close();
  const int64_t before = resident_bytes();
  const double started = seconds([&] {
    full.open();
    full.start();
    (void)full.rows_written();
  });
  if (which == Population::Waiting) verify_waiting(full, 1'000);

  std::vector<double> ratio;
  std::vector<double> rate;
  for (int round = 0; round < rounds; ++round) {
    const double alone = load_rate(empty, plain, instances);
    rate.push_back(load_rate(full, definition, instances));
    ratio.push_back(rate.back() / alone);
  }
  std::printf("%s: beside 1,000,000 %s instances, written in %.0f s\n", name, name, written);
  std::printf("  start-up    %8.2f s to the first answer\n", started);
  std::printf("  service     %8.0f instances/s, %.0f %% of empty\n", median(rate),
              median(ratio) * 100);
  std::printf("  memory      %8.0f MB more than before it was opened\n",
              static_cast<double>(resident_bytes() - before) / 1e6);
}

void waiting() { beside_population("waiting", Population::Waiting); }
void finished() { beside_population("finished", Population::Finished); }

struct Benchmark {
  std::string_view name;
  void (*run)();
};
constexpr Benchmark benchmarks[] = {{"service", service},
                                    {"errand", errand},
                                    {"timers", timers},
                                    {"waiting", waiting},
                                    {"finished", finished}};

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  const std::vector<std::string_view> wanted(arguments + 1, arguments + count);
  for (std::string_view name : wanted) {
    const auto is_it = [&](const bench::Benchmark& each) { return each.name == name; };
    if (std::any_of(std::begin(bench::benchmarks), std::end(bench::benchmarks), is_it)) continue;
    std::fprintf(stderr, "no benchmark is called %s\n", std::string(name).c_str());
    return 2;
  }
  for (const bench::Benchmark& each : bench::benchmarks) {
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), each.name) != wanted.end())
      each.run();
  }
  return 0;
}
