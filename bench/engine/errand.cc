#include "bench/engine/errand.h"

#include <atomic>
#include <chrono>
#include <future>

#include "bench/engine/endings.h"
#include "bench/engine/workspace.h"
#include "bpmn/testing.h"

namespace bench {

namespace {

using namespace bpmn::testing;
using Answer = base::Result<base::Json>;

std::string errand_process() {
  std::string content = element("startEvent", "start");
  std::string last = "start";
  const auto append = [&](const std::string& id, const std::string& text) {
    content += text + flow(last, id);
    last = id;
  };
  for (int i = 1; i <= 10; ++i) {
    const std::string number = std::to_string(i);
    append("work" + number, job("work" + number, "work"));
    if (i != 3 && i != 7) continue;
    append("pause" + number,
           "<bpmn:intermediateCatchEvent id=\"pause" + number +
               "\"><bpmn:timerEventDefinition><bpmn:timeDuration>PT0.1S</bpmn:timeDuration>"
               "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>\n");
  }
  append("end", element("endEvent", "end"));
  return process("errand", content);
}

class Errands {
 public:
  explicit Errands(int64_t instances)
      : workspace_(clock_), left_to_begin_(instances), left_to_end_(instances) {
    endings_.on_end = [this](runtime::Op& op, int64_t) { op.after_commit([this] { ended(); }); };
    workspace_.runtime().install(endings_);
    workspace_.runtime().on_job_offered([this](std::string_view) { activate(); });
    workspace_.start();
    definition_ = workspace_.deploy(errand_process());
  }

  void run(int64_t at_once) {
    for (int64_t i = 0; i < at_once; ++i) begin();
    all_ended_.get_future().wait();
    base::ensure(workspace_.count("job") == 0, "every job is done");
  }

 private:
  void begin() {
    if (left_to_begin_.fetch_sub(1) <= 0) return;
    act(
        [this](runtime::Op& op) -> Answer {
          auto key = op.engine.start({"", definition_, {}, {}, ""});
          if (!key.ok()) return std::move(key).error();
          return base::Json(*key);
        },
        [](int64_t) {});
  }
  void ended() {
    if (--left_to_end_ == 0) return all_ended_.set_value();
    begin();
  }
  void activate() {
    act(
        [](runtime::Op& op) -> Answer {
          const auto jobs = op.engine.activate_jobs("work", "bench", base::minutes(10), 1);
          base::ensure(jobs.size() == 1, "the job that was offered is there");
          return base::Json(jobs.front().key);
        },
        [this](int64_t job) { complete(job); });
  }
  void complete(int64_t job) {
    act(
        [job](runtime::Op& op) -> Answer {
          auto done = op.engine.complete_job(job, {});
          if (!done.ok()) return std::move(done).error();
          return base::Json(0);
        },
        [](int64_t) {});
  }
  void act(runtime::Operation operation, std::function<void(int64_t)> then) {
    workspace_.runtime().submit(workspace_.actor, std::move(operation),
                                [then = std::move(then)](const Answer& answer) {
                                  base::ensure(answer.ok(), "an act of the benchmark is applied");
                                  then(answer->as_int64());
                                });
  }

  base::SystemClock clock_;
  Endings endings_;
  Workspace workspace_;
  int64_t definition_ = 0;
  std::atomic<int64_t> left_to_begin_;
  int64_t left_to_end_;  // of the writer's thread
  std::promise<void> all_ended_;
};

}  // namespace

double run_errands(int64_t instances, int64_t at_once) {
  Errands errands(instances);
  const auto began = std::chrono::steady_clock::now();
  errands.run(at_once);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace bench
