// Tokens on their way: flows, joins, activation.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

ElementRow& Work::at(int64_t key) {
  ElementRow* row = instance.active(key);
  base::ensure(row != nullptr, "element instance is not active");
  return *row;
}

const Node& Work::node_of(int64_t key) { return node(at(key).node); }

bool Work::is_alive(int64_t scope) const {
  if (scope == instance.row.key) return instance.row.state == InstanceState::Active;
  return instance.active(scope) != nullptr;
}

Position Work::position(int64_t key) {
  Position result;
  result.instance = instance.row.key;
  result.definition = process.key;
  result.process_id = process.id;
  result.record = instance.row.record;
  result.starter = instance.row.starter;
  result.element = key;
  if (key != 0) {
    const Node& here = node_of(key);
    result.element_id = element_id(here, at(key).role);
    result.element_name = here.name;
  }
  return result;
}

void Work::take(int64_t scope, int flow, int count) {
  queue_.push_back({Todo::What::Token, scope, flow, {}, count});
}
void Work::spawn(int64_t scope, int index) {
  queue_.push_back({Todo::What::Spawn, scope, index, {}});
}
void Work::spawn(int64_t scope, int index, feel::Value locals) {
  queue_.push_back({Todo::What::Spawn, scope, index, std::move(locals)});
}
void Work::spawn_child(int64_t body, int number) {
  queue_.push_back({Todo::What::Child, body, number, {}});
}
void Work::spawn_triggered(int64_t scope, int index, feel::Value variables) {
  queue_.push_back({Todo::What::Triggered, scope, index, std::move(variables)});
}
void Work::leave(int64_t key) { queue_.push_back({Todo::What::Leave, key, -1, {}}); }

void Work::run() {
  if (instance.row.is_suspended) {
    hold_conditions();
    base::ensure(queue_.empty(), "a suspended instance moves nothing");
    return;
  }
  do {
    end_early();
    check_conditions();
    while (!queue_.empty()) {
      const Todo todo = std::move(queue_.front());
      queue_.pop_front();
      if (!is_alive(todo.scope)) continue;
      switch (todo.what) {
        case Todo::What::Token: do_token(todo.scope, todo.index, todo.count); break;
        case Todo::What::Spawn:
          activate(todo.scope, todo.index,
                   {Beginning::How::Entered, todo.variables, 0, todo.count - 1});
          break;
        case Todo::What::Child:
          if (leave_children(todo.scope, todo.index)) break;
          activate(todo.scope, at(todo.scope).node, {}, Role::Child, todo.index);
          break;
        case Todo::What::Triggered:
          activate(todo.scope, todo.index, {Beginning::How::Triggered, todo.variables});
          break;
        case Todo::What::Leave: do_leave(todo.scope); break;
      }
      end_early();
      check_conditions();
    }
  } while (go_on_with_children() || settle_inclusive_joins() || settle_complex_gateways() ||
           settle_throws());
  tell_starved_joins();
}

void Work::count_flow(int flow, int count) {
  for (FlowRow& row : instance.flows) {
    if (row.flow != flow) continue;
    row.count += count;
    row.is_dirty = true;
    return;
  }
  instance.flows.push_back({flow, count});
}

void Work::do_token(int64_t scope, int flow, int count) {
  count_flow(flow, count);
  const int target = process.flows[static_cast<size_t>(flow)].target;
  const Node& here = node(target);
  const bool is_joined = here.incoming.size() > 1;
  // Settled when nothing else moves.
  if (here.kind == bpmn::Kind::InclusiveGateway && is_joined)
    return add_arrival(scope, flow, count);
  if (here.kind == bpmn::Kind::ComplexGateway && is_joined)
    return come_to_complex_gateway(scope, flow, count);
  const bool waits_for_more =
      here.start_quantity > 1 || (here.kind == bpmn::Kind::ParallelGateway && is_joined);
  const int times = waits_for_more ? take_from_join(scope, flow, count) : count;
  if (times > 0) activate(scope, target, {Beginning::How::Entered, {}, 0, times - 1});
}

// How often the target begins with what has come to it by now.
int Work::take_from_join(int64_t scope, int flow, int count) {
  add_arrival(scope, flow, count);
  const int target = process.flows[static_cast<size_t>(flow)].target;
  const Node& here = node(target);
  if (here.kind == bpmn::Kind::ParallelGateway) {
    if (flows_arrived(scope, target) < here.incoming.size()) return 0;
    int times = count;
    for (int incoming : here.incoming) times = std::min(times, arrived(scope, incoming));
    for (int incoming : here.incoming) remove_arrivals(scope, incoming, times);
    return times;
  }
  int all = 0;
  for (int incoming : here.incoming) all += arrived(scope, incoming);
  int taken = all - all % here.start_quantity;
  for (int incoming : here.incoming) {
    const int of_this = std::min(taken, arrived(scope, incoming));
    if (of_this > 0) remove_arrivals(scope, incoming, of_this);
    taken -= of_this;
  }
  return all / here.start_quantity;
}

void Work::add_arrival(int64_t scope, int flow, int count) {
  touched_.push_back(scope);
  for (ArrivalRow& row : instance.arrivals) {
    if (row.scope != scope || row.flow != flow) continue;
    row.count += count;
    row.is_dirty = true;
    return;
  }
  instance.arrivals.push_back({scope, flow, count});
}

int Work::arrived(int64_t scope, int flow) const {
  for (const ArrivalRow& row : instance.arrivals) {
    if (row.scope == scope && row.flow == flow) return row.count;
  }
  return 0;
}

size_t Work::flows_arrived(int64_t scope, int join) const {
  return static_cast<size_t>(std::ranges::count_if(instance.arrivals, [&](const ArrivalRow& row) {
    return row.scope == scope && process.flows[static_cast<size_t>(row.flow)].target == join;
  }));
}

void Work::remove_arrivals(int64_t scope, int flow, int count) {
  for (size_t i = 0; i < instance.arrivals.size(); ++i) {
    ArrivalRow& row = instance.arrivals[i];
    if (row.scope != scope || row.flow != flow) continue;
    row.count -= count;
    row.is_dirty = true;
    if (row.count > 0) return;
    instance.removed.push_back({Removed::Table::Arrival, scope, flow, ""});
    instance.arrivals.erase(instance.arrivals.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

void Work::purge_tokens(int64_t scope) {
  std::erase_if(queue_, [&](const Todo& todo) {
    return todo.scope == scope && todo.what != Todo::What::Leave;
  });
  while (true) {
    const auto found = std::find_if(instance.arrivals.begin(), instance.arrivals.end(),
                                    [&](const ArrivalRow& row) { return row.scope == scope; });
    if (found == instance.arrivals.end()) return;
    remove_arrivals(scope, found->flow, found->count);
  }
}

bool Work::has_pending(int64_t scope) const {
  const bool is_queued = std::any_of(queue_.begin(), queue_.end(), [&](const Todo& todo) {
    return todo.scope == scope && todo.what != Todo::What::Leave;
  });
  return is_queued || std::any_of(instance.arrivals.begin(), instance.arrivals.end(),
                                  [&](const ArrivalRow& row) { return row.scope == scope; });
}

}  // namespace engine
