// What an element waits for: timers and subscriptions, opened when it enters and closed when it
// ends.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

namespace {

// Not a FEEL name: before the id of an event that could not wait while its owner went on.
constexpr std::string_view kDeaf = "jw:deaf:";
// Nor is this: what an event sub-process was triggered with, until its start event passes it on.
constexpr std::string_view kBrought = "jw:brought";
// Nor is this: the event sub-processes of the scope wait for nothing yet.
constexpr std::string_view kUnopened = "jw:unopened";

}  // namespace

bool Work::open_wait(int64_t owner, int index) { return open_wait_of(owner, index, owner); }

bool Work::open_wait_of(int64_t owner, int index, int64_t told) {
  for (const CompiledEvent& event : node(index).events) {
    if (open_wait(owner, index, event, told)) continue;
    close_wait(owner, index);
    return false;
  }
  return true;
}

bool Work::open_waits(int64_t owner, const std::vector<int>& events) {
  return open_waits(owner, events, owner);
}

bool Work::open_waits(int64_t owner, const std::vector<int>& events, int64_t told) {
  for (size_t i = 0; i < events.size(); ++i) {
    if (open_wait_of(owner, events[i], told)) continue;
    for (size_t before = 0; before < i; ++before) close_wait(owner, events[before]);
    return false;
  }
  return true;
}

void Work::open_late(int64_t owner, int index) {
  if (!open_wait(owner, index))
    set_local(owner, std::string(kDeaf) + node(index).id, feel::Value(true));
}

bool Work::listen_again(int64_t owner) {
  std::vector<std::string> marks;
  for (const VariableRow& row : instance.variables_of(owner)) {
    if (row.name.starts_with(kDeaf)) marks.push_back(row.name);
  }
  for (const std::string& mark : marks) {
    remove_local(owner, mark);
    open_late(owner, process.find(mark.substr(kDeaf.size())));
  }
  return !marks.empty();
}

bool Work::open_wait(int64_t owner, int index, const CompiledEvent& event, int64_t told) {
  switch (event.trigger) {
    case bpmn::Trigger::Timer: return schedule_timer(owner, index, event, told);
    case bpmn::Trigger::Message:
    case bpmn::Trigger::Signal: return subscribe(owner, index, event, told);
    case bpmn::Trigger::Conditional: watch(owner, index, event); return true;
    default: return true;  // errors, escalations and the like are looked for when they are thrown
  }
}

bool Work::open_boundaries(int64_t key) { return open_waits(key, node_of(key).boundaries); }

const std::vector<int>& Work::event_processes_of(int64_t scope) {
  return scope == instance.row.key ? process.event_processes : node_of(scope).event_processes;
}

std::vector<int> Work::triggers_inside(int64_t scope) {
  std::vector<int> starts;
  for (int each : event_processes_of(scope)) starts.push_back(node(each).trigger_start);
  return starts;
}

bool Work::open_event_processes_behind(int64_t scope, const std::vector<int>& starts) {
  const bool has_start = std::ranges::any_of(
      starts, [this](int start) { return node(start).kind == bpmn::Kind::StartEvent; });
  if (!has_start) return open_event_processes(scope);
  leave_to_start(scope);
  return true;
}

void Work::leave_to_start(int64_t scope) {
  if (!event_processes_of(scope).empty())
    set_local(scope, std::string(kUnopened), feel::Value(true));
}

bool Work::open_left_to_start(int64_t start) {
  const int64_t scope = at(start).scope;
  if (event_processes_of(scope).empty() || !local(scope, kUnopened)) return true;
  if (!open_waits(scope, triggers_inside(scope), start)) return false;
  remove_local(scope, kUnopened);
  return true;
}

void Work::open_without_start(int64_t scope) {
  if (!local(scope, kUnopened)) return;
  remove_local(scope, kUnopened);
  for (int start : triggers_inside(scope)) open_late(scope, start);
}

bool Work::open_event_processes(int64_t scope) {
  if (open_waits(scope, triggers_inside(scope))) return true;
  const bool is_root = scope == instance.row.key;
  const bool has_boundaries = !is_root && at(scope).phase == Phase::Entering;
  if (has_boundaries) close_waits(scope);
  return false;
}

bool Work::schedule_timer(int64_t owner, int index, const CompiledEvent& event, int64_t told) {
  std::string why;
  const feel::Value value = evaluate(event.timer, owner, why);
  TimerRow row;
  std::string problem = plan_timer(event, value, around, row);
  if (!problem.empty()) {
    incident(told, "EXTRACT_VALUE_ERROR",
             "timer of " + node(index).id + ": " + problem + (why.empty() ? "" : ": " + why));
    return false;
  }
  row.key = around.next_key();
  row.owner = owner;
  row.node = index;
  instance.timers.add(std::move(row));
  return true;
}

std::optional<std::string> Work::event_name(const CompiledEvent& event, int64_t key,
                                            std::string_view what) {
  return event_name(event, key, what, key);
}

