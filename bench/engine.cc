// Speed of the engine on a durable workspace: SQLite on a real file with synchronous=FULL, or the
// PostgreSQL server that JINGWEI_BENCH_STORAGE names.
// Usage: engine_bench [NAME…]; without a name all of them.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

#include "bench/bar.h"
#include "bench/engine/bare.h"
#include "bench/engine/collection.h"
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

std::vector<std::string> columns_of(storage::Connection& db, const std::string& table,
                                    bool is_on_server) {
  std::vector<std::string> names;
  const char* columns =
      is_on_server ? "SELECT column_name FROM information_schema.columns WHERE table_schema = "
                     "current_schema() AND table_name = ?"
                   : "SELECT name FROM pragma_table_info(?)";
  for (const auto& row : db.query(columns, {table})) names.push_back(row.text(0));
  return names;
}

// Everything that the instances left behind, as one text: rows and bytes a table.
std::string left_behind(Workspace& workspace) {
  std::string result;
  for (const char* table :
       {"process_instance", "element_instance", "variable", "sequence_flow", "every_job"}) {
    auto db = workspace.database().read();
    std::string bytes = "0";
    for (const auto& column : columns_of(*db, table, !workspace.place().server.empty()))
      bytes += " + COALESCE(SUM(LENGTH(" + column + " || '')), 0)";
    const auto row = db->first("SELECT COUNT(*), " + bytes + " FROM " + table);
    result += std::string(table) + " " + std::to_string(row->integer(0)) + " rows " +
              std::to_string(row->integer(1)) + " bytes\n";
  }
  return result;
}

constexpr int64_t batch = 256;
constexpr int64_t callers = 4 * batch;

constexpr double kRows = 11;  // written for an instance

struct Run {
  double seconds = 0;
  std::string left;
};

Run run_engine(int64_t instances) {
  base::SystemClock clock;
  Workspace workspace(clock);
  workspace.start();
  const int64_t definition = workspace.deploy(service_process());
  Load load(workspace, definition);
  Run run;
  run.seconds = seconds([&] { load.run(instances, callers); });
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
  const storage::Settings place = workspace.place();
  run.seconds = seconds([&] {
    if (place.server.empty()) {
      (void)write_bare(place.folder, definition, instances, batch);
    } else {
      write_bare_on_server(place.server, place.workspace, definition, instances, batch);
    }
  });
  workspace.open();
  run.left = left_behind(workspace);
  return run;
}

std::string store() { return Workspace::server().empty() ? "SQLite" : "PostgreSQL"; }

// Start, service task, end. The engine and the bare rows take turns, so that a busy machine slows
// both alike; the medians are compared.
void service() {
  constexpr int64_t instances = 20'000;
  constexpr int rounds = 5;
  std::vector<double> engine;
  std::vector<double> bare;
  std::vector<double> ratio;
  for (int round = 0; round < rounds; ++round) {
    const Run limit = run_bare(instances);
    const Run run = run_engine(instances);
    base::ensure(limit.left == run.left, "both leave the same rows:\n" + limit.left + run.left);
    engine.push_back(instances / run.seconds);
    bare.push_back(instances / limit.seconds);
    ratio.push_back(limit.seconds / run.seconds);
  }
  std::printf("service: start, service task, end; 3 acknowledged acts an instance\n");
  std::printf("  engine      %8.0f instances/s  %8.0f rows/s  %.0f rows an instance\n",
              median(engine), median(engine) * kRows, kRows);
  std::printf("  bare        %8.0f instances/s\n", median(bare));
  hold("engine on " + store() + ", % of its bare rows", median(ratio) * 100, Bar::AtLeast, 50);
}

// Ten service tasks and two timers.
void errand() {
  constexpr int64_t instances = 5'000;
  const double used = run_errands(instances, callers);
  std::printf("errand: ten service tasks and two timers; 21 acknowledged acts an instance\n");
  hold("ten tasks and two timers, instances/s", instances / used, Bar::AtLeast, 300);
}

void timers() {
  constexpr int64_t count = 100'000;
  const TimerRun run = fire_timers(count);
  std::printf("timers: %lld due within one second, each start, timer, end\n",
              static_cast<long long>(count));
  std::printf("  fired       %8.2f s  %8.0f a second  %s\n", run.seconds, count / run.seconds,
              run.is_in_order ? "in order" : "NOT in order");
  base::ensure(run.is_in_order, "timers fire in order");
  hold("100,000 timers due in one second, s", run.seconds, Bar::AtMost, 5);
}

void collection() {
  std::printf(
      "collection: jobs of one multi-instance activity completed, their results collected\n");
  double least = 0;
  double most = 0;
  for (const int64_t count : {2'000, 10'000, 30'000}) {
    const double used = collect(count) / static_cast<double>(count) * 1e6;
    std::printf("  of %6lld   %8.0f us a job\n", static_cast<long long>(count), used);
    least = least == 0 ? used : std::min(least, used);
    most = std::max(most, used);
  }
  hold("a job collected, the dearest of 2,000 to 30,000 by the cheapest", most / least, Bar::AtMost,
       2);
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
void beside_population(const char* name, Population which, int64_t millions) {
  const int64_t count = millions * 1'000'000;
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
    full.settle();
  });
  if (which == Population::Waiting) verify_waiting(full, 1'000);

  std::vector<double> ratio;
  std::vector<double> rate;
  for (int round = 0; round < rounds; ++round) {
    const double alone = load_rate(empty, plain, instances);
    rate.push_back(load_rate(full, definition, instances));
    ratio.push_back(rate.back() / alone);
  }
  const std::string others = std::to_string(millions) + ",000,000 " + name;
  std::printf("%s: beside %s instances, written in %.0f s\n", name, others.c_str(), written);
  std::printf("  service     %8.0f instances/s\n", median(rate));
  const std::string beside = "beside " + others;
  hold(beside + ", % of the speed of empty", median(ratio) * 100, Bar::AtLeast, 90);
  hold(beside + ", s from start to the first answer", started, Bar::AtMost, 1);
  hold(beside + ", MB of memory more", static_cast<double>(resident_bytes() - before) / 1e6,
       Bar::AtMost, 256);
}

void waiting() { beside_population("waiting", Population::Waiting, 1); }
void finished() { beside_population("finished", Population::Finished, 1); }
void finished_10m() { beside_population("finished", Population::Finished, 10); }

struct Benchmark {
  std::string_view name;
  void (*run)();
  bool is_by_hand = false;  // runs only when it is named
};
constexpr Benchmark benchmarks[] = {{"service", service},
                                    {"errand", errand},
                                    {"timers", timers},
                                    {"collection", collection},
                                    {"waiting", waiting},
                                    {"finished", finished},
                                    {"finished_10m", finished_10m, true}};

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
    const bool is_named = std::find(wanted.begin(), wanted.end(), each.name) != wanted.end();
    if (is_named || (wanted.empty() && !each.is_by_hand)) each.run();
  }
  return 0;
}
