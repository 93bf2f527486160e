// Compensation: what completed can be undone, the latest first.
//
// A completed activity that can be undone leaves a subscription in the scope it ended in. A
// completed sub-process keeps the subscriptions of what it holds under its own key, and its
// variables as they were; it is opened again (Role::Undoing) when it is its turn. Handlers run
// inside the event that throws, so that it knows when they are done and takes them with it when it
// is terminated.
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "engine/core/reach.h"
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

// Not a FEEL name, of a sub-process that is undone: it was canceled before it completed.
constexpr std::string_view kUnfinished = "jw:unfinished";

std::string snapshot_name(int64_t key) { return "jw:snapshot:" + std::to_string(key); }

int64_t completed_key(const SubscriptionRow& row) {
  int64_t key = 0;
  std::from_chars(row.correlation_key.data(),
                  row.correlation_key.data() + row.correlation_key.size(), key);
  return key;
}

// Behind the key: from which scope a thrower took it, while it is not undone.
constexpr char kTakenFrom = '@';

int64_t taken_from(const SubscriptionRow& row) {
  const size_t mark = row.correlation_key.find(kTakenFrom);
  return mark == std::string::npos ? 0 : std::stoll(row.correlation_key.substr(mark + 1));
}

bool belongs_to(const SubscriptionRow& row, int64_t owner) {
  return row.kind == SubscriptionKind::Compensation && row.owner == owner;
}

bool has_any(const Instance& instance, int64_t owner) {
  return std::any_of(instance.subscriptions.begin(), instance.subscriptions.end(),
                     [&](const SubscriptionRow& row) { return belongs_to(row, owner); });
}

// Active elements inside `scope` that hold what can be undone.
std::set<int64_t> owners_inside(const Instance& instance, int64_t scope) {
  std::set<int64_t> owners;
  for (const SubscriptionRow& row : instance.subscriptions) {
    if (row.kind != SubscriptionKind::Compensation || row.owner == scope) continue;
    int64_t around = instance.active(row.owner) ? row.owner : 0;
    while (around != 0 && around != scope) around = instance.scope_around(around);
    if (around != 0) owners.insert(row.owner);
  }
  return owners;
}

void give(Instance& instance, int64_t from, int64_t to) {
  for (SubscriptionRow& row : instance.subscriptions) {
    if (!belongs_to(row, from)) continue;
    row.owner = to;
    row.is_dirty = true;
  }
}

// The compensation that an event throws and waits for; nullptr: it does nothing of that.
const CompiledEvent* waiting_throw(const Node& node) {
  const bool throws =
      node.kind == bpmn::Kind::EndEvent || node.kind == bpmn::Kind::IntermediateThrowEvent;
  const auto found = std::ranges::find_if(node.events, [](const CompiledEvent& each) {
    return each.trigger == bpmn::Trigger::Compensation && each.waits_for_completion;
  });
  return throws && found != node.events.end() ? &*found : nullptr;
}

// Of what completed in `scope`.
bool is_meant(const SubscriptionRow& row, int64_t scope, const std::vector<int64_t>& scopes,
              const std::string& activity) {
  return row.kind == SubscriptionKind::Compensation &&
         std::ranges::find(scopes, scope) != scopes.end() &&
         (activity.empty() || row.name == activity);
}

// Whether the element at `index` undoes the activity; each does that is named by nobody.
bool names(const Process& process, const std::string& activity, int index) {
  const int undone = process.find(activity);
  if (activity.empty() || index == undone) return true;
  return std::ranges::any_of(process.nodes, [&](const Node& each) {
    const bool is_of_it = each.compensation_handler >= 0 && each.attached_to == undone;
    return is_of_it && (each.compensation_handler == index ||
                        &each == &process.nodes[static_cast<size_t>(index)]);
  });
}

// Whether one of the scopes lies around `scope`, or is it, and runs the content of `container`.
bool is_inside(const Instance& instance, int64_t scope, int container,
               const std::vector<int64_t>& scopes) {
  for (int64_t each = scope; each != 0; each = instance.scope_around(each)) {
    if (content_of(instance, each) == container && std::ranges::find(scopes, each) != scopes.end())
      return true;
  }
  return false;
}

SubscriptionRow remove(Instance& instance, int64_t key) {
  const SubscriptionRow row = *instance.subscription(key);
  std::erase_if(instance.subscriptions,
                [&](const SubscriptionRow& each) { return each.key == key; });
  instance.removed.push_back({Removed::Table::Subscription, key, -1, ""});
  return row;
}

}  // namespace