std::optional<std::string> Work::event_name(const CompiledEvent& event, int64_t scope,
                                            std::string_view what, int64_t told) {
  if (event.key.empty()) return event.name;
  return text(event.key, scope, "the name of " + std::string(what), told);
}

bool Work::subscribe(int64_t owner, int index, const CompiledEvent& event, int64_t told) {
  SubscriptionRow row;
  row.kind =
      event.trigger == bpmn::Trigger::Signal ? SubscriptionKind::Signal : SubscriptionKind::Message;
  const auto name = event_name(event, owner, node(index).id, told);
  if (!name) return false;
  row.name = *name;
  if (row.kind == SubscriptionKind::Message) {
    // The inputs of an activity are for its work; the key of an event at its boundary is told by
    // the scope around.
    const bool is_boundary = node(index).kind == bpmn::Kind::BoundaryEvent;
    const auto correlation = text(event.correlation_key, is_boundary ? at(owner).scope : owner,
                                  "the correlation key of " + node(index).id, told);
    if (!correlation) return false;
    row.correlation_key = *correlation;
  }
  row.key = around.next_key();
  row.owner = owner;
  row.node = index;
  if (row.kind == SubscriptionKind::Message) {
    effects.push_back(Subscribed{instance.row.key, row.key, row.name, row.correlation_key});
  }
  instance.subscriptions.push_back(std::move(row));
  return true;
}

void Work::close_waits(int64_t owner) { close_wait(owner, -1); }

// Of one event, or of all when there is no index. What can be compensated is no wait.
void Work::close_wait(int64_t owner, int index) {
  const auto is_meant = [&](const auto& row) {
    return row.owner == owner && (index < 0 || row.node == index);
  };
  for (const int64_t key : instance.timers.of(owner)) {
    if (!is_meant(*std::as_const(instance).timer(key))) continue;
    instance.timers.erase(key);
    instance.removed.push_back({Removed::Table::Timer, key, -1, ""});
  }
  std::erase_if(instance.subscriptions, [&](const SubscriptionRow& row) {
    if (!is_meant(row) || row.kind == SubscriptionKind::Compensation) return false;
    instance.removed.push_back({Removed::Table::Subscription, row.key, -1, ""});
    return true;
  });
}

bool Work::is_still_waiting(int64_t owner, int index) const {
  const auto is_one = [&](const auto& row) { return row.owner == owner && row.node == index; };
  return std::ranges::any_of(instance.timers.of(owner),
                             [&](int64_t key) { return is_one(*instance.timers.find(key)); }) ||
         std::any_of(instance.subscriptions.begin(), instance.subscriptions.end(),
                     [&](const SubscriptionRow& row) {
                       return is_one(row) && row.kind != SubscriptionKind::Compensation;
                     });
}

namespace {

// The way to the event that was triggered behind an event-based gateway.
int flow_to(const Process& process, const Node& gateway, int target) {
  for (int flow : gateway.outgoing) {
    if (process.flows[static_cast<size_t>(flow)].target == target) return flow;
  }
  return -1;
}

feel::Value merged(const feel::Value* before, const feel::Value& more) {
  std::vector<std::pair<std::string, feel::Value>> entries;
  for (const feel::Value* each : {before, &more}) {
    if (!each || !each->is(feel::Kind::Context)) continue;
    for (size_t i = 0; i < each->names().size(); ++i)
      entries.emplace_back(each->names()[i], each->values()[i]);
  }
  return feel::Value::context(std::move(entries));
}

}  // namespace

bool Work::is_behind_gateway(int64_t owner, int index) {
  return owner != instance.row.key && at(owner).node != index &&
         node_of(owner).kind == bpmn::Kind::EventBasedGateway;
}

bool Work::is_listening(int64_t owner, int index) {
  if (!is_alive(owner)) return false;
  if (owner == instance.row.key) return true;
  const bool is_its_own_wait = at(owner).node == index || is_behind_gateway(owner, index);
  return !is_its_own_wait || at(owner).phase == Phase::Waiting;
}

void Work::fire(int64_t owner, int index, const feel::Value& variables) {
  const Node& event = node(index);
  feel::Value all = variables;
  if (event.is_parallel_multiple) {
    const std::string hidden = "jw:triggered:" + event.id;
    all = merged(local(owner, hidden), variables);
    if (is_still_waiting(owner, index)) {
      set_local(owner, hidden, all);
      return;
    }
    remove_local(owner, hidden);
  }
  if (owner != instance.row.key && at(owner).node == index) {
    finish(owner, all, "");
  } else if (is_behind_gateway(owner, index)) {
    fire_behind_gateway(owner, index, all);
  } else {
    catch_with(owner, index, all);
  }
}

