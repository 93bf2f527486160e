// An inclusive gateway: joined when nothing else can arrive (core/inclusive.cc), then every flow
// whose condition holds goes out, else the default.
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
                     "the flow " + flow.id + " leaves an inclusive gateway and has no condition");
    }
  }
}

}  // namespace

const Behaviour kInclusiveGateway = {.check = check,
                                     .enter = [](Work& work, int64_t key) { work.leave(key); }};

}  // namespace engine
