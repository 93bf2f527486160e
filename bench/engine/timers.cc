#include "bench/engine/timers.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <vector>

#include "bench/engine/endings.h"
#include "bench/engine/workspace.h"
#include "bpmn/testing.h"

namespace bench {

namespace {

using namespace bpmn::testing;

// Real to the runtime, which fires by itself what is due; set by hand.
class SettableClock final : public base::Clock {
 public:
  explicit SettableClock(base::Time start) : micros_(start.micros) {}
  base::Time now() const override { return {micros_.load()}; }
  void set(base::Time time) { micros_.store(time.micros); }

 private:
  std::atomic<int64_t> micros_;
};

std::string waiting_process() {
  return process("waiting",
                 element("startEvent", "start") +
                     "<bpmn:intermediateCatchEvent id=\"due\"><bpmn:timerEventDefinition>"
                     "<bpmn:timeDate>= due</bpmn:timeDate></bpmn:timerEventDefinition>"
                     "</bpmn:intermediateCatchEvent>\n" +
                     element("endEvent", "end") + flow("start", "due") + flow("due", "end"));
}

// Starts them, the earliest first.
void start_all(Workspace& workspace, int64_t definition, base::Time first, int64_t count) {
  const int64_t apart = 1'000'000 / count;
  constexpr int64_t at_once = 5'000;  // fewer than the queue takes
  for (int64_t from = 0; from < count; from += at_once) {
    std::promise<void> piece;
    const int64_t to = std::min(count, from + at_once);
    for (int64_t i = from; i < to; ++i) {
      const base::Time due{first.micros + i * apart};
      workspace.runtime().submit(
          workspace.actor,
          [definition, due](runtime::Op& op) -> base::Result<base::Json> {
            const feel::Value values =
                feel::Fields().set("due", feel::Value(base::print_utc(due))).build();
            auto key = op.engine.start({"", definition, values, {}, ""});
            if (!key.ok()) return std::move(key).error();
            return base::Json(*key);
          },
          [&piece, i, to](const base::Result<base::Json>& answer) {
            base::ensure(answer.ok(), "an instance of the benchmark starts");
            if (i + 1 == to) piece.set_value();
          });
    }
    piece.get_future().wait();
  }
}

}  // namespace

TimerRun fire_timers(int64_t count) {
  const base::Time start = base::parse_time("2026-03-02T01:00:00Z").value();
  SettableClock clock(start);
  Workspace workspace(clock);
  std::vector<int64_t> ended;
  Endings endings;
  endings.on_end = [&ended](runtime::Op&, int64_t instance) { ended.push_back(instance); };
  workspace.runtime().install(endings);
  std::promise<void> all_fired;
  workspace.runtime().on_commit([&, is_told = false]() mutable {
    if (is_told || static_cast<int64_t>(ended.size()) < count) return;
    is_told = true;
    all_fired.set_value();
  });
  workspace.start();
  const int64_t definition = workspace.deploy(waiting_process());
  start_all(workspace, definition, start + base::hours(1), count);

  const auto began = std::chrono::steady_clock::now();
  clock.set(start + base::hours(2));
  workspace.settle();  // the writer looks at the clock again
  all_fired.get_future().wait();
  TimerRun run;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  run.is_in_order = std::is_sorted(ended.begin(), ended.end());
  base::ensure(workspace.count("timer") == 0, "every timer has fired");
  return run;
}

}  // namespace bench