// Of an exclusive gateway the first event is the only one; of a parallel one all must happen.
void Work::fire_behind_gateway(int64_t gateway, int index, const feel::Value& variables) {
  const int64_t scope = at(gateway).scope;
  count_flow(flow_to(process, node_of(gateway), index), 1);
  close_wait(gateway, index);
  const auto& outgoing = node_of(gateway).outgoing;
  const bool is_complete =
      !node_of(gateway).is_parallel_gateway ||
      std::none_of(outgoing.begin(), outgoing.end(), [&](int flow) {
        return is_still_waiting(gateway, process.flows[static_cast<size_t>(flow)].target);
      });
  if (is_complete) {
    close_waits(gateway);
    end(gateway, ElementState::Completed);
  }
  spawn_triggered(scope, index, variables);
}

// A boundary event or the start of an event sub-process takes over.
void Work::catch_with(int64_t owner, int index, const feel::Value& variables) {
  const Node& event = node(index);
  if (event.kind == bpmn::Kind::BoundaryEvent) {
    const int64_t scope = at(owner).scope;
    if (event.is_interrupting) terminate(owner, "interrupted by " + event.id);
    if (is_lingering(owner)) {
      hold_event(owner, index, variables);
    } else {
      spawn_triggered(scope, index, variables);
    }
  } else {
    if (event.is_interrupting) {
      terminate_children(owner, "interrupted by " + node(event.parent).id);
      for (int each : triggers_inside(owner)) close_wait(owner, each);
      if (is_ad_hoc(owner)) stop_ad_hoc(owner);
    }
    if (event.is_interrupting && has_lingering(owner)) {
      hold_event(owner, index, variables);
    } else {
      begin_event_process(owner, index, variables);
    }
  }
  const bool is_armed_again = !event.is_interrupting && event.is_parallel_multiple;
  if (is_armed_again) open_late(owner, index);
}

void Work::begin_event_process(int64_t owner, int start, const feel::Value& variables) {
  activate(owner, node(start).parent, {Beginning::How::EventProcess, variables});
}

void Work::enter_event_process(int64_t key, const Beginning& beginning) {
  if (!beginning.variables.is_null()) set_local(key, kBrought, beginning.variables);
  enter(key);
}

void Work::begin_start_of_event_process(int64_t key) {
  leave_to_start(key);
  const feel::Value* stored = local(key, kBrought);
  const feel::Value brought = stored ? *stored : feel::Value();
  remove_local(key, kBrought);
  wait(key);
  spawn_triggered(key, node_of(key).trigger_start, brought);
}

namespace {

feel::Value what_happened(const Start& command) {
  return feel::Fields()
      .set("trigger", feel::Value(static_cast<int>(command.trigger)))
      .set("name", feel::Value(command.trigger_name))
      .build();
}

bool has_happened(const CompiledEvent& event, const feel::Value& happened) {
  const bool has_no_name =
      event.trigger == bpmn::Trigger::Timer || event.trigger == bpmn::Trigger::Conditional;
  return feel::Value(static_cast<int>(event.trigger)) == happened["trigger"] &&
         (has_no_name || event.name == happened["name"].text());
}

}  // namespace

void Work::begin_triggered(const Start& command) {
  const int64_t root = instance.row.key;
  const Node& start = node(command.start_node);
  const int gateway = process.instantiating_gateway(command.start_node);
  if (start.is_parallel_multiple) {
    const int64_t key = add_element(root, command.start_node, Role::Plain);
    begin_element(key, {Beginning::How::Instantiating, what_happened(command)});
    return;
  }
  if (gateway >= 0) {
    const int64_t key = add_element(root, gateway, Role::Plain);
    count_flow(flow_to(process, node(gateway), command.start_node), 1);
    if (node(gateway).is_parallel_gateway) {
      begin_element(key, {Beginning::How::Instantiating, feel::Value(start.id)});
    } else {
      end(key, ElementState::Completed);
    }
  }
  spawn_triggered(root, command.start_node, command.variables);
}

// What has happened already is not waited for.
void Work::enter_instantiating(int64_t key, const Beginning& beginning) {
  const bool is_open = node_of(key).kind == bpmn::Kind::EventBasedGateway
                           ? open_others_behind(key, beginning.variables.text_or_empty())
                           : open_other_events(key, beginning.variables);
  if (is_open) {
    wait(key);
  } else {
    close_waits(key);
    hold(key, beginning);
  }
}

bool Work::open_others_behind(int64_t gateway, const std::string& happened) {
  std::vector<int> others;
  for (int flow : node_of(gateway).outgoing) {
    const int target = process.flows[static_cast<size_t>(flow)].target;
    if (node(target).id != happened) others.push_back(target);
  }
  return open_waits(gateway, others);
}

bool Work::open_other_events(int64_t key, const feel::Value& happened) {
  bool was_skipped = false;
  for (const CompiledEvent& event : node_of(key).events) {
    const bool is_the_one = !was_skipped && has_happened(event, happened);
    was_skipped = was_skipped || is_the_one;
    if (!is_the_one && !open_wait(key, at(key).node, event, key)) return false;
  }
  return true;
}

}  // namespace engine
