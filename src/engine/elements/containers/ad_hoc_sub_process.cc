// An ad-hoc sub-process: what runs in it is chosen while it runs (core/ad_hoc.cc).
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& element = input.element;
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
