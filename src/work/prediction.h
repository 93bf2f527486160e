// The steps that lie before a matter, with the people they would ask, from what is known now.
//
// Conditions are evaluated with the given variables, every step being taken to agree. A condition
// that cannot be told yet is taken as not met. Decisions on the way are made, where `functions` has
// `decide`. What a call activity calls is followed. Reads only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/process.h"
#include "work/context.h"
#include "work/settings.h"

namespace work {

using CalledProcess = std::function<std::shared_ptr<const engine::Process>(const std::string& id)>;

struct Outlook {
  feel::Value variables;  // a context; `record` among them where one is bound
  engine::RecordRef record;
  std::string starter;
  int64_t instance = 0;     // 0: not started yet
  std::string behind = {};  // an element; empty: from the start
  const feel::HostFunctions* functions = nullptr;
  // A process as a call activity would find it; nullptr: there is none. Unset: calls are not
  // followed.
  CalledProcess called = {};
  int calls_deep = 0;  // how many calls lead here
  int begun = 0;  // of a sequential multi-instance activity `behind`: the rest of it comes first
  std::vector<int64_t> parts = {};  // instances of multi-instance activities around `behind`
  // What a rule decides (jw:duplicates, jw:applicant, jw:empty) asks nobody; left aside: everybody
  // is named, also of what lies behind the activity that `behind` is in.
  enum class Rules { Applied, LeftAside };
  Rules rules = Rules::Applied;
};

// Of a seat that a rule will decide: as the vote will say it.
struct RuledSeat {
  std::vector<std::string> persons;  // for whom it passes; none where nobody is found
  std::string reason;
  base::Text text;
  bool operator==(const RuledSeat& other) const {
    return persons == other.persons && reason == other.reason;
  }
};

struct PredictedStep {
  std::string element;
  // Of a step of a called process: the call activity that leads there, and the process.
  std::string call = {};
  base::Text called = {};
  base::Text title;
  TaskKind kind = TaskKind::Work;
  Policy policy = Policy::Any;
  base::Text rule = {};  // what it takes to pass, in words
  // In the order of the seats, then those who are asked for want of others; empty: not known yet.
  std::vector<std::string> persons;
  bool is_choice = false;  // the starter names its people, and has not yet
  std::string refusal;     // why nobody can be named, or the step would not begin: a code
  // What has nobody who may act: positions, fields, roles, persons. Others are asked instead where
  // there is no refusal, or a rule decides.
  std::vector<base::Missing> missing;
  std::string record_type;                   // of the record that its process is about
  Nobody::Act by_rule = Nobody::Act::Usual;  // Pass, Reject: what rules alone make of the step
  std::vector<RuledSeat> ruled = {};         // the seats that they decide
};

// In the order of the flow; each once. What several instances of a multi-instance activity have is
// one step with the people of all of them.
std::vector<PredictedStep> predict(Context& context, const engine::Process& process,
                                   const Outlook& outlook);

// Likewise from several places of one matter, as open steps stand; a step for which `has_begun`
// says so of a place is not ahead of that.
using HasBegun = std::function<bool(size_t place, const std::string& element)>;
std::vector<PredictedStep> predict(Context& context, const engine::Process& process,
                                   const std::vector<Outlook>& places, const HasBegun& has_begun);

// Whom a return from a task asks at an executed step: of AfterReturn::Again whom it finds now, of
// Back those who did it. `outlook` is that of the task, behind its element. Nobody where a rule
// decides, or nobody can be named.
struct Repetition {
  const Task& from;
  std::string element;
  AfterReturn strategy;
};
std::vector<std::string> asked_again(Context& context, const engine::Process& process,
                                     const Outlook& outlook, const Repetition& repetition);

// The place of each node in the flow: behind what leads to it, what a sub-process holds before what
// comes after that.
std::vector<int> flow_order(const engine::Process& process);

}  // namespace work
