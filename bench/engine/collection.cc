#include "bench/engine/collection.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "bench/engine/workspace.h"
#include "bpmn/testing.h"

namespace bench {

namespace {

using namespace bpmn::testing;

std::string collecting_process(int64_t count) {
  const std::string loop =
      "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics "
      "inputCollection=\"=for i in 1.." +
      std::to_string(count) +
      " return i\" inputElement=\"item\" outputCollection=\"all\" outputElement=\"=result\"/>"
      "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>";
  return process("collecting",
                 element("startEvent", "start") +
                     "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition "
                     "type=\"work\"/></bpmn:extensionElements>" +
                     loop + "</bpmn:serviceTask>\n" + element("endEvent", "end") +
                     flow("start", "each") + flow("each", "end"));
}

void complete_all(Workspace& workspace, const std::vector<int64_t>& jobs) {
  constexpr size_t at_once = 64;
  for (size_t from = 0; from < jobs.size(); from += at_once) {
    std::promise<void> piece;
    const size_t to = std::min(jobs.size(), from + at_once);
    for (size_t i = from; i < to; ++i) {
      workspace.runtime().submit(
          workspace.actor,
          [job = jobs[i]](runtime::Op& op) -> base::Result<base::Json> {
            const std::string text = "the result of " + std::to_string(job);
            const auto result = feel::Fields().set("result", feel::Value(text)).build();
            if (auto done = op.engine.complete_job(job, result); !done.ok())
              return std::move(done).error();
            return base::Json(nullptr);
          },
          [&piece, i, to](const base::Result<base::Json>& answer) {
            base::ensure(answer.ok(), "a job of the benchmark is completed");
            if (i + 1 == to) piece.set_value();
          });
    }
    piece.get_future().wait();
  }
}

}  // namespace

double collect(int64_t count) {
  base::SystemClock clock;
  Workspace workspace(clock);
  workspace.start();
  const int64_t definition = workspace.deploy(collecting_process(count));
  const auto started =
      workspace.runtime().run(workspace.actor, [&](runtime::Op& op) -> base::Result<base::Json> {
        auto key = op.engine.start({"", definition, {}, {}, ""});
        if (!key.ok()) return std::move(key).error();
        return base::Json(*key);
      });
  base::ensure(started.ok(), "the instance of the benchmark starts");
  while (workspace.count("job") < count) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::vector<int64_t> jobs;
  for (const auto& row : workspace.database().read()->query("SELECT key FROM job ORDER BY key"))
    jobs.push_back(row.integer(0));
  base::ensure(static_cast<int64_t>(jobs.size()) == count, "each instance has a job");

  const auto began = std::chrono::steady_clock::now();
  complete_all(workspace, jobs);
  const std::chrono::duration<double> used = std::chrono::steady_clock::now() - began;
  base::ensure(workspace.count("process_instance WHERE state = 'completed'") == 1,
               "the instance ends with its last job");
  return used.count();
}

}  // namespace bench
