// What is terminated, and waits for the canceling listeners of a user task: the task itself, and
// everything around it that ends with it. What takes over begins when they are done.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

namespace {

constexpr std::string_view kAfter = "jw:after";    // the boundary event that takes over from it
constexpr std::string_view kInside = "jw:inside";  // the event sub-process that takes over in it
constexpr std::string_view kCanceled = "jw:canceled";  // why the instance ends

bool is_offered(const ElementRow& row, const JobRow* job) {
  return row.phase == Phase::Waiting || (job && job->kind == JobKind::Creating);
}

}  // namespace

bool Work::lingers(int64_t key) {
  const auto& row = at(key);
  const bool is_asked = row.role != Role::Body &&
                        node(row.node).task_listeners.contains(name_of(JobKind::Canceling)) &&
                        is_offered(row, instance.job_of(key));
  if (!is_asked && active_children(key).empty()) return false;
  end_job(key, JobState::Canceled);
  resolve_incidents(key);
  if (is_asked) forget_asked(key);
  at(key).phase = Phase::Canceling;
  at(key).is_dirty = true;
  if (is_asked) (void)run_task_listeners(key, JobKind::Canceling);
  return true;
}

bool Work::is_lingering(int64_t key) const {
  const ElementRow* row = instance.active(key);
  return row && row->phase == Phase::Canceling;
}

bool Work::has_lingering(int64_t scope) const {
  return std::ranges::any_of(instance.children(scope),
                             [&](int64_t child) { return is_lingering(child); });
}

bool Work::is_deserted(int64_t scope) const {
  const ElementRow* row = instance.active(scope);
  const bool goes_on = has_pending(scope) || local(scope, kInside) ||
                       (row && row->phase == Phase::Leaving) || has_children_left(scope);
  return !goes_on && std::ranges::all_of(instance.children(scope), [&](int64_t child) {
    return is_lingering(child) && !local(child, kAfter);
  });
}

bool Work::is_canceling() const { return local(instance.row.key, kCanceled) != nullptr; }

void Work::hold_cancellation(const std::string& reason) {
  set_local(instance.row.key, kCanceled, feel::Value(reason));
}

void Work::hold_event(int64_t owner, int event, const feel::Value& variables) {
  const bool is_boundary = node(event).kind == bpmn::Kind::BoundaryEvent;
  const feel::Value held =
      feel::Fields().set("event", feel::Value(node(event).id)).set("variables", variables).build();
  set_local(owner, is_boundary ? kAfter : kInside, held);
}

void Work::forget_held_event(int64_t owner) { remove_local(owner, kAfter); }

void Work::end_lingering(int64_t key) {
  const int64_t scope = at(key).scope;
  const feel::Value* stored = local(key, kAfter);
  const feel::Value after = stored ? *stored : feel::Value();
  end(key, ElementState::Terminated);
  if (!is_lingering(scope) && after.is(feel::Kind::Context))
    spawn_triggered(scope, process.find(after["event"].text()), after["variables"]);
  if (!has_lingering(scope)) go_on_without_lingering(scope);
}

// Nothing inside waits for listeners any more.
void Work::go_on_without_lingering(int64_t scope) {
  if (const feel::Value* canceled = local(instance.row.key, kCanceled);
      canceled && scope == instance.row.key) {
    end_canceled(canceled->text());
    return;
  }
  if (is_lingering(scope)) {
    end_lingering(scope);
    return;
  }
  if (const feel::Value* stored = local(scope, kInside)) {
    const feel::Value inside = *stored;
    remove_local(scope, kInside);
    begin_event_process(scope, process.find(inside["event"].text()), inside["variables"]);
    return;
  }
  const bool is_element = scope != instance.row.key;
  const bool is_leaving = is_element && at(scope).phase == Phase::Leaving;
  if (is_leaving) {
    leave(scope);
  } else if (is_element && is_ad_hoc(scope)) {
    go_on_in_ad_hoc(scope);
  } else {
    scope_maybe_done(scope);
  }
}

}  // namespace engine
