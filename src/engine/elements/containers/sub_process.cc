// An embedded sub-process, a transaction among them: a scope of its own that begins at its start
// events, or with everything that no flow leads to.
#include <algorithm>

#include "engine/core/begun_inside.h"
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const auto& elements = input.process.elements;
  const bool has_content = std::any_of(elements.begin(), elements.end(), [&](const auto& each) {
    return each.parent >= 0 && &elements[static_cast<size_t>(each.parent)] == &input.element;
  });
  if (!has_content) input.complain(input.element.place, "the sub-process is empty");
}

void enter(Work& work, int64_t key) {
  const std::vector<int>& starts = work.node_of(key).starts;
  if (!work.open_event_processes_behind(key, starts)) return;
  work.wait(key);
  if (begin_inside(work, key)) {
    work.open_without_start(key);
    return;
  }
  for (int start : starts) work.spawn(key, start);
  if (starts.empty()) work.leave(key);
}

}  // namespace

const Behaviour kSubProcess = {.check = check, .enter = enter};

}  // namespace engine
