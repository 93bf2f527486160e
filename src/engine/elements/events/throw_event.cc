// Events that throw, on the way and at the end: messages, signals, escalations, compensations, and
// what ends a scope: errors, cancellations, termination. A multiple event throws all it names.
//
// A message or signal is delivered, with all its consequences, before the event goes on: whoever
// waits for it at that moment hears it, a scope that ends behind the event included.
#include <algorithm>

#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

using bpmn::Trigger;

// Not a FEEL name: how many of its things a multiple event has thrown, while it waits for the
// delivery of the last of them.
constexpr std::string_view kThrown = "jw:thrown";

bool ends_scope(Trigger trigger) {
  return trigger == Trigger::Error || trigger == Trigger::Cancel || trigger == Trigger::Terminate;
}

void check_message(const CheckInput& input, const bpmn::EventDefinition& event) {
  if (!input.element.job_type.empty() && input.element.definitions.size() == 1) return;
  const bpmn::Message* message = input.model.message(event.ref);
  if (!message || message->name.empty())
    input.complain(event.place, "a message that is thrown needs a name or a zeebe:taskDefinition");
}

void check_code(const CheckInput& input, const bpmn::EventDefinition& event) {
  const bool is_error = event.trigger == Trigger::Error;
  const bpmn::Declaration* found =
      is_error ? input.model.error(event.ref) : input.model.escalation(event.ref);
  if (!found || found->code.empty())
    input.complain(event.place, std::string("the ") + (is_error ? "error" : "escalation") +
                                    " that is thrown has no code");
}

void check(const CheckInput& input) {
  int ends = 0;
  int compensations = 0;
  const bool is_end = input.element.kind == bpmn::Kind::EndEvent;
  for (const bpmn::EventDefinition& each : input.element.definitions) {
    ends += ends_scope(each.trigger) ? 1 : 0;
    compensations += each.trigger == Trigger::Compensation ? 1 : 0;
    if (each.trigger == Trigger::Message) check_message(input, each);
    if (each.trigger == Trigger::Escalation || each.trigger == Trigger::Error)
      check_code(input, each);
    const bool can_throw = each.trigger == Trigger::Message || each.trigger == Trigger::Signal ||
                           each.trigger == Trigger::Escalation ||
                           each.trigger == Trigger::Compensation ||
                           (is_end && ends_scope(each.trigger));
    if (!can_throw)
      input.complain(each.place, "this event cannot throw " + std::string(name_of(each.trigger)));
  }
  if (ends + compensations > 1)
    input.complain(input.element.place,
                   "an error, a cancellation, a termination and a compensation exclude each other");
}

void terminate_scope(Work& work, int64_t key) {
  const int64_t scope = work.at(key).scope;
  std::vector<int64_t> others = work.instance.children(scope);
  std::erase(others, key);
  work.terminate_all(others, "terminated by " + work.node_of(key).id);
  work.purge_tokens(scope);
}

// Of an error or escalation. Nothing: an incident was raised.
std::optional<std::string> code_of(Work& work, int64_t key, const CompiledEvent& event) {
  if (event.key.empty()) return event.code;
  return work.text(event.key, key, "the code of " + work.node_of(key).id);
}

bool throw_signal(Work& work, int64_t key, const CompiledEvent& event) {
  const auto name = work.event_name(event, key, work.node_of(key).id);
  if (!name) return false;
  work.effects.push_back(SignalThrown{work.position(key), *name, work.locals(key)});
  return true;
}

// What goes on when everything else was thrown.
void finish_throw(Work& work, int64_t key) {
  const std::vector<CompiledEvent>& events = work.node_of(key).events;
  for (const CompiledEvent& event : events) {
    switch (event.trigger) {
      case Trigger::Error:
        if (const auto code = code_of(work, key, event)) {
          work.wait(key);
          work.throw_error(key, *code, "", work.locals(key));
        }
        return;
      case Trigger::Terminate:
        terminate_scope(work, key);
        work.leave(key);
        return;
      case Trigger::Cancel:
        work.keep_completed_inside(work.at(key).scope);
        terminate_scope(work, key);
        work.compensate(key, work.canceled_scopes(key), "");
        return;
      case Trigger::Compensation:
        if (event.waits_for_completion) {
          work.compensate(key, work.compensated_scopes(key), event.activity);
        } else {
          work.compensate_at_once(key, work.compensated_scopes(key), event.activity);
        }
        return;
      default: break;
    }
  }
  work.leave(key);
}

// False: it waits for the delivery, has an incident, or was interrupted by whoever caught it.
bool throw_one(Work& work, int64_t key, size_t index) {
  const CompiledEvent& event = work.node_of(key).events[index];
  const bool is_message = event.trigger == Trigger::Message;
  if (is_message || event.trigger == Trigger::Signal) {
    const bool is_thrown =
        is_message ? throw_message(work, key, event) : throw_signal(work, key, event);
    if (!is_thrown) return false;
    if (work.node_of(key).events.size() > 1)
      work.set_local(key, kThrown, feel::Value(static_cast<int64_t>(index) + 1));
    work.wait(key);
    return false;
  }
  if (event.trigger != Trigger::Escalation) return true;
  const auto code = code_of(work, key, event);
  if (!code) return false;
  work.wait(key);
  work.escalate(key, *code, work.locals(key));
  return work.instance.active(key) != nullptr;
}

size_t thrown_by(const Work& work, int64_t key) {
  const feel::Value* thrown = work.local(key, kThrown);
  return thrown ? static_cast<size_t>(thrown->number().to_int64().value_or(0)) : 0;
}

void throw_from(Work& work, int64_t key, size_t first) {
  const size_t all = work.node_of(key).events.size();
  for (size_t i = first; i < all; ++i) {
    if (!throw_one(work, key, i)) return;
  }
  finish_throw(work, key);
}

void enter(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  if (here.trigger() == Trigger::Message && !here.job_type.empty()) return enter_job(work, key);
  // One that could not be delivered is thrown once more, and those before it are not.
  throw_from(work, key, std::max<size_t>(thrown_by(work, key), 1) - 1);
}

}  // namespace

bool throw_message(Work& work, int64_t key, const CompiledEvent& event) {
  const auto name = work.event_name(event, key, work.node_of(key).id);
  if (!name) return false;
  std::string correlation;
  if (!event.correlation_key.empty()) {
    const auto text = work.text(event.correlation_key, key, "the correlation key");
    if (!text) return false;
    correlation = *text;
  }
  work.effects.push_back(MessageThrown{work.position(key), *name, correlation, work.locals(key)});
  return true;
}

bool is_throwing(const Work& work, int64_t key) { return work.local(key, kThrown) != nullptr; }

void go_on_throwing(Work& work, int64_t key) {
  const size_t thrown = thrown_by(work, key);
  work.remove_local(key, kThrown);
  throw_from(work, key, thrown);
}

const Behaviour kPassThrough = {.enter = [](Work& work, int64_t key) { work.leave(key); }};
const Behaviour kThrow = {.check = check, .enter = enter};

}  // namespace engine