void Work::add_compensation(int64_t owner, int index, const std::string& activity, int64_t key) {
  SubscriptionRow row;
  row.key = around.next_key();
  row.owner = owner;
  row.node = index;
  row.kind = SubscriptionKind::Compensation;
  row.name = activity;
  row.correlation_key = std::to_string(key);
  instance.subscriptions.push_back(std::move(row));
}

// The handler of a multi-instance activity belongs to all of it, as everything at its boundary
// does: it undoes the instances together. Each instance that completed left a subscription all the
// same, for a transaction that is canceled before all are done.
void Work::remember_body(int64_t key, const Node& here) {
  const int64_t scope = at(key).scope;
  const bool has_handler = !here.is_loop && here.compensation_boundary >= 0;
  if (has_handler && has_any(instance, key)) {
    forget_compensations(key);
    add_compensation(scope, here.compensation_boundary, here.id, key);
  } else {
    give(instance, key, scope);
  }
}

void Work::remember_compensation(int64_t key) {
  const Node& here = node_of(key);
  const int64_t scope = at(key).scope;
  if (at(key).role == Role::Inner) {
    give(instance, key, scope);
    return;
  }
  if (at(key).role == Role::Body) {
    remember_body(key, here);
    return;
  }
  const bool can_be_undone = bpmn::is_activity(here.kind) && !here.is_for_compensation &&
                             here.kind != bpmn::Kind::EventSubProcess &&
                             at(key).role != Role::Undoing;
  if (can_be_undone && here.compensation_boundary >= 0) {
    forget_compensations(key);
    add_compensation(scope, here.compensation_boundary, here.id, key);
  } else if (can_be_undone && bpmn::is_container(here.kind) &&
             (here.compensation_process >= 0 || has_any(instance, key))) {
    set_local(instance.row.key, snapshot_name(key), locals(key));
    add_compensation(scope, at(key).node, here.id, key);
  } else {
    forget_compensations(key);
  }
}

void Work::forget_compensations(int64_t owner) {
  if (clearing_ && !clearing_->has_compensations) return;
  std::vector<int64_t> owners{owner};
  while (!owners.empty()) {
    const int64_t each = owners.back();
    owners.pop_back();
    while (true) {
      const auto found =
          std::find_if(instance.subscriptions.begin(), instance.subscriptions.end(),
                       [&](const SubscriptionRow& row) { return belongs_to(row, each); });
      if (found == instance.subscriptions.end()) break;
      const int64_t completed = completed_key(remove(instance, found->key));
      remove_local(instance.row.key, snapshot_name(completed));
      owners.push_back(completed);
    }
  }
}

// What completed and was not begun to be undone can be undone by whoever throws next.
void Work::give_back_compensations(int64_t thrower) {
  if (clearing_ && !clearing_->has_compensations) return;
  for (SubscriptionRow& row : instance.subscriptions) {
    if (!belongs_to(row, thrower)) continue;
    const int64_t scope = taken_from(row);
    if (scope != instance.row.key && !instance.active(scope)) continue;
    row.owner = scope;
    row.correlation_key = std::to_string(completed_key(row));
    row.is_dirty = true;
    is_less_to_undo_ = true;
  }
}

std::vector<int64_t> Work::take_compensations(int64_t thrower, const std::vector<int64_t>& owners,
                                              const std::string& activity, int64_t before) {
  std::vector<int64_t> taken;
  for (SubscriptionRow& row : instance.subscriptions) {
    if (row.key >= before || !is_meant(row, row.owner, owners, activity)) continue;
    row.correlation_key =
        std::to_string(completed_key(row)) + kTakenFrom + std::to_string(row.owner);
    row.owner = thrower;
    row.is_dirty = true;
    taken.push_back(row.key);
  }
  std::sort(taken.rbegin(), taken.rend());
  return taken;
}

void Work::compensate(int64_t thrower, const std::vector<int64_t>& owners,
                      const std::string& activity) {
  wait(thrower);
  (void)take_compensations(thrower, owners, activity);
  continue_compensation(thrower);
}

void Work::compensate_at_once(int64_t thrower, const std::vector<int64_t>& owners,
                              const std::string& activity) {
  const int64_t scope = at(thrower).scope;
  for (int64_t each : take_compensations(thrower, owners, activity)) run_compensation(scope, each);
  leave(thrower);
}

bool Work::is_compensating(int64_t key) {
  if (at(key).role == Role::Undoing) return true;
  const Node& here = node_of(key);
  const bool throws =
      here.kind == bpmn::Kind::EndEvent || here.kind == bpmn::Kind::IntermediateThrowEvent;
  return throws && at(key).phase == Phase::Waiting;
}

