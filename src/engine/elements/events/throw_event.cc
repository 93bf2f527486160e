// Events that throw, on the way and at the end: messages, signals, escalations, compensations, and
// what ends a scope: errors, cancellations, termination. A multiple event throws all it names.
#include <algorithm>

#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

using bpmn::Trigger;

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

void enter(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  if (here.trigger() == Trigger::Message && !here.job_type.empty()) return enter_job(work, key);
  for (const CompiledEvent& event : here.events) {
    if (event.trigger == Trigger::Message && !throw_message(work, key, event)) return;
    if (event.trigger == Trigger::Signal && !throw_signal(work, key, event)) return;
    if (event.trigger == Trigger::Escalation) {
      const auto code = code_of(work, key, event);
      if (!code) return;
      work.wait(key);
      work.escalate(key, *code, work.locals(key));
      if (!work.instance.active(key)) return;  // whoever caught it interrupted this event
    }
  }
  finish_throw(work, key);
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

const Behaviour kPassThrough = {.enter = [](Work& work, int64_t key) { work.leave(key); }};
const Behaviour kThrow = {.check = check, .enter = enter};

}  // namespace engine
