// Links: a throwing event goes on at the catching one of the same name beside it.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& thrower = input.element;
  for (const bpmn::Element& each : input.process.elements) {
    const bool is_target = each.kind == bpmn::Kind::IntermediateCatchEvent &&
                           each.event.trigger == bpmn::Trigger::Link &&
                           each.event.link == thrower.event.link && each.parent == thrower.parent;
    if (is_target) return;
  }
  input.complain(thrower.place, "a link needs a catch event of the same name beside it");
}

void enter(Work& work, int64_t key) {
  work.spawn(work.at(key).scope, work.process.link_target(work.node_of(key)));
  work.leave(key);
}

}  // namespace

const Behaviour kLinkThrow = {.check = check, .enter = enter};
const Behaviour kLinkCatch = {.enter = [](Work& work, int64_t key) { work.leave(key); }};

}  // namespace engine
