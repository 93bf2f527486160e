// The engine: a pure step over one process instance. It reads no clock, no disk and no global, and
// draws randomness from the source that it is handed; the same instance, command and surroundings
// give the same changes and effects.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/working_calendar.h"
#include "engine/commands.h"
#include "engine/effects.h"
#include "engine/rows.h"

namespace engine {

// What a step is handed.
struct Surroundings {
  base::Time now;
  std::string zone = "Asia/Shanghai";
  const base::WorkingCalendar* calendar = nullptr;
  const feel::HostFunctions* functions = nullptr;  // may be absent
  base::Random* random = nullptr;                  // of uuid() and random number(); may be absent
  const std::set<std::string, std::less<>>* builtin_types = nullptr;
  std::function<int64_t()> next_key;
  // An endless loop becomes an incident. How many instances a multi-instance activity has is known
  // when it begins, so each of them has the bound for itself; all together are bounded too.
  int activations_max = 10'000;
  int activations_in_all_max = 1'000'000;
  // Of a multi-instance activity in one step, and steps of FEEL in it before the rest is left to
  // later ones (ChildrenLeft): others are served in between.
  int children_at_once = 5'000;
  int64_t feel_at_once = 250'000;
  // What a step may evaluate in all: beyond that its expressions fail.
  int64_t feel_max = 20'000'000;
  // Of an instance alive at once: what a model begins in the course of time is bounded by them.
  int elements_max = 100'000;
};

// Changes `instance` in place: changed rows are marked dirty, removed ones listed. A refused
// command leaves it as it was found only when nothing was changed yet; the caller keeps a copy to
// go back to.
base::Result<std::vector<Effect>> step(Instance& instance, const Command& command,
                                       const Surroundings& around);

// Active element instances that would be done again by going back to `element_id`: those behind it
// in its own branch, not those of branches beside it. For a return to an earlier step.
std::vector<int64_t> affected_by_return(const Instance& instance, int64_t from,
                                        std::string_view element_id);

// Whether a boundary event of the active element, or something around it, catches the error.
bool catches_error(const Instance& instance, int64_t element, const std::string& code);

// Whether an instance can begin at these elements in place of its starts. Refuses with
// engine.no_element and engine.cannot_move.
base::Result<void> check_starts(const Process& process, const std::vector<std::string>& elements);

// What a user task that is a job tells its worker beside the headers of the model; null for others.
feel::Value task_headers(const Instance& instance, int64_t element);

// The listener of the model that a job is for; nullptr for work.
const CompiledListener* listener_of(const Instance& instance, const JobRow& job);

// Whether listeners of a user task look at what was asked of it, and the values it shall have then.
bool is_asked(const Instance& instance, int64_t element);
feel::Value asked_values(const Instance& instance, int64_t element);
// With which variables it is to be completed, or which are to be set; a context.
feel::Value asked_variables(const Instance& instance, int64_t element);
// A context of both, `over` hiding what is named alike; what is no context counts as an empty one.
feel::Value merged(const feel::Value& values, const feel::Value& over);

// Whether variables of the instance itself can make something go on: conditions, or gateways that
// are settled again with each step.
bool moves_by_variables(const Instance& instance);

}  // namespace engine
