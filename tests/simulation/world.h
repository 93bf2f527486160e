// One workspace under simulation: the real runtime on SQLite with a virtual clock, random acts on
// it, and what must hold after each of them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/runtime.h"
#include "storage/testing.h"

namespace simulation {

enum class Act {
  CompleteJob,
  AnswerAgent,
  FailJob,
  ThrowError,
  CompleteTask,
  CompleteAgain,
  Publish,
  PublishLater,
  Signal,
  SetVariables,
  Advance,
  Move,
  DirectAdHoc,
  Suspend,
  Resume,
  SetRetries,
  Resolve,
  EvaluateConditions,
  Start,
  Cancel,
  Reopen,
};
constexpr int kActs = 21;
std::string_view name_of(Act act);

// What is done, and the number that chooses on what: a trace of these can be played again, also
// with some of them left out.
struct Choice {
  Act act = Act::Start;
  uint64_t number = 0;
};

struct Counts {
  int applied[kActs] = {};
  int refused[kActs] = {};
  int completed = 0;
  int stopped_by_incident = 0;
};

class World {
 public:
  explicit World(Counts& counts);
  ~World();

  // The reason when the model cannot be deployed.
  std::optional<std::string> deploy(const std::string& xml);
  // Each gives what is wrong afterwards.
  std::optional<std::string> play(const Choice& choice);
  // Does what is waited for until every instance has ended or has an incident.
  std::optional<std::string> drain();

 private:
  class Tasks;
  struct Open;  // what can be acted on

  void open();
  base::Result<void> run(const std::function<base::Result<void>(runtime::Op&)>& act);
  base::Result<void> perform(const Choice& choice, const Open& open);
  base::Result<void> answer_job(int64_t key, const std::string& kind, uint64_t number);
  base::Result<void> complete_task(int64_t key, uint64_t number);
  Open look();
  std::optional<std::string> examine();
  bool push_on(const Open& open);

  Counts& counts_;
  storage::TemporaryPlace place_{storage::testing::server()};
  base::VirtualClock clock_{base::parse_time("2026-03-02T01:00:00Z").value()};
  std::unique_ptr<Tasks> tasks_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<runtime::Runtime> runtime_;
  std::set<int64_t> moved_;  // instances with tokens moved by hand
  int64_t last_job_ = 0;
  int pushes_ = 0;
};

}  // namespace simulation
