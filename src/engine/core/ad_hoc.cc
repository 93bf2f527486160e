// Ad-hoc sub-processes: what runs in them is chosen while they run, by a list in the model, by a
// worker, or by command.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

namespace {

constexpr std::string_view kAdHocElements = "adHocSubProcessElements";
constexpr std::string_view kStopped = "jw:stopped";  // nothing more begins

// Of what waits for a command only; resolved, it asks its worker again.
constexpr std::string_view kNothingBegun = "AD_HOC_NOTHING_BEGUN";

// What waits for its turn in a sequential one, and what begins at once in another.
constexpr size_t kQueueMax = 10'000;

size_t length_of(const feel::Value* queue) {
  return queue && queue->is(feel::Kind::List) ? queue->items().size() : 0;
}

feel::Value queued(const feel::Value* queue, const std::vector<Activation>& more) {
  feel::Values items;
  if (length_of(queue) > 0) items.assign(queue->items().begin(), queue->items().end());
  for (const Activation& each : more)
    items.push_back(feel::Fields()
                        .set("element", feel::Value(each.element_id))
                        .set("variables", each.variables)
                        .build());
  return feel::Value::list(std::move(items));
}

}  // namespace

bool Work::is_ad_hoc(int64_t scope) {
  if (scope == instance.row.key || !instance.active(scope)) return false;
  const Role role = at(scope).role;
  return node_of(scope).kind == bpmn::Kind::AdHocSubProcess &&
         (role == Role::Plain || role == Role::Child);
}

void Work::tell_ad_hoc_elements(int64_t key) {
  set_local(key, kAdHocElements, node_of(key).ad_hoc.elements);
}

void Work::set_ad_hoc_variables(int64_t key) {
  tell_ad_hoc_elements(key);
  const std::string& collection = node_of(key).ad_hoc.output_collection;
  if (!collection.empty()) set_local(key, collection, feel::Value::list({}));
}

void Work::enter_ad_hoc(int64_t key) {
  const Node& here = node_of(key);
  AdHocResult first;
  const bool has_list = !here.ad_hoc.active_elements.empty();
  if (has_list) {
    std::string why;
    const feel::Value ids = evaluate(here.ad_hoc.active_elements, key, why);
    if (!ids.is(feel::Kind::List)) {
      incident(key, "EXTRACT_VALUE_ERROR",
               "the active elements are not a list" + (why.empty() ? "" : ": " + why));
      return;
    }
    if (ids.items().size() > kQueueMax) {
      incident(key, "EXTRACT_VALUE_ERROR",
               "more than " + std::to_string(kQueueMax) + " active elements");
      return;
    }
    for (const feel::Value& id : ids.items()) first.activate.push_back({id.text_or_empty(), {}});
  }
  for (const Activation& each : first.activate) {
    if (can_begin_in(key, each.element_id)) continue;
    incident(key, "EXTRACT_VALUE_ERROR",
             "the active element \"" + each.element_id + "\" cannot begin in " + here.id);
    return;
  }
  if (!open_event_processes(key)) return;
  wait(key);
  if (!here.job_type.empty()) {
    offer_job(key, JobKind::AdHoc, here.job_type, here.retries);
    return;
  }
  (void)direct_ad_hoc(key, first);
  if (has_list && first.activate.empty()) ad_hoc_branch_done(key);
}

bool Work::can_begin_in(int64_t key, const std::string& id) {
  const int index = process.find(id);
  if (index < 0 || node(index).parent != at(key).node) return false;
  const auto& starts = node_of(key).starts;
  return std::find(starts.begin(), starts.end(), index) != starts.end();
}

base::Result<void> Work::direct_ad_hoc(int64_t key, const AdHocResult& result) {
  if (!instance.active(key) || !is_ad_hoc(key) || at(key).phase != Phase::Waiting)
    return base::refusal("engine.not_waiting").because(std::to_string(key));
  for (const Activation& each : result.activate) {
    if (!can_begin_in(key, each.element_id))
      return base::refusal("engine.cannot_activate")
          .because(each.element_id + " cannot begin in " + node_of(key).id);
  }
  if (!result.activate.empty() && local(key, kStopped))
    return base::refusal("engine.cannot_activate")
        .because(node_of(key).id + " begins nothing more");
  if (!result.activate.empty() && result.is_fulfilled)
    return base::refusal("engine.cannot_activate")
        .because(node_of(key).id + " does not end and begin something at once");
  const bool is_sequential = node_of(key).ad_hoc.is_sequential;
  const size_t waiting = result.cancels_remaining ? 0 : length_of(local(key, kAdHocQueue));
  if (waiting + result.activate.size() > kQueueMax)
    return base::refusal("engine.cannot_activate")
        .because("more than " + std::to_string(kQueueMax) +
                 (is_sequential ? " would wait for their turn in " : " would begin at once in ") +
                 node_of(key).id);
  for (IncidentRow& each : instance.incidents) {
    const bool is_over = !result.activate.empty() || result.is_fulfilled;
    if (is_over && each.element == key && each.kind == kNothingBegun) resolve_as_over(each);
  }
  if (result.cancels_remaining) {
    remove_local(key, kAdHocQueue);  // what has not begun remains, too
    terminate_children(key, "the ad-hoc sub-process was directed");
  }
  if (is_sequential && !result.activate.empty())
    set_local(key, kAdHocQueue, queued(local(key, kAdHocQueue), result.activate));
  if (is_sequential) (void)begin_next_in_ad_hoc(key);
  for (const Activation& each : result.activate)
    if (!is_sequential) spawn(open_inner(key, each.variables), process.find(each.element_id));
  if (!result.is_fulfilled) return {};
  stop_ad_hoc(key);
  if (is_empty(key)) leave(key);
  return {};
}

