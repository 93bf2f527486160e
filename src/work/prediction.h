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
};

struct PredictedStep {
  std::string element;
  // Of a step of a called process: the call activity that leads there, and the process.
  std::string call = {};
  base::Text called = {};
  base::Text title;
  TaskKind kind = TaskKind::Work;
  Policy policy = Policy::Any;
  std::vector<std::string> persons;  // in the order of the seats; empty: not known yet
  bool is_choice = false;            // the starter names its people, and has not yet
  std::string refusal;               // why nobody can be named: a code
};

// In the order in which they are reached; each once.
std::vector<PredictedStep> predict(Context& context, const engine::Process& process,
                                   const Outlook& outlook);

}  // namespace work
