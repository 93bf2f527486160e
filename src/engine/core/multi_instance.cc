// Multi-instance activities: a body that holds one child an item.
#include "engine/core/work.h"

namespace engine {

namespace {

constexpr std::string_view kItems = "jw:items";

// numberOfInstances and its like, for the completion condition.
feel::Value counters(const Instance& instance, const ElementRow& body, int total,
                     int just_completed) {
  const int active = instance.count_children(body.key) - just_completed;
  const int completed = body.completed + just_completed;
  return feel::Fields()
      .set("numberOfInstances", feel::Value(total))
      .set("numberOfActiveInstances", feel::Value(active))
      .set("numberOfCompletedInstances", feel::Value(completed))
      .set("numberOfTerminatedInstances", feel::Value(body.loop - active - completed))
      .build();
}

feel::Value numbers_to(int64_t count) {
  feel::Values items;
  for (int64_t i = 1; i <= count; ++i) items.push_back(feel::Value(i));
  return feel::Value::list(std::move(items));
}

}  // namespace

// One for each instance. Nothing: an incident was raised.
std::optional<feel::Value> Work::items_of(int64_t key) {
  const Node& here = node_of(key);
  const auto refuse = [&](const std::string& text, const std::string& why) {
    incident(key, "EXTRACT_VALUE_ERROR", text + (why.empty() ? "" : ": " + why));
    return std::optional<feel::Value>();
  };
  const std::string too_many =
      here.id + " would have more than " + std::to_string(around.activations_in_all_max);
  std::string why;
  if (here.input_collection.empty()) {
    const feel::Value number = evaluate(here.cardinality, key, why);
    const auto count =
        number.is(feel::Kind::Number) ? number.number().to_int64() : std::optional<int64_t>();
    if (!count || *count < 0)
      return refuse("the cardinality of " + here.id + " is no whole number from 0", why);
    if (*count > around.activations_in_all_max) return refuse(too_many, "");
    return numbers_to(*count);
  }
  feel::Value items = evaluate(here.input_collection, key, why);
  if (!items.is(feel::Kind::List))
    return refuse("the input collection of " + here.id + " is not a list", why);
  if (items.items().size() > static_cast<size_t>(around.activations_in_all_max))
    return refuse(too_many, "");
  return items;
}

// All of those that run at once, or none: a part of them would have to be set right one by one.
bool Work::has_room_for(int64_t key, int64_t children) {
  const bool is_too_many = !node_of(key).is_sequential && alive() + children > around.elements_max;
  if (is_too_many)
    incident(key, "TOO_MANY_ELEMENTS",
             std::to_string(children) + " instances of " + node_of(key).id + " make more than " +
                 std::to_string(around.elements_max) + " elements at once");
  return !is_too_many;
}

void Work::enter_body(int64_t key) {
  const Node& here = node_of(key);
  if (here.is_loop) return enter_loop(key);
  const auto items = items_of(key);
  if (!items || !has_room_for(key, std::ssize(items->items())) || !open_boundaries(key)) return;
  set_local(key, kItems, *items);
  const int total = static_cast<int>(items->items().size());
  if (!here.output_collection.empty()) {
    set_local(key, here.output_collection,
              feel::Value::list(feel::Values(static_cast<size_t>(total))));
  }
  wait(key);
  if (total == 0) {
    leave(key);
    return;
  }
  if (here.is_sequential) {
    at(key).loop = 1;
    spawn_child(key, 1);
  } else {
    begin_children(key);
  }
}

// At once only so many as hold up nobody for long.
void Work::begin_children(int64_t key) {
  const auto total = static_cast<int>(instance.variable(key, kItems)->items().size());
  ElementRow& body = at(key);
  const int last = std::min(total, body.loop + around.children_at_once);
  for (int i = body.loop + 1; i <= last; ++i) spawn_child(key, i);
  body.loop = last;
  body.is_dirty = true;
  if (last < total) effects.push_back(ChildrenLeft{instance.row.key, key});
}

bool Work::has_children_left(int64_t key) const {
  const ElementRow* body = instance.active(key);
  if (!body || body->role != Role::Body || body->phase != Phase::Waiting) return false;
  const Node& here = node(body->node);
  if (here.is_loop || here.is_sequential) return false;
  const feel::Value* items = instance.variable(key, kItems);
  return items && body->loop < std::ssize(items->items());
}

bool Work::is_to_be_left(int64_t key) {
  if (feel_used_ <= around.feel_at_once) return false;
  const Node& here = node_of(key);
  return !here.is_loop && !here.is_sequential;
}

// From this one on.
void Work::leave_children(int64_t key, int number) {
  std::erase_if(queue_, [&](const Todo& todo) {
    return todo.what == Todo::What::Child && todo.scope == key;
  });
  const bool is_told = has_children_left(key);
  at(key).loop = number - 1;
  at(key).is_dirty = true;
  if (!is_told) effects.push_back(ChildrenLeft{instance.row.key, key});
}

void Work::set_loop_variables(int64_t child) {
  const ElementRow& row = at(child);
  const Node& here = node(row.node);
  set_local(child, "loopCounter", feel::Value(row.loop));
  if (here.is_loop) return;
  // Each instance has its own, whatever its jobs give back: none collects what another has left.
  const bool is_own = !here.output_collection.empty() && !here.output_variable.empty() &&
                      here.output_variable != here.input_element &&
                      here.output_variable != "loopCounter";
  if (is_own) set_local(child, here.output_variable, feel::Value());
  if (here.input_element.empty()) return;
  const feel::Value items = *instance.variable(row.scope, kItems);
  set_local(child, here.input_element, items.items()[static_cast<size_t>(row.loop - 1)]);
}

bool Work::complete_child(int64_t key) {
  const int64_t body_key = at(key).scope;
  const Node& here = node_of(key);
  if (here.is_loop) {
    end_child(key);
    loop_again(body_key);
    return true;
  }
  const feel::Value items = *instance.variable(body_key, kItems);
  const int total = static_cast<int>(items.items().size());
  if (!here.output_collection.empty() && !here.output_element.empty()) {
    const auto item = value(here.output_element, key, "the output element", "EXTRACT_VALUE_ERROR");
    if (!item) return false;
    const auto index = static_cast<size_t>(at(key).loop - 1);
    if (!set_item(body_key, here.output_collection, index, *item))
      return incident_of_size(key, here.output_collection);
  }
  bool is_enough = false;
  if (!here.completion_condition.empty()) {
    std::string why;
    const feel::ContextNames numbers(counters(instance, at(body_key), total, 1));
    const feel::Value value = evaluate(here.completion_condition, key, numbers, why);
    if (!value.is(feel::Kind::Boolean)) {
      incident(key, "EXTRACT_VALUE_ERROR",
               "the completion condition is neither true nor false: " + why);
      return false;
    }
    is_enough = value.boolean();
  }
  end_child(key);
  ElementRow& body = at(body_key);
  if (is_enough) {
    terminate_children(body_key, "the completion condition holds");
    leave(body_key);
  } else if (here.is_sequential && body.loop < total) {
    spawn_child(body_key, ++body.loop);
  } else {
    body_maybe_done(body_key);
  }
  return true;
}

void Work::end_child(int64_t key) {
  const int64_t body_key = at(key).scope;
  remember_compensation(key);
  close_waits(key);
  end(key, ElementState::Completed);
  ElementRow& body = at(body_key);
  ++body.completed;
  body.is_dirty = true;
}

void Work::body_maybe_done(int64_t body) {
  if (is_empty(body) && !has_children_left(body)) leave(body);
}

}  // namespace engine
