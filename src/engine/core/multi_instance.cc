// Multi-instance activities: a body that holds one child an item.
#include "engine/compile/formula.h"
#include "engine/core/work.h"

namespace engine {

namespace {

constexpr std::string_view kItems = "jw:items";
// Of a sequential one: that the next instance is left to a later step.
constexpr std::string_view kLeft = "jw:left";

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
    const auto count = count_in(number);
    if (!count)
      return refuse(
          "the cardinality of " + here.id + " is no whole number from 0 but " + feel::print(number),
          why);
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
  const bool is_too_many =
      !node_of(key).is_sequential && alive() + children_left() + children > around.elements_max;
  if (is_too_many)
    incident(key, "TOO_MANY_ELEMENTS",
             std::to_string(children) + " instances of " + node_of(key).id + " make more than " +
                 std::to_string(around.elements_max) + " elements at once");
  return !is_too_many;
}

// Those that others of the instance have room for and will begin later.
int64_t Work::children_left() const {
  int64_t sum = 0;
  for (const ElementRow& row : instance.elements) {
    if (row.role == Role::Body && !node(row.node).is_sequential && has_children_left(row.key))
      sum += total_of(row.key) - row.loop;
  }
  return sum;
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
  begin_children(key);
}

// The next ones, with what they lead to in this step before those that follow.
void Work::begin_children(int64_t key) {
  constexpr int kTogether = 100;
  const int total = total_of(key);
  const int more = std::min(kTogether, around.children_at_once);
  ElementRow& body = at(key);
  const bool is_sequential = node(body.node).is_sequential;
  const int last = is_sequential ? body.loop + 1 : std::min(total, body.loop + more);
  for (int i = body.loop + 1; i <= last; ++i) spawn_child(key, i);
  children_begun_ += last - body.loop;
  body.loop = last;
  body.is_dirty = true;
  if (is_sequential)
    remove_local(key, kLeft);
  else if (last < total)
    unfinished_.push_back(key);
}

int Work::total_of(int64_t body) const {
  const feel::Value* items = instance.variable(body, kItems);
  return items ? static_cast<int>(items->items().size()) : 0;
}

bool Work::has_children_left(int64_t key) const {
  const ElementRow* body = instance.active(key);
  if (!body || body->role != Role::Body || body->phase != Phase::Waiting) return false;
  const Node& here = node(body->node);
  if (here.is_loop) return false;
  return here.is_sequential ? local(key, kLeft) != nullptr : body->loop < total_of(key);
}

// Whether more may begin in this step without holding up others for long.
bool Work::has_time() const {
  constexpr int64_t kHeavyMax = 100;  // what costs much to carry out
  const auto is_heavy = [](const Effect& effect) {
    return std::holds_alternative<UserTask>(effect) ||
           std::holds_alternative<BuiltinCall>(effect) ||
           std::holds_alternative<DecisionCall>(effect) ||
           std::holds_alternative<StartChild>(effect);
  };
  return feel_used_ <= around.feel_at_once && children_begun_ < around.children_at_once &&
         std::ranges::count_if(effects, is_heavy) < kHeavyMax;
}

// Those that wait for their turn in this step, from this one on; a sequential one has no others.
bool Work::leave_children(int64_t key, int number) {
  const Node& here = node_of(key);
  if (feel_used_ <= around.feel_at_once || here.is_loop || here.is_sequential) return false;
  std::erase_if(queue_, [&](const Todo& todo) {
    return todo.what == Todo::What::Child && todo.scope == key;
  });
  at(key).loop = number - 1;
  at(key).is_dirty = true;
  if (std::ranges::find(unfinished_, key) == unfinished_.end()) unfinished_.push_back(key);
  return true;
}

// False: there are none, or the rest is left to later steps.
bool Work::go_on_with_children() {
  const std::vector<int64_t> bodies = std::exchange(unfinished_, {});
  for (const int64_t body : bodies) {
    if (!has_children_left(body)) continue;
    if (has_time())
      begin_children(body);
    else
      effects.push_back(ChildrenLeft{instance.row.key, body});
  }
  return !queue_.empty();
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
    begin_next(body_key);
  } else {
    body_maybe_done(body_key);
  }
  return true;
}

void Work::begin_next(int64_t body) {
  if (has_time()) return begin_children(body);
  set_local(body, kLeft, feel::Value(true));
  effects.push_back(ChildrenLeft{instance.row.key, body});
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
