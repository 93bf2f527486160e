// Runs the processes of BPMN files from start to end as fast as it goes: on a file that is synced
// with each commit, and on one that never is. Usage: bpmn_bench FILE…; one line of JSON a file.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <mutex>

#include "base/json.h"
#include "bench/engine/workspace.h"
#include "runtime/queries.h"

namespace bench {
namespace {

constexpr int64_t kAtOnce = 1'024;

// Starts instances that end by themselves, each as soon as one before it was answered.
class Starts {
 public:
  Starts(Workspace& workspace, int64_t definition)
      : workspace_(workspace), definition_(definition) {}

  // Instances a second; each was committed before it counts.
  double run(int64_t instances) {
    const auto began = std::chrono::steady_clock::now();
    for (int64_t i = 0; i < instances; ++i) {
      std::unique_lock lock(mutex_);
      answered_.wait(lock, [&] { return open_ < kAtOnce; });
      ++open_;
      lock.unlock();
      start();
    }
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [&] { return open_ == 0; });
    return static_cast<double>(instances) /
           std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }

  int64_t last() const { return last_; }

 private:
  void start() {
    workspace_.runtime().submit(
        workspace_.actor,
        [this](runtime::Op& op) -> base::Result<base::Json> {
          auto key = op.engine.start({"", definition_, {}, {}, ""});
          if (!key.ok()) return std::move(key).error();
          return base::Json(*key);
        },
        [this](const base::Result<base::Json>& answer) {
          base::ensure(answer.ok(), "an instance of the benchmark starts");
          const std::lock_guard guard(mutex_);
          last_ = answer->as_int64();
          --open_;
          answered_.notify_one();
        });
  }

  Workspace& workspace_;
  const int64_t definition_;
  std::mutex mutex_;
  std::condition_variable answered_;
  int64_t open_ = 0;
  int64_t last_ = 0;
};

struct Run {
  double rate = 0;
  base::JsonArray completed;  // element ids of one instance
};

Run run(const std::string& xml, storage::Durability durability) {
  constexpr int64_t instances = 20'000;
  base::SystemClock clock;
  Workspace workspace(clock, {}, durability);
  workspace.start();
  Starts starts(workspace, workspace.deploy(xml));
  (void)starts.run(kAtOnce);
  Run result;
  result.rate = starts.run(instances);
  for (const auto& each : runtime::elements(*workspace.database().read(), starts.last()))
    if (each.state == "completed") result.completed.emplace_back(each.element_id);
  return result;
}

void measure(const char* file) {
  std::ifstream stream(file);
  const std::string xml{std::istreambuf_iterator<char>(stream), {}};
  base::ensure(!xml.empty(), std::string(file) + " can be read");
  const Run unsynced = run(xml, storage::Durability::Off);
  const Run durable = run(xml, storage::Durability::Full);
  const base::JsonObject line{
      {"completed", unsynced.completed}, {"unsynced", unsynced.rate}, {"durable", durable.rate}};
  std::printf("%s\n", base::print(line).c_str());
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) bench::measure(arguments[i]);
  return 0;
}
