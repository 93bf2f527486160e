// The life of an element: it enters, waits, leaves or is terminated; scopes end with their last
// token.
#include <algorithm>

#include "engine/core/dissent.h"
#include "engine/core/work.h"

namespace engine {

void Work::enter(int64_t key) {
  ElementRow& row = at(key);
  row.phase = Phase::Entering;
  row.is_dirty = true;
  const Node& here = node(row.node);
  if (row.role == Role::Plain && (here.is_multi_instance || here.is_loop)) row.role = Role::Body;
  if (row.role == Role::Body) {
    enter_body(key);
    return;
  }
  if (row.role == Role::Child) set_loop_variables(key);
  if (is_ad_hoc(key)) set_ad_hoc_variables(key);
  if (!map_inputs(key)) return;
  if (run_start_listeners(key)) begin_work(key);
}

// Its boundary events see what the start listeners gave. An element that began before the program
// knew that has them already.
void Work::begin_work(int64_t key) {
  const Node& here = node_of(key);
  if (at(key).role == Role::Plain && !here.boundaries.empty()) {
    close_waits(key);
    if (!open_boundaries(key)) return;
  }
  here.behaviour->enter(*this, key);
}

void Work::wait(int64_t key) {
  ElementRow& row = at(key);
  row.phase = Phase::Waiting;
  row.is_dirty = true;
}

void Work::finish(int64_t key, const feel::Value& variables, std::string_view actor) {
  ElementRow& row = at(key);
  row.actor = actor;
  row.phase = Phase::Leaving;
  row.is_dirty = true;
  if (node(row.node).outputs.empty()) {
    merge_outwards(key, variables);
  } else if (variables.is(feel::Kind::Context)) {
    for (size_t i = 0; i < variables.names().size(); ++i)
      set_local(key, variables.names()[i], variables.values()[i]);
  }
  leave(key);
}

bool Work::choose_flows(int64_t key, std::vector<int>& flows) {
  const Node& here = node_of(key);
  if (here.behaviour->choose) return here.behaviour->choose(*this, key, flows);
  for (int flow : here.outgoing) {
    const CompiledFlow& each = process.flows[static_cast<size_t>(flow)];
    if (flow == here.default_flow) continue;
    if (each.has_condition) {
      const auto holds = boolean(each.condition, key, "condition of " + each.id);
      if (!holds) return false;
      if (!*holds) continue;
    }
    flows.push_back(flow);
  }
  if (flows.empty() && here.default_flow >= 0) flows.push_back(here.default_flow);
  if (!flows.empty() || here.outgoing.empty()) return true;
  incident(key, "CONDITION_ERROR", "no condition holds and there is no default flow");
  return false;
}

void Work::do_leave(int64_t key) {
  const Role role = at(key).role;
  if (role == Role::Inner) {
    leave_inner(key);
    return;
  }
  const bool is_worker = role != Role::Body && role != Role::Undoing;
  const bool holds_others = role == Role::Body || bpmn::is_container(node_of(key).kind);
  if (holds_others && has_lingering(key)) {
    at(key).phase = Phase::Leaving;  // until that has ended
    at(key).is_dirty = true;
    return;
  }
  if (at(key).phase != Phase::Departing) {
    at(key).phase = Phase::Leaving;
    at(key).is_dirty = true;
    if (is_worker && (!map_outputs(key) || !open_left_to_start(key))) return;
    at(key).phase = Phase::Departing;
    close_waits(key);  // its work is done: nothing interrupts it any more
  }
  if (is_worker && !run_listeners(key)) return;
  if (is_worker) note_verdict(*this, key);
  if (is_worker && ends_by_dissent(*this, key)) {
    end_by_dissent(*this, key);
    return;
  }
  if (role == Role::Child) {
    complete_child(key);
    return;
  }
  std::vector<int> flows;
  if (role != Role::Undoing && !choose_flows(key, flows)) return;

  const int64_t scope = at(key).scope;
  const int index = at(key).node;
  if (role == Role::Body) publish_collection(key, node(index).output_collection);
  if (is_ad_hoc(key)) publish_collection(key, node(index).ad_hoc.output_collection);
  // What began before activations had a scope of their own.
  if (flows.empty() && is_ad_hoc(scope)) collect_ad_hoc_output(key);
  remember_compensation(key);
  close_waits(key);
  end(key, ElementState::Completed);
  go_on(scope, index, flows);
}

// What its parts gave goes to the scope around.
void Work::publish_collection(int64_t key, const std::string& collection) {
  if (collection.empty()) return;
  if (const feel::Value* values = local(key, collection)) {
    const feel::Value copy = *values;
    set_outwards(at(key).scope, collection, copy);
  }
}

void Work::go_on(int64_t scope, int index, const std::vector<int>& flows) {
  if (!ended_.empty()) return;
  for (int flow : flows) take(scope, flow, node(index).completion_quantity);
  if (!flows.empty()) return;
  if (is_ad_hoc(scope)) {
    ad_hoc_branch_done(scope);
  } else {
    scope_maybe_done(scope);
  }
}

void Work::end(int64_t key, ElementState state) {
  ElementRow& row = at(key);
  row.state = state;
  row.ended_at = around.now;
  instance.add_children(row.scope, -1);
  if (alive_) --*alive_;
  if (!instance.arrivals.empty()) touched_.push_back(row.scope);
  row.is_dirty = true;
  is_less_to_undo_ = is_less_to_undo_ || undoes(row);
  const bool is_part = row.role == Role::Child || row.role == Role::Inner;
  if (instance.row.ends_early && !is_part) note_end(node(row.node).id);
  if (clearing_) {
    clearing_->over.insert(key);
  } else {
    resolve_incidents(key);
    end_job(key, JobState::Canceled);
  }
}

void Work::note_end(const std::string& element_id) {
  const feel::Value* names = local(instance.row.key, kEndsAfter);
  if (!names || !names->is(feel::Kind::List)) return;
  const bool is_last = std::ranges::any_of(
      names->items(), [&](const feel::Value& each) { return each.text_or_empty() == element_id; });
  if (is_last) ended_ = element_id;
}

void Work::end_early() {
  if (ended_.empty() || instance.row.state != InstanceState::Active) return;
  const std::string reason = "ended after " + std::exchange(ended_, {});
  if (!is_canceling()) cancel_instance(reason);
}

// Of what is over.
void Work::resolve_incidents(int64_t key) {
  for (IncidentRow& each : instance.incidents) {
    if (each.element == key) resolve_as_over(each);
  }
}

void Work::resolve_as_over(IncidentRow& row) {
  if (row.is_resolved) return;
  row.is_resolved = true;
  row.resolved_at = around.now;
  row.is_dirty = true;
  if (row.kind == kEventHeld) effects.push_back(EventsReleased{instance.row.key, row.element});
}

void Work::terminate(int64_t key, const std::string& reason) {
  if (!instance.active(key)) return;
  if (is_lingering(key)) {
    forget_held_event(key);
    return;
  }
  const bool is_outermost = instance.count_children(key) > 0 && begin_clearing({&key, 1});
  terminate_children(key, reason);
  const Node& here = node_of(key);
  if (at(key).role != Role::Body && here.behaviour->cancel)
    here.behaviour->cancel(*this, key, reason);
  give_back_compensations(key);
  forget_compensations(key);
  if (lingers(key)) {
    close_waits(key);
  } else {
    if (!clearing_) close_waits(key);
    end(key, ElementState::Terminated);
  }
  if (is_outermost) finish_clearing();
}

void Work::terminate_all(const std::vector<int64_t>& keys, const std::string& reason) {
  const bool is_outermost = keys.size() > 1 && begin_clearing(keys);
  for (int64_t key : keys) terminate(key, reason);
  if (is_outermost) finish_clearing();
}

void Work::terminate_children(int64_t scope, const std::string& reason) {
  terminate_all(active_children(scope), reason);
  purge_tokens(scope);
}

bool Work::is_empty(int64_t scope) const {
  return instance.count_children(scope) == 0 && !has_pending(scope);
}

int64_t Work::open_container(int64_t scope, int index) {
  const int64_t key = add_element(scope, index, Role::Plain);
  if (is_ad_hoc(key)) set_ad_hoc_variables(key);
  if (map_inputs(key) && open_boundaries(key)) open_event_processes(key);
  at(key).listeners = static_cast<int>(node(index).start_listeners.size());
  wait(key);
  return key;
}

void Work::scope_maybe_done(int64_t scope) {
  if (!is_empty(scope)) return;
  if (scope == instance.row.key) {
    complete_instance();
  } else if (is_compensating(scope)) {
    continue_compensation(scope);
  } else if (at(scope).role == Role::Body && node_of(scope).is_loop) {
    loop_again(scope);
  } else if (has_children_left(scope)) {
    return;  // they come in a later step
  } else if (at(scope).phase != Phase::Leaving && at(scope).phase != Phase::Departing) {
    leave(scope);
  }
}

void Work::cancel_instance(const std::string& reason) {
  const int64_t root = instance.row.key;
  terminate_children(root, reason);
  forget_compensations(root);
  close_waits(root);
  end_job(root, JobState::Canceled);
  resolve_incidents(root);
  if (has_lingering(root)) {
    hold_cancellation(reason);
  } else {
    end_canceled(reason);
  }
}

void Work::end_canceled(const std::string& reason) {
  instance.row.end_reason = reason;
  end_instance(InstanceState::Canceled, reason);
}

}  // namespace engine
