#include "engine/core/begun_inside.h"

#include <algorithm>

#include "engine/core/reach.h"
#include "engine/core/settled_joins.h"
#include "engine/core/work.h"
#include "engine/reentry.h"

namespace engine {

namespace {

feel::Value beginning_at(std::string_view id) {
  return feel::Fields().set(std::string(kBeginsAt), feel::Value(std::string(id))).build();
}

bool is_ending(const Instance& instance, const std::vector<int64_t>& terminate, int64_t scope) {
  for (int64_t each = scope; each != 0; each = instance.scope_around(each)) {
    if (std::ranges::count(terminate, each) > 0) return true;
  }
  return false;
}

// Whether an instance of the activity goes on.
bool goes_on(const Instance& instance, const std::vector<int64_t>& terminate, int activity) {
  return std::ranges::any_of(instance.elements, [&](const ElementRow& row) {
    return row.state == ElementState::Active && row.node == activity && row.role != Role::Body &&
           !is_ending(instance, terminate, row.key);
  });
}

// The target lies inside the scope.
void begin_at(Work& work, int64_t scope, int target) {
  const int container = work.at(scope).node;
  int next = target;  // directly in the scope, and around the target
  while (work.node(next).parent != container) next = work.node(next).parent;
  if (work.is_ad_hoc(scope)) scope = work.open_inner(scope, {});
  if (next == target) {
    work.spawn(scope, target);
  } else if (work.node(next).is_multi_instance) {
    work.spawn(scope, next, beginning_at(work.node(target).id));
  } else {
    begin_at(work, work.open_container(scope, next), target);
  }
  settle_joins(work, scope, {next});
}

}  // namespace

bool begin_inside(Work& work, int64_t key) {
  if (work.at(key).role != Role::Child) return false;
  const feel::Value* id = work.local(work.at(key).scope, kBeginsAt);
  const int target = id ? work.process.find(id->text_or_empty()) : -1;
  if (target < 0) return false;
  begin_at(work, key, target);
  return true;
}

MoveTarget entry_of(const Instance& instance, const std::vector<int64_t>& terminate,
                    std::string_view element_id) {
  const Process& process = *instance.process;
  const MoveTarget itself{std::string(element_id)};
  const int target = process.find(element_id);
  if (target < 0) return itself;
  int whole = -1;  // the outermost
  bool is_in_event_process = false;
  for (int each = process.nodes[static_cast<size_t>(target)].parent; each >= 0;
       each = process.nodes[static_cast<size_t>(each)].parent) {
    const Node& around = process.nodes[static_cast<size_t>(each)];
    if (around.is_multi_instance && !goes_on(instance, terminate, each)) whole = each;
    is_in_event_process = is_in_event_process || around.kind == bpmn::Kind::EventSubProcess;
  }
  if (whole < 0 || is_in_event_process) return itself;
  MoveTarget entry{process.nodes[static_cast<size_t>(whole)].id};
  entry.variables.push_back({entry.element, beginning_at(element_id)});
  return entry;
}

}  // namespace engine
