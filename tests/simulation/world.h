// One workspace under simulation: the real runtime on SQLite with a virtual clock, random acts on
// it, and what must hold after each of them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "faulty_storage.h"
#include "runtime/runtime.h"
#include "storage/testing.h"

namespace simulation {

// Those from Repeat on are about other acts.
enum class Act {
  CompleteJob,
  AnswerAgent,
  FailJob,
  ThrowError,
  CompleteTask,
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
  Migrate,
  Repeat,
  Reopen,
  FailStorage,
  LoseReply,
  SlowStorage,
};
constexpr int kActs = 25;
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
  int fed_by_itself = 0;  // busy without end, by what the model throws at itself
  int overgrown = 0;      // models that filled their world, which ends the episode
  int without_room = 0;   // elements that their instance had no room for
};

class World {
 public:
  explicit World(Counts& counts);
  ~World();

  // The reason when the model cannot be deployed.
  std::optional<std::string> deploy(const std::string& xml);
  // Each gives what is wrong afterwards.
  std::optional<std::string> play(const Choice& choice);
  // A loop of events has filled it with so much that looking at it takes the time of thousands of
  // other acts.
  bool is_overgrown();
  // Does what is waited for until every instance has ended or has an incident.
  std::optional<std::string> drain();

 private:
  class Tasks;
  struct Open;  // what can be acted on
  // What somebody must get to go on.
  struct Awaited {
    std::vector<std::string> messages;  // one for each who waits
    std::set<std::string> signals;
    bool has_conditions = false;
  };

  void open();
  base::Result<void> run(const std::function<base::Result<void>(runtime::Op&)>& act);
  void settle();
  base::Result<void> perform(const Choice& choice, const Open& open);
  base::Result<void> answer_job(int64_t key, const std::string& kind, uint64_t number);
  base::Result<void> complete_task(int64_t key, uint64_t number);
  base::Result<void> advance_to(base::Time target);
  Open look();
  std::optional<std::string> examine();
  std::optional<std::string> repeat(uint64_t number, const Open& open);
  std::optional<std::string> play_with_fault(const Choice& choice, const Open& open);
  void count(Act act, bool is_applied);
  void push_on(const Open& open);
  bool do_work(const Open& open);
  Awaited look_at_waits();
  bool is_fed_by_itself(int64_t instance, int64_t key);
  std::set<int64_t> roots_of_incidents(const Open& open, int times);

  Counts& counts_;
  storage::TemporaryPlace place_;
  base::VirtualClock clock_{base::parse_time("2026-03-02T01:00:00Z").value()};
  std::unique_ptr<Tasks> tasks_;
  std::unique_ptr<FaultyDatabase> database_;
  std::unique_ptr<runtime::Runtime> runtime_;
  int overgrown_ = 0;  // examinations of an instance that a loop of events had filled
  // How often the incidents of an element of an instance were resolved to bring it to an end.
  std::map<std::pair<int64_t, std::string>, int> resolved_;
  int64_t last_job_ = 0;   // that was answered
  int64_t last_task_ = 0;  // that was completed
  int pushes_ = 0;
};

}  // namespace simulation
