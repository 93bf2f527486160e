// A script task: a FEEL expression whose value becomes a variable, or a job.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& element = input.element;
  if (element.script.empty() && element.job_type.empty()) {
    input.complain(element.place, "a script task needs a zeebe:script or a zeebe:taskDefinition");
  } else if (!element.script.empty() && element.result_variable.empty()) {
    input.complain(element.place, "zeebe:script needs a resultVariable");
  }
}

void enter(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  if (here.script.empty()) return enter_job(work, key);
  const auto value = work.value(here.script, key, "script");
  if (value) work.finish(key, feel::Fields().set(here.result_variable, *value).build(), "");
}

}  // namespace

const Behaviour kScriptTask = {.check = check, .enter = enter};

}  // namespace engine
