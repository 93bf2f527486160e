// A business rule task: a DMN decision evaluated here, or a job.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& element = input.element;
  if (element.called_decision.empty() && element.job_type.empty()) {
    input.complain(element.place,
                   "a business rule task needs a zeebe:calledDecision or a zeebe:taskDefinition");
  } else if (!element.called_decision.empty() && element.result_variable.empty()) {
    input.complain(element.place, "zeebe:calledDecision needs a resultVariable");
  }
  check_binding(input.element.binding, input);
}

void enter(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  if (here.called_decision.empty()) return enter_job(work, key);
  const auto decision = work.text(here.called_decision, key, "the decision id");
  if (!decision) return;
  work.wait(key);
  work.effects.push_back(DecisionCall{work.position(key), *decision, here.binding,
                                      here.result_variable, work.instance.visible(key)});
}

}  // namespace

const Behaviour kBusinessRuleTask = {.check = check, .enter = enter};

}  // namespace engine
