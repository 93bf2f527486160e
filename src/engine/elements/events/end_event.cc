// End events that do more than end: terminate and error. (Those that throw: throw_event.cc.)
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check_error(const CheckInput& input) {
  const bpmn::Declaration* error = input.model.error(input.element.event.ref);
  if (!error || error->code.empty())
    input.complain(input.element.place, "the error of the end event has no code");
}

// Everything else in the scope ends with it.
void enter_terminate(Work& work, int64_t key) {
  const int64_t scope = work.at(key).scope;
  for (int64_t each : work.instance.children(scope)) {
    if (each != key) work.terminate(each, "terminated by " + work.node_of(key).id);
  }
  work.purge_tokens(scope);
  work.leave(key);
}

void enter_error(Work& work, int64_t key) {
  const std::string code = work.node_of(key).event.code;
  work.wait(key);
  work.throw_error(key, code, "", work.locals(key));
}

}  // namespace

const Behaviour kNoneEnd = {.enter = [](Work& work, int64_t key) { work.leave(key); }};
const Behaviour kTerminateEnd = {.enter = enter_terminate};
const Behaviour kErrorEnd = {.check = check_error, .enter = enter_error};

}  // namespace engine
