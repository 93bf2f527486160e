// What an element waits for: timers and subscriptions, opened when it enters and closed when it
// ends.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

bool Work::open_wait(int64_t owner, int index) {
  switch (node(index).event.trigger) {
    case bpmn::Trigger::Timer: return schedule_timer(owner, index);
    case bpmn::Trigger::Message:
    case bpmn::Trigger::Signal: return subscribe(owner, index);
    default: return true;  // errors and escalations are looked for when they are thrown
  }
}

bool Work::open_boundaries(int64_t key) {
  for (int boundary : node_of(key).boundaries) {
    if (!open_wait(key, boundary)) return false;
  }
  return true;
}

bool Work::open_event_processes(int64_t scope) {
  const bool is_root = scope == instance.row.key;
  for (int each : is_root ? process.event_processes : node_of(scope).event_processes) {
    const int start = node(each).trigger_start;
    if (!open_wait(scope, start)) return false;
  }
  return true;
}

bool Work::schedule_timer(int64_t owner, int index) {
  const CompiledEvent& event = node(index).event;
  std::string why;
  const feel::Value value = evaluate(event.timer, owner, why);
  TimerRow row;
  std::string problem = plan_timer(event, value, around, row);
  if (!problem.empty()) {
    incident(owner, "EXTRACT_VALUE_ERROR",
             "timer of " + node(index).id + ": " + problem + (why.empty() ? "" : ": " + why));
    return false;
  }
  row.key = around.next_key();
  row.owner = owner;
  row.node = index;
  instance.timers.push_back(std::move(row));
  return true;
}

bool Work::subscribe(int64_t owner, int index) {
  const CompiledEvent& event = node(index).event;
  SubscriptionRow row;
  row.kind =
      event.trigger == bpmn::Trigger::Signal ? SubscriptionKind::Signal : SubscriptionKind::Message;
  row.name = event.name;
  if (row.kind == SubscriptionKind::Message) {
    const auto correlation =
        text(event.correlation_key, owner, "the correlation key of " + node(index).id);
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

void Work::close_waits(int64_t owner) {
  std::erase_if(instance.timers, [&](const TimerRow& row) {
    if (row.owner != owner) return false;
    instance.removed.push_back({Removed::Table::Timer, row.key, -1, ""});
    return true;
  });
  std::erase_if(instance.subscriptions, [&](const SubscriptionRow& row) {
    if (row.owner != owner) return false;
    instance.removed.push_back({Removed::Table::Subscription, row.key, -1, ""});
    return true;
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

}  // namespace

void Work::fire(int64_t owner, int index, const feel::Value& variables) {
  const Node& event = node(index);
  if (event.kind == bpmn::Kind::BoundaryEvent || event.kind == bpmn::Kind::StartEvent) {
    catch_with(owner, index, variables);
    return;
  }
  if (at(owner).node == index) {
    finish(owner, variables, "");
    return;
  }
  base::ensure(node_of(owner).kind == bpmn::Kind::EventBasedGateway,
               "an event fires for a stranger");
  const int64_t scope = at(owner).scope;
  count_flow(flow_to(process, node_of(owner), index));
  close_waits(owner);
  end(owner, ElementState::Completed);
  spawn_triggered(scope, index, variables);
}

// A boundary event or the start of an event sub-process takes over.
void Work::catch_with(int64_t owner, int index, const feel::Value& variables) {
  const Node& event = node(index);
  if (event.kind == bpmn::Kind::BoundaryEvent) {
    const int64_t scope = at(owner).scope;
    if (event.is_interrupting) terminate(owner, "interrupted by " + event.id);
    spawn_triggered(scope, index, variables);
    return;
  }
  const Node& inside = node(event.parent);
  if (event.is_interrupting) {
    terminate_children(owner, "interrupted by " + inside.id);
    for (int each :
         owner == instance.row.key ? process.event_processes : node_of(owner).event_processes) {
      const int start = node(each).trigger_start;
      std::erase_if(instance.timers, [&](const TimerRow& row) {
        if (row.owner != owner || row.node != start) return false;
        instance.removed.push_back({Removed::Table::Timer, row.key, -1, ""});
        return true;
      });
      std::erase_if(instance.subscriptions, [&](const SubscriptionRow& row) {
        if (row.owner != owner || row.node != start) return false;
        instance.removed.push_back({Removed::Table::Subscription, row.key, -1, ""});
        return true;
      });
    }
  }
  const int64_t key = activate(owner, event.parent, Role::Plain);
  if (key == 0) return;
  if (!map_inputs(key) || !open_event_processes(key)) return;
  wait(key);
  spawn_triggered(key, index, variables);
}

}  // namespace engine