int64_t Work::latest_compensation(int64_t owner) const {
  int64_t latest = 0;
  for (const SubscriptionRow& row : instance.subscriptions) {
    if (belongs_to(row, owner)) latest = std::max(latest, row.key);
  }
  return latest;
}

void Work::continue_compensation(int64_t key) {
  if (!is_empty(key)) return;
  const Node& here = node_of(key);
  const bool has_own_way = is_undone_by_event_process(key);
  if (waiting_throw(here)) take_given_back(key);
  const int64_t latest = has_own_way ? 0 : latest_compensation(key);
  if (latest != 0) {
    run_compensation(key, latest);
  } else if (waits_for_others(key)) {
    return;
  } else if (here.kind == bpmn::Kind::EndEvent && here.trigger() == bpmn::Trigger::Cancel) {
    cancel_transaction(key);
  } else {
    leave(key);
  }
}

std::vector<int64_t> Work::compensated_scopes(int64_t thrower) {
  std::vector<int64_t> scopes{at(thrower).scope};
  while (scopes.back() != instance.row.key &&
         (node_of(scopes.back()).kind == bpmn::Kind::EventSubProcess ||
          at(scopes.back()).role == Role::Inner))
    scopes.push_back(at(scopes.back()).scope);
  return scopes;
}

// What others have let go since it threw; what completed later is not meant. Keys tell which.
void Work::take_given_back(int64_t thrower) {
  const CompiledEvent& event = *waiting_throw(node_of(thrower));
  (void)take_compensations(thrower, compensated_scopes(thrower), event.activity, thrower);
}

// What undoes a completed activity: its handler, from the boundary event on, or itself.
bool Work::undoes(const ElementRow& row) const {
  const Node& here = node(row.node);
  return row.role == Role::Undoing || here.compensation_handler >= 0 ||
         (here.is_for_compensation && row.role != Role::Child);
}

// Nobody waits for each other: who waits has nothing left to undo.
bool Work::waits_for_others(int64_t thrower) {
  const CompiledEvent* event = waiting_throw(node_of(thrower));
  if (!event) return false;
  const std::vector<int64_t> scopes = compensated_scopes(thrower);
  const bool is_taken = std::ranges::any_of(instance.subscriptions, [&](const auto& row) {
    return row.owner != thrower && is_meant(row, taken_from(row), scopes, event->activity);
  });
  if (is_taken) return true;
  const auto is_meant_in = [&](int64_t scope, int index) {
    return names(process, event->activity, index) &&
           is_inside(instance, scope, node(index).parent, scopes);
  };
  return std::ranges::any_of(queue_,
                             [&](const Todo& todo) {
                               return todo.what == Todo::What::Spawn &&
                                      node(todo.index).is_for_compensation &&
                                      is_meant_in(todo.scope, todo.index);
                             }) ||
         std::ranges::any_of(instance.elements, [&](const ElementRow& row) {
           return row.state == ElementState::Active && undoes(row) &&
                  is_meant_in(row.scope, row.node);
         });
}

bool Work::settle_throws() {
  if (!std::exchange(is_less_to_undo_, false)) return false;
  std::vector<int64_t> waiting;
  for (const ElementRow& row : instance.elements) {
    if (row.state == ElementState::Active && row.phase == Phase::Waiting &&
        waiting_throw(node(row.node)) && !is_throwing(*this, row.key) && !instance.job_of(row.key))
      waiting.push_back(row.key);
  }
  for (int64_t each : waiting) continue_compensation(each);
  return !queue_.empty();
}

// A compensation event sub-process becomes enabled when its parent completes, with the data of that
// moment (BPMN 2.0.2, 13.5.5): what was canceled before has none.
bool Work::is_undone_by_event_process(int64_t key) {
  return at(key).role == Role::Undoing && node_of(key).compensation_process >= 0 &&
         !local(key, kUnfinished);
}

// Under a key of its own: what is terminated forgets its own.
void Work::keep_compensations(int64_t key) {
  if (!has_any(instance, key)) return;
  const int64_t kept = around.next_key();
  give(instance, key, kept);
  const feel::Value variables = locals(key);
  feel::Fields snapshot;
  for (size_t i = 0; i < variables.names().size(); ++i)
    snapshot.set(variables.names()[i], variables.values()[i]);
  set_local(instance.row.key, snapshot_name(kept),
            snapshot.set(std::string(kUnfinished), feel::Value(true)).build());
  add_compensation(at(key).scope, at(key).node, node_of(key).id, kept);
}

