// One workspace with the real runtime, engine and tasks on a virtual clock, and acts on it as plain
// commands, which a fresh desk can be given once more.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models.h"
#include "runtime/runtime.h"
#include "storage/testing.h"
#include "work/acts.h"
#include "work/instances.h"

namespace approvals {

// An act in words that mean the same on another desk: a task is named by its instance, element and
// number there.
struct Command {
  std::string person;
  std::string act;   // start, agree, disagree, return, take_back, transfer …
  int instance = 0;  // 1: the first one started
  std::string element;
  int number = 0;  // of the element's tasks in the instance, 1: the first
  std::string argument;
  std::vector<std::string> persons = {};
};
std::string print(const Command& command);

class Desk {
 public:
  explicit Desk(const std::vector<Model>& processes = models());
  ~Desk();

  // Gives the code of the refusal and its detail, or nothing. What goes wrong inside counts too.
  std::optional<std::string> play(const Command& command);
  const std::vector<Command>& played() const { return played_; }

  std::vector<work::Task> open_tasks(int instance);
  std::vector<work::Task> tasks(int instance);          // the oldest first
  std::vector<int64_t> waiting_elements(int instance);  // user tasks that the engine waits at
  work::Instance instance(int number);
  int instances() const { return static_cast<int>(instances_.size()); }
  std::vector<work::ReturnTarget> targets(const work::Task& task);
  bool is_suspended(int instance);
  // A command that means this task.
  Command on(const work::Task& task, std::string person, std::string act);

  // Everything that a person could tell apart, without keys and times.
  std::string snapshot(int instance);
  // What must hold after every act; nothing when it does.
  std::optional<std::string> fault(int instance);
  // Everybody agrees until the instance ends; what stands in the way otherwise.
  std::optional<std::string> drain(int instance);

 private:
  class Effects;
  base::Result<void> run(
      const std::string& person,
      const std::function<base::Result<void>(work::Context&, runtime::Op&)>& act);
  base::Result<void> perform(const Command& command);
  base::Result<void> act_on_task(const Command& command);
  base::Result<void> act_on_instance(const Command& command);
  base::Result<void> start(const Command& command);
  int64_t task_key(const Command& command);

  storage::TemporaryPlace place_;
  base::VirtualClock clock_{base::parse_time("2026-03-02T01:00:00Z").value()};
  std::unique_ptr<Effects> effects_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<runtime::Runtime> runtime_;
  std::vector<int64_t> instances_;
  std::vector<Command> played_;
};

}  // namespace approvals
