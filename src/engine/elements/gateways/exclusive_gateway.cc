// An exclusive gateway takes the first flow whose condition holds, else the default.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& gateway = input.element;
  if (gateway.outgoing.size() < 2) return;
  for (int index : gateway.outgoing) {
    const bpmn::Flow& flow = input.process.flows[static_cast<size_t>(index)];
    if (index != gateway.default_flow && flow.condition.empty()) {
      input.complain(flow.place,
                     "the flow " + flow.id + " leaves an exclusive gateway and has no condition");
    }
  }
}

bool choose(Work& work, int64_t key, std::vector<int>& flows) {
  const Node& gateway = work.node_of(key);
  for (int index : gateway.outgoing) {
    if (index == gateway.default_flow) continue;
    const CompiledFlow& flow = work.process.flows[static_cast<size_t>(index)];
    if (flow.has_condition) {
      const auto holds = work.boolean(flow.condition, key, "condition of " + flow.id);
      if (!holds) return false;
      if (!*holds) continue;
    }
    flows.push_back(index);
    return true;
  }
  if (gateway.default_flow >= 0) flows.push_back(gateway.default_flow);
  if (!flows.empty() || gateway.outgoing.empty()) return true;
  work.incident(key, "CONDITION_ERROR", "no condition holds and there is no default flow");
  return false;
}

}  // namespace

const Behaviour kExclusiveGateway = {
    .check = check, .enter = [](Work& work, int64_t key) { work.leave(key); }, .choose = choose};

}  // namespace engine
