// An ad-hoc sub-process: what runs in it is chosen while it runs (core/ad_hoc.cc).
#include <algorithm>

#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool holds_something_to_begin(const CheckInput& input) {
  return std::ranges::any_of(input.process.elements, [&](const bpmn::Element& each) {
    return each.parent >= 0 &&
           &input.process.elements[static_cast<size_t>(each.parent)] == &input.element &&
           each.kind != bpmn::Kind::EventSubProcess && each.kind != bpmn::Kind::BoundaryEvent &&
           !each.is_for_compensation;
  });
}

void check(const CheckInput& input) {
  const bpmn::Element& element = input.element;
  if (!holds_something_to_begin(input))
    input.complain(element.place, "an ad-hoc sub-process holds at least one activity");
  const bool is_led_by_worker = !element.job_type.empty();
  const bool decides_itself =
      !element.ad_hoc.active_elements.empty() || !element.ad_hoc.completion_condition.empty();
  if (is_led_by_worker && decides_itself)
    input.complain(element.place,
                   "with a zeebe:taskDefinition the worker decides; there can be no completion "
                   "condition and no activeElementsCollection");
  if (element.ad_hoc.output_collection.empty() != element.ad_hoc.output_element.empty())
    input.complain(element.place, "outputCollection and outputElement belong together");
}

}  // namespace

const Behaviour kAdHocSubProcess = {
    .check = check, .enter = [](Work& work, int64_t key) { work.enter_ad_hoc(key); }};

}  // namespace engine
