// A call activity runs another process and waits for its end.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  if (input.element.called_process.empty())
    input.complain(input.element.place,
                   "a call activity needs a zeebe:calledElement with a processId");
  check_binding(input.element.binding, input);
}

void enter(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  const auto process_id = work.text(here.called_process, key, "the called process");
  if (!process_id) return;
  work.wait(key);
  const feel::Value variables =
      here.propagates_all_parent_variables ? work.instance.visible(key) : work.locals(key);
  work.effects.push_back(StartChild{work.position(key), *process_id, here.binding, variables});
}

void cancel(Work& work, int64_t key, const std::string& reason) {
  if (const int64_t child = work.at(key).called_instance)
    work.effects.push_back(ChildCanceled{child, reason});
}

}  // namespace

void check_binding(const bpmn::Binding& binding, const CheckInput& input) {
  const bool is_known = binding.type.empty() || binding.type == "latest" ||
                        binding.type == "deployment" || binding.type == "versionTag";
  if (!is_known)
    input.complain(binding.place,
                   "bindingType is latest, deployment or versionTag, not " + binding.type);
  if (binding.type == "versionTag" && binding.version_tag.empty())
    input.complain(binding.place, "the bindingType versionTag needs a versionTag");
}

const Behaviour kCallActivity = {.check = check, .enter = enter, .cancel = cancel};

}  // namespace engine
