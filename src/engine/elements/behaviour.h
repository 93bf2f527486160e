// What the engine does for one kind of BPMN element. One file a kind; elements/table.cc lists them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"
#include "engine/process.h"

namespace engine {

class Work;

// What a check is given and where it complains.
struct CheckInput {
  const bpmn::Model& model;
  const bpmn::Process& process;
  const bpmn::Element& element;
  std::vector<base::Problem>& problems;

  void complain(bpmn::Place at, const std::string& text) const {
    problems.push_back({model.file, at.line, at.column, element.id + ": " + text});
  }
};

struct Behaviour {
  // Complains about what keeps the element from being executed. May be absent.
  void (*check)(const CheckInput& input) = nullptr;
  // Begins the element's work: it ends at once (Work::leave) or begins to wait (Work::wait).
  void (*enter)(Work& work, int64_t key) = nullptr;
  // Chooses the flows to take when it ends; nothing: an incident was raised. Absent: the usual
  // rule.
  bool (*choose)(Work& work, int64_t key, std::vector<int>& flows) = nullptr;
  // Takes back what `enter` asked for when the element is terminated. May be absent.
  void (*cancel)(Work& work, int64_t key, const std::string& reason) = nullptr;
};

// nullptr: this kind of element is not executed.
const Behaviour* behaviour_of(bpmn::Kind kind, bpmn::Trigger trigger);

}  // namespace engine