// The deepest first, so that each finds what is kept inside of it. A throw that is undoing lets go
// of what it has not begun.
void Work::keep_completed_inside(int64_t scope) {
  for (int64_t owner : owners_inside(instance, scope)) {
    if (waiting_throw(node_of(owner))) give_back_compensations(owner);
  }
  std::map<size_t, std::set<int64_t>, std::greater<>> by_depth;
  for (int64_t owner : owners_inside(instance, scope)) {
    std::vector<int64_t> around_owner;
    for (int64_t each = owner; each != scope; each = instance.scope_around(each))
      around_owner.push_back(each);
    for (size_t i = 0; i < around_owner.size(); ++i)
      by_depth[around_owner.size() - i].insert(around_owner[i]);
  }
  for (const auto& [depth, keys] : by_depth) {
    for (int64_t key : keys) keep_of_running(key);
  }
}

// As when it completes: what a handler of its own would undo is not done yet.
void Work::keep_of_running(int64_t key) {
  const Node& here = node_of(key);
  const Role role = at(key).role;
  if (role == Role::Inner || role == Role::Body) {
    give(instance, key, at(key).scope);
  } else if (role != Role::Undoing && bpmn::is_container(here.kind) && !here.is_for_compensation &&
             here.kind != bpmn::Kind::EventSubProcess) {
    keep_compensations(key);
  }
}

// Under new keys, as if they were of this moment.
void Work::renew_compensations(int64_t owner) {
  std::vector<int64_t> keys;
  for (const SubscriptionRow& row : instance.subscriptions) {
    if (belongs_to(row, owner)) keys.push_back(row.key);
  }
  std::ranges::sort(keys);
  for (int64_t each : keys) {
    const SubscriptionRow row = remove(instance, each);
    add_compensation(owner, row.node, row.name, completed_key(row));
  }
}

// Instances that are not done come after those that completed, by what each completed last.
std::vector<int64_t> Work::canceled_scopes(int64_t key) {
  const int64_t own = at(key).scope;
  if (at(own).role != Role::Child) return {own};
  const int64_t body = at(own).scope;
  std::vector<int64_t> others = instance.children(body);
  std::map<int64_t, int64_t> latest;
  for (const SubscriptionRow& row : instance.subscriptions) {
    if (row.kind == SubscriptionKind::Compensation)
      latest[row.owner] = std::max(latest[row.owner], row.key);
  }
  std::ranges::stable_sort(others, {}, [&](int64_t each) { return latest[each]; });
  for (int64_t each : others) {
    if (each == own) {
      renew_compensations(own);
    } else {
      keep_completed_inside(each);
      keep_compensations(each);
    }
  }
  std::erase(others, own);
  terminate_all(others, "canceled by " + node_of(key).id);
  purge_tokens(body);
  return {own, body};
}

void Work::cancel_transaction(int64_t key) {
  int64_t transaction = at(key).scope;
  if (at(transaction).role == Role::Child) transaction = at(transaction).scope;
  for (int boundary : node_of(transaction).boundaries) {
    if (node(boundary).trigger() != bpmn::Trigger::Cancel) continue;
    end(key, ElementState::Completed);
    catch_with(transaction, boundary, {});
    return;
  }
}

void Work::run_compensation(int64_t scope, int64_t subscription) {
  const SubscriptionRow row = remove(instance, subscription);
  const Node& here = node(row.node);
  const int64_t completed = completed_key(row);
  const Role role = here.kind == bpmn::Kind::BoundaryEvent ? Role::Plain : Role::Undoing;
  activate(scope, row.node, {Beginning::How::Compensation, {}, completed}, role);
}

void Work::enter_compensation(int64_t key, int64_t completed) {
  const Node& here = node_of(key);
  if (here.kind == bpmn::Kind::BoundaryEvent) {
    spawn(at(key).scope, here.compensation_handler);
    end(key, ElementState::Completed);
    return;
  }
  wait(key);
  if (const feel::Value* snapshot = local(instance.row.key, snapshot_name(completed))) {
    const feel::Value copy = *snapshot;
    set_locals(key, copy);
    remove_local(instance.row.key, snapshot_name(completed));
  }
  give(instance, completed, key);
  if (is_undone_by_event_process(key)) {
    begin_event_process(key, node(here.compensation_process).trigger_start, {});
  } else {
    continue_compensation(key);
  }
}

}  // namespace engine
