// A complex gateway: activated by its condition, then reset (core/complex.cc).
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& gateway = input.element;
  if (gateway.incoming.size() > 1 && gateway.activation_condition.empty())
    input.complain(gateway.place, "a complex gateway that joins needs an activationCondition");
}

}  // namespace

const Behaviour kComplexGateway = {
    .check = check, .enter = [](Work& work, int64_t key) { work.enter_complex_gateway(key); }};

}  // namespace engine
