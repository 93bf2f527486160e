// A service task: a built-in that runs in the same transaction, or a job for somebody outside.
#include "base/text.h"
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

// False: an incident was raised.
bool call_builtin(Work& work, int64_t key, std::string type) {
  BuiltinCall call;
  call.type = std::move(type);
  call.at = work.position(key);
  for (const auto& [name, formula] : work.node_of(key).headers) {
    const auto value = work.value(formula, key, "header " + name);
    if (!value) return false;
    call.headers[name] = *value;
  }
  call.inputs = work.locals(key);
  work.wait(key);
  work.effects.push_back(std::move(call));
  return true;
}

void check(const CheckInput& input) {
  if (input.element.job_type.empty())
    input.complain(input.element.place, "a service task needs a zeebe:taskDefinition with a type");
}

}  // namespace

// Built in is what is called by its name: whoever looks at a model sees what it may do. A type that
// is computed is always offered to workers.
void enter_job(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  const auto type = work.text(here.job_type, key, "the job type");
  if (!type) return;
  const bool is_named = !here.job_type.expression;
  if (is_named && work.around.builtin_types && work.around.builtin_types->contains(*type)) {
    call_builtin(work, key, *type);
    return;
  }
  if (work.offer_job(key, JobKind::Work, here.job_type, here.retries)) work.wait(key);
}

const Behaviour kServiceTask = {.check = check, .enter = enter_job};

}  // namespace engine