void Work::tell_idle_ad_hoc(int64_t key) {
  if (!instance.active(key) || at(key).phase != Phase::Waiting || local(key, kStopped)) return;
  const bool may_go_on = !is_empty(key) || !instance.timers.of(key).empty() ||
                         std::ranges::any_of(instance.subscriptions, [&](const auto& row) {
                           return row.owner == key && row.kind != SubscriptionKind::Compensation;
                         });
  if (!may_go_on)
    incident(key, std::string(kNothingBegun),
             "its worker has begun nothing and not ended it, and nothing else runs in it");
}

// What an event has begun beside its turns is none of them.
bool Work::is_between_turns(int64_t key) const {
  return !has_pending(key) && std::ranges::all_of(instance.children(key), [&](int64_t child) {
    return node(instance.active(child)->node).kind == bpmn::Kind::EventSubProcess;
  });
}

bool Work::begin_next_in_ad_hoc(int64_t key) {
  const feel::Value* queue = local(key, kAdHocQueue);
  if (!is_between_turns(key) || local(key, kStopped) || !queue || queue->items().empty())
    return true;
  const feel::Value next = queue->items().front();
  const std::string id = next["element"].text_or_empty();
  if (!can_begin_in(key, id)) {
    incident(key, "EXTRACT_VALUE_ERROR",
             "the next element \"" + id + "\" cannot begin in " + node_of(key).id);
    return false;
  }
  set_local(key, kAdHocQueue,
            feel::Value::list(feel::Values(queue->items().begin() + 1, queue->items().end())));
  spawn(open_inner(key, next["variables"]), process.find(id));
  return true;
}

int64_t Work::open_inner(int64_t key, const feel::Value& variables) {
  const int64_t inner = add_element(key, at(key).node, Role::Inner);
  set_locals(inner, variables);
  wait(inner);
  return inner;
}

void Work::leave_inner(int64_t key) {
  const int64_t scope = at(key).scope;
  at(key).phase = Phase::Leaving;
  at(key).is_dirty = true;
  if (has_lingering(key)) return;
  if (!collect_ad_hoc_output(key)) return;
  remember_compensation(key);
  end(key, ElementState::Completed);
  if (ended_.empty()) ad_hoc_branch_done(scope);
}

void Work::go_on_in_ad_hoc(int64_t scope) {
  if (!local(scope, kStopped)) {
    (void)begin_next_in_ad_hoc(scope);
  } else if (is_empty(scope)) {
    leave(scope);
  }
}

void Work::stop_ad_hoc(int64_t scope) {
  end_job(scope, JobState::Canceled);
  remove_local(scope, kAdHocQueue);
  set_local(scope, kStopped, feel::Value(true));
}

bool Work::may_begin_more(int64_t scope) { return is_ad_hoc(scope) && !local(scope, kStopped); }

bool Work::collect_ad_hoc_output(int64_t key) {
  const int64_t scope = at(key).scope;
  const CompiledAdHoc& ad_hoc = node_of(scope).ad_hoc;
  if (ad_hoc.output_collection.empty() || ad_hoc.output_element.empty() ||
      node_of(key).kind == bpmn::Kind::EventSubProcess)
    return true;
  const auto item = value(ad_hoc.output_element, key, "the output element", "EXTRACT_VALUE_ERROR");
  if (!item) return false;
  const feel::Value* before = local(scope, ad_hoc.output_collection);
  if (before && before->is(feel::Kind::List)) {
    if (!set_item(scope, ad_hoc.output_collection, before->items().size(), *item))
      return incident_of_size(key, ad_hoc.output_collection);
  } else {
    set_local(scope, ad_hoc.output_collection, feel::Value::list({*item}));
  }
  return true;
}

void Work::ad_hoc_branch_done(int64_t scope) {
  if (at(scope).phase != Phase::Waiting) return;
  const CompiledAdHoc& ad_hoc = node_of(scope).ad_hoc;
  const bool is_stopped = local(scope, kStopped) != nullptr;
  if (!is_stopped && !ad_hoc.completion_condition.empty()) {
    const auto holds = boolean(ad_hoc.completion_condition, scope, "the completion condition");
    if (!holds) return;
    if (*holds) {
      stop_ad_hoc(scope);
      if (ad_hoc.cancels_remaining) terminate_children(scope, "the completion condition holds");
      if (is_empty(scope)) leave(scope);
      return;
    }
  }
  if (is_stopped) {
    if (is_empty(scope)) leave(scope);
    return;
  }
  if (!begin_next_in_ad_hoc(scope)) return;
  if (!node_of(scope).job_type.empty()) {
    end_job(scope, JobState::Canceled);
    offer_job(scope, JobKind::AdHoc, node_of(scope).job_type, node_of(scope).retries);
  } else if (is_empty(scope) && ad_hoc.completion_condition.empty()) {
    leave(scope);
  }
}

}  // namespace engine
