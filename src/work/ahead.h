// The steps that lie before a running matter, and other people for them (追加/修改处理人).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/instances.h"
#include "work/prediction.h"

namespace work {

// jw:people: who may name other people for a step that has not begun. Nothing said: the starter
// where he chose them, nobody where votes are final (jw:final), else administrators and the owner
// of the process.
enum class PeopleRule { Fixed, Owner, Starter };

struct StepAhead {
  PredictedStep step;
  PeopleRule rule = PeopleRule::Owner;
  bool is_changed = false;  // its people are not those that the model names
};

// An element where an instance stands, and what is known there.
struct Place {
  std::string element;
  feel::Value variables;            // a context
  std::vector<int64_t> parts = {};  // instances of multi-instance activities that it is in or is
  int begun = 0;                    // of a sequential one: how many of its instances have begun
};

// What prediction needs of a running instance.
struct Running {
  const engine::Process& process;
  std::vector<Place> active;
  const feel::HostFunctions* functions = nullptr;
  CalledProcess called = {};
};
// In the order of the flow; a step that is open is ahead only of those instances of a
// multi-instance activity in which it is not. Those of a process that will be called are among
// them; their people are changed where it runs.
std::vector<StepAhead> steps_ahead(Context& context, const Instance& instance,
                                   const Running& running);

enum class Standing { Starter, Owner, Administrator };  // of the process
bool may_change(const StepAhead& ahead, Standing standing);

struct ChangeOfPeople {
  enum class Mode { Replace, Add, Restore };
  std::string element;
  Mode mode = Mode::Replace;
  std::vector<std::string> persons;  // none of Restore
  std::string reason;
};
// Holds from the moment in which the step begins; open tasks stay as they are. Refuses with
// work.step_not_ahead, work.people_fixed, work.reason_required, work.unknown_person,
// work.people_not_allowed, work.no_candidate, work.cannot_pass, and as the record excludes people.
base::Result<void> change_people(Context& context, const Instance& instance, const Running& running,
                                 Standing standing, const ChangeOfPeople& change);

}  // namespace work
