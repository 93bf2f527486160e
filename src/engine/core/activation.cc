// Elements begin, as long as there is room for them; one that finds none keeps what it was to begin
// with until its incident is resolved.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

namespace {

// Not a FEEL name: how an element begins that has found no room, or could not wait.
constexpr std::string_view kHeld = "jw:held";

}  // namespace

int64_t Work::add_element(int64_t scope, int index, Role role, int number) {
  ElementRow row;
  row.key = around.next_key();
  row.scope = scope;
  row.node = index;
  row.role = role;
  row.loop = number;
  row.started_at = around.now;
  const int64_t key = row.key;
  instance.elements.add(std::move(row));
  instance.add_children(scope, 1);
  if (alive_) ++*alive_;
  return key;
}

void Work::activate(int64_t scope, int index, const Beginning& beginning, Role role, int number) {
  const int64_t key = add_element(scope, index, role, number);
  if (has_room(key)) {
    begin_others(scope, index, beginning);
    begin_element(key, beginning);
  } else {
    hold(key, beginning);
  }
}

// The next things to be done: many tokens take no more place than one.
void Work::begin_others(int64_t scope, int index, const Beginning& beginning) {
  if (beginning.others > 0)
    queue_.push_front({Todo::What::Spawn, scope, index, beginning.variables, beginning.others});
}

// Counted only where there may be too many: rows that ended stay until they are stored.
int64_t Work::alive() {
  if (alive_) return *alive_;
  const int64_t rows = std::ssize(instance.elements);
  if (rows <= around.elements_max) return rows;
  alive_ = std::ranges::count(instance.elements, ElementState::Active, &ElementRow::state);
  return *alive_;
}

bool Work::has_room(int64_t key) {
  const auto refuse = [&](std::string kind, int bound, const char* when) {
    incident(key, std::move(kind), "more than " + std::to_string(bound) + " elements " + when);
    return false;
  };
  if (++activations_[instance.part_of(key)] > around.activations_max)
    return refuse("ENDLESS_LOOP", around.activations_max, "in one step");
  if (++activations_in_all_ > around.activations_in_all_max)
    return refuse("ENDLESS_LOOP", around.activations_in_all_max, "in one step");
  if (alive() > around.elements_max)
    return refuse("TOO_MANY_ELEMENTS", around.elements_max, "at once");
  return true;
}

void Work::begin_element(int64_t key, const Beginning& beginning) {
  switch (beginning.how) {
    case Beginning::How::Entered:
      set_locals(key, beginning.variables);
      enter(key);
      return;
    case Beginning::How::Triggered: finish(key, beginning.variables, ""); return;
    case Beginning::How::EventProcess: enter_event_process(key, beginning); return;
    case Beginning::How::Instantiating: enter_instantiating(key, beginning); return;
    case Beginning::How::Compensation: enter_compensation(key, beginning.completed); return;
  }
}

void Work::hold(int64_t key, const Beginning& beginning) {
  set_local(key, kHeld,
            feel::Fields()
                .set("how", feel::Value(static_cast<int>(beginning.how)))
                .set("variables", beginning.variables)
                .set("completed", feel::Value(std::to_string(beginning.completed)))
                .set("others", feel::Value(beginning.others))
                .build());
}

bool Work::begin_held(int64_t key) {
  const feel::Value* stored = local(key, kHeld);
  if (!stored) return false;
  const feel::Value held = *stored;
  if (!has_room(key)) return true;
  remove_local(key, kHeld);
  const auto how = held["how"].number().to_int64().value_or(0);
  const feel::Value* others = held.find("others");  // an earlier version did not tell
  const Beginning beginning{static_cast<Beginning::How>(how), held["variables"],
                            std::stoll(held["completed"].text()),
                            others ? static_cast<int>(others->number().to_int64().value_or(0)) : 0};
  begin_others(at(key).scope, at(key).node, beginning);
  begin_element(key, beginning);
  return true;
}

bool Work::is_held_behind(int64_t owner, int event) {
  if (std::ssize(instance.elements) <= around.elements_max) return false;
  const bool is_boundary = node(event).kind == bpmn::Kind::BoundaryEvent;
  const int64_t scope = is_boundary ? at(owner).scope : owner;
  const int begun = is_boundary ? event : node(event).parent;
  return std::ranges::any_of(instance.elements, [&](const ElementRow& row) {
    return row.state == ElementState::Active && row.scope == scope && row.node == begun &&
           row.phase == Phase::Entering && local(row.key, kHeld);
  });
}

}  // namespace engine
