// The rules of BPMN 2.0 that hold for any element, one function each; docs/reference/bpmn.md lists
// them.
#include <algorithm>
#include <cctype>
#include <iterator>

#include "base/decimal.h"
#include "bpmn/variable_name.h"
#include "engine/compile/parts.h"
#include "engine/rows.h"

namespace engine {

namespace {

using bpmn::Element;
using bpmn::Kind;
using bpmn::Trigger;

// One element under examination.
struct Case {
  const bpmn::Model& model;
  const bpmn::Process& process;
  const Element& element;
  std::vector<base::Problem>& problems;

  const Element* at(int index) const {
    return index < 0 ? nullptr : &process.elements[static_cast<size_t>(index)];
  }
  const Element* parent() const { return at(element.parent); }
  const bpmn::Flow& flow(int index) const { return process.flows[static_cast<size_t>(index)]; }
  bool is_in(Kind kind) const { return parent() && parent()->kind == kind; }
  void complain(bpmn::Place place, const std::string& text) const {
    problems.push_back({model.file, place.line, place.column, element.id + ": " + text});
  }
  void complain(const std::string& text) const { complain(element.place, text); }
};

bool has_trigger(const Element& element, Trigger trigger) {
  return std::any_of(element.definitions.begin(), element.definitions.end(),
                     [&](const auto& each) { return each.trigger == trigger; });
}

void flows_stay_in_their_scope(const Case& c) {
  for (int index : c.element.outgoing) {
    const Element* target = c.at(c.flow(index).target);
    if (target && target->parent != c.element.parent)
      c.complain(c.flow(index).place,
                 "the flow " + c.flow(index).id + " crosses the border of a sub-process");
  }
}

void flows_begin_and_end_where_they_may(const Case& c) {
  const bool is_link = has_trigger(c.element, Trigger::Link);
  const Kind kind = c.element.kind;
  if (!c.element.incoming.empty()) {
    if (kind == Kind::StartEvent) c.complain("no flow may lead to a start event");
    if (kind == Kind::BoundaryEvent) c.complain("no flow may lead to a boundary event");
    if (kind == Kind::IntermediateCatchEvent && is_link)
      c.complain("no flow may lead to the target of a link");
  }
  if (!c.element.outgoing.empty()) {
    if (kind == Kind::EndEvent) c.complain("no flow may leave an end event");
    if (kind == Kind::IntermediateThrowEvent && is_link)
      c.complain("no flow may leave the source of a link");
    if (kind == Kind::BoundaryEvent && has_trigger(c.element, Trigger::Compensation))
      c.complain(
          "no flow may leave a compensation boundary event; an association leads to its "
          "handler");
  }
}

void default_flows_leave_choices(const Case& c) {
  if (c.element.default_flow < 0) return;
  const Kind kind = c.element.kind;
  const bool may_have_one = bpmn::is_activity(kind) || kind == Kind::ExclusiveGateway ||
                            kind == Kind::InclusiveGateway || kind == Kind::ComplexGateway;
  if (!may_have_one) c.complain(std::string(tag(kind)) + " cannot have a default flow");
}

void conditions_leave_choices(const Case& c) {
  const Kind kind = c.element.kind;
  const bool is_lone_condition = bpmn::is_activity(kind) && c.element.outgoing.size() == 1 &&
                                 !c.flow(c.element.outgoing.front()).condition.empty();
  if (is_lone_condition) {
    c.complain(c.flow(c.element.outgoing.front()).place,
               "the only flow of an activity has no condition: nothing would follow where it does "
               "not hold");
  }
  const bool is_choice = bpmn::is_activity(kind) || kind == Kind::ExclusiveGateway ||
                         kind == Kind::InclusiveGateway || kind == Kind::ComplexGateway;
  if (is_choice) return;
  for (int index : c.element.outgoing) {
    if (!c.flow(index).condition.empty())
      c.complain(c.flow(index).place,
                 "a flow from this " + std::string(tag(kind)) + " cannot have a condition");
  }
}

void boundary_events_sit_on_activities(const Case& c) {
  if (c.element.kind != Kind::BoundaryEvent) return;
  if (c.element.definitions.empty()) c.complain("a boundary event needs an event definition");
  const Element* host = c.at(c.element.attached_to);
  if (!host) return;
  if (!bpmn::is_activity(host->kind) || host->kind == Kind::EventSubProcess)
    c.complain("a boundary event is attached to an activity, not to " + host->id);
  if (host->parent != c.element.parent)
    c.complain("a boundary event stands in the same scope as " + host->id);
}

void compensation_handlers_stand_apart(const Case& c) {
  const auto& associations = c.process.associations;
  if (c.element.is_for_compensation) {
    if (!c.element.incoming.empty() || !c.element.outgoing.empty())
      c.complain("no flow may lead to or from a compensation handler");
    const bool is_reached =
        std::any_of(associations.begin(), associations.end(), [&](const auto& each) {
          const Element* source = c.at(c.process.find(each.source));
          return each.target == c.element.id && source && source->kind == Kind::BoundaryEvent;
        });
    if (!is_reached)
      c.complain("a compensation handler needs an association from a compensation boundary event");
  }
  if (c.element.kind != Kind::BoundaryEvent || !has_trigger(c.element, Trigger::Compensation))
    return;
  const auto is_handler = [&](const bpmn::Association& each) {
    const Element* target = c.at(c.process.find(each.target));
    return each.source == c.element.id && target && target->is_for_compensation &&
           target->parent == c.element.parent;
  };
  if (std::count_if(associations.begin(), associations.end(), is_handler) != 1)
    c.complain(
        "a compensation boundary event needs exactly one association to an activity that "
        "is for compensation");
}

// The scope of the event, and those around event sub-processes that it lies in.
bool is_in_reach(const Case& c, const Element& activity) {
  int scope = c.element.parent;
  while (scope != activity.parent) {
    if (scope < 0 || c.at(scope)->kind != Kind::EventSubProcess) return false;
    scope = c.at(scope)->parent;
  }
  return true;
}

bool can_be_undone(const Case& c, const Element& activity) {
  if (bpmn::is_container(activity.kind) || activity.kind == Kind::CallActivity) return true;
  const int index = c.process.find(activity.id);
  return std::ranges::any_of(c.process.elements, [&](const Element& each) {
    return each.attached_to == index && has_trigger(each, Trigger::Compensation);
  });
}

void what_is_compensated_is_there(const Case& c) {
  if (c.element.kind != Kind::EndEvent && c.element.kind != Kind::IntermediateThrowEvent) return;
  for (const bpmn::EventDefinition& each : c.element.definitions) {
    if (each.trigger != Trigger::Compensation || each.ref.empty()) continue;
    const Element* activity = c.at(c.process.find(each.ref));
    if (!activity || !bpmn::is_activity(activity->kind)) {
      c.complain(each.place, "there is no activity " + each.ref + " to compensate");
    } else if (!is_in_reach(c, *activity)) {
      c.complain(each.place, each.ref +
                                 " is in another scope: only what completed in the same one "
                                 "is compensated");
    } else if (!can_be_undone(c, *activity)) {
      c.complain(each.place, each.ref + " has no compensation boundary event");
    }
  }
}

// What an event waits for, as far as it is the same for all; empty: of that there may be several.
// What starts a process is told by the name of the message alone.
std::string what_is_caught(const Case& c, const bpmn::EventDefinition& event, bool starts_process) {
  const auto with = [](std::string_view trigger, const std::string& name) {
    return std::string(trigger) + (name.empty() ? " of every code" : " " + name);
  };
  if (event.trigger == Trigger::Message) {
    const bpmn::Message* message = c.model.message(event.ref);
    if (!message || message->name.empty()) return {};
    const std::string& key = message->correlation_key.text;
    return "message " + message->name + (key.empty() || starts_process ? "" : " for " + key);
  }
  if (event.trigger == Trigger::Error) {
    const bpmn::Declaration* error = c.model.error(event.ref);
    return with("error", error ? error->code : "");
  }
  if (event.trigger == Trigger::Cancel) return "cancel";
  if (event.trigger != Trigger::Escalation) return {};
  const bpmn::Declaration* escalation = c.model.escalation(event.ref);
  return with("escalation", escalation ? escalation->code : "");
}

bool starts_process(const Case& c, const Element& element) {
  if (element.parent >= 0) return false;
  if (element.kind == Kind::StartEvent || element.is_instantiating) return true;
  return std::ranges::any_of(element.incoming, [&](int flow) {
    const Element* source = c.at(c.flow(flow).source);
    return source && source->kind == Kind::EventBasedGateway && source->is_instantiating;
  });
}

// The event-based gateway that waits for one of several, the element being one; nothing elsewhere.
const Element* choice_before(const Case& c, const Element& element) {
  for (int flow : element.incoming) {
    const Element* source = c.at(c.flow(flow).source);
    if (source && source->kind == Kind::EventBasedGateway && !source->is_parallel_gateway)
      return source;
  }
  return nullptr;
}

// The start of an event sub-process speaks for it.
const Element* start_of(const Case& c, const Element& element) {
  if (element.kind != Kind::EventSubProcess) return &element;
  const int index = c.process.find(element.id);
  const auto found = std::ranges::find_if(c.process.elements, [&](const Element& each) {
    return each.parent == index && each.kind == Kind::StartEvent;
  });
  return found == c.process.elements.end() ? nullptr : &*found;
}

// Each of what an element waits for; none where it waits for all of it together.
std::vector<std::string> all_that_is_caught(const Case& c, const Element& element) {
  const Element* start = start_of(c, element);
  if (!start || (start->is_parallel_multiple && start->definitions.size() > 1)) return {};
  const bool starts = starts_process(c, element);
  const bool is_choice = choice_before(c, element) != nullptr;
  std::vector<std::string> caught;
  const auto add = [&](const bpmn::EventDefinition& event) {
    std::string what = what_is_caught(c, event, starts);
    if (!what.empty()) caught.push_back(std::move(what));
    // Elsewhere a signal reaches all who wait for it.
    const bpmn::Declaration* signal = c.model.signal(event.ref);
    if (is_choice && event.trigger == Trigger::Signal && signal)
      caught.push_back("signal " + signal->name);
  };
  for (const bpmn::EventDefinition& event : start->definitions) add(event);
  if ((starts || is_choice) && element.kind == Kind::ReceiveTask) {
    bpmn::EventDefinition message;
    message.trigger = Trigger::Message;
    message.ref = element.message_ref;
    add(message);
  }
  return caught;
}

bool stand_for_the_same(const Case& c, const Element& each) {
  if (starts_process(c, c.element)) return starts_process(c, each);
  if (const Element* choice = choice_before(c, c.element)) return choice_before(c, each) == choice;
  return each.kind == c.element.kind && each.parent == c.element.parent &&
         each.attached_to == c.element.attached_to;
}

// Of two that wait for the same at the same place the second would never be reached; two that start
// a process would make two instances of one message.
void each_catches_something_else(const Case& c) {
  const Kind kind = c.element.kind;
  const bool is_examined = kind == Kind::BoundaryEvent || kind == Kind::EventSubProcess ||
                           starts_process(c, c.element) || choice_before(c, c.element) != nullptr;
  const auto caught = is_examined ? all_that_is_caught(c, c.element) : std::vector<std::string>();
  if (caught.empty()) return;
  for (const Element& each : c.process.elements) {
    if (&each == &c.element) return;  // the earlier one may stay
    if (!stand_for_the_same(c, each)) continue;
    for (const std::string& other : all_that_is_caught(c, each)) {
      if (std::ranges::find(caught, other) != caught.end())
        return c.complain(each.id + " waits here for the same, " + other);
    }
  }
}

void loops_come_to_an_end(const Case& c) {
  const bpmn::StandardLoop& loop = c.element.standard_loop;
  if (c.element.has_standard_loop && c.element.has_multi_instance)
    c.complain(loop.place, "an activity is a loop or multi-instance, not both");
  if (c.element.has_standard_loop && loop.maximum < 0)
    c.complain(loop.place, "the loopMaximum of a loop is a whole number, at least 1");
  if (c.element.has_standard_loop && loop.condition.empty() && loop.maximum == 0)
    c.complain(loop.place, "a loop needs a loopCondition or a loopMaximum");
  const bpmn::MultiInstance& multi = c.element.multi_instance;
  if (multi.output_collection.empty() && !multi.output_element.empty())
    c.complain(multi.place, "an outputElement needs an outputCollection");
  if (!multi.output_collection.empty() && multi.output_element.empty())
    c.complain(multi.place, "an outputCollection needs an outputElement");
  if (!multi.behavior.empty() && multi.behavior != "All")
    c.complain(multi.place, "the multi-instance behavior " + multi.behavior + " is not executed");
}

// Each of the tokens begins all that follows, and of an activity behind that so many times more.
constexpr int kQuantityMax = 1'000;

void quantities_are_possible(const Case& c) {
  const auto check = [&](int quantity, const char* which) {
    if (quantity < 1) c.complain(std::string(which) + " is a whole number, at least 1");
    if (quantity > kQuantityMax)
      c.complain(std::string(which) + " is at most " + std::to_string(kQuantityMax));
  };
  check(c.element.start_quantity, "startQuantity");
  check(c.element.completion_quantity, "completionQuantity");
}

void parallel_triggers_can_wait(const Case& c) {
  if (!c.element.is_parallel_multiple) return;
  int timers = 0;
  for (const bpmn::EventDefinition& each : c.element.definitions) {
    timers += each.trigger == Trigger::Timer ? 1 : 0;
    const bool can_wait = each.trigger == Trigger::Message || each.trigger == Trigger::Signal ||
                          each.trigger == Trigger::Timer || each.trigger == Trigger::Conditional;
    if (!can_wait)
      c.complain(each.place,
                 "a parallel multiple event cannot wait for " + std::string(name_of(each.trigger)));
  }
  if (timers > 1 && c.element.kind == Kind::StartEvent)
    c.complain("a parallel multiple start event can have one timer");
}

void definitions_are_complete(const Case& c) {
  for (const bpmn::EventDefinition& each : c.element.definitions) {
    if (each.trigger == Trigger::Timer &&
        (each.timer_kind == bpmn::TimerKind::None || each.timer.empty()))
      c.complain(each.place, "the timer says no time");
    if (each.has_several_times)
      c.complain(each.place, "a timer has a date, a duration or a cycle, not several of them");
    if (each.trigger == Trigger::Conditional && each.condition.empty())
      c.complain(each.place, "the conditional event has no condition");
    if (each.trigger == Trigger::Link && each.link.empty())
      c.complain(each.place, "the link has no name");
    if (each.trigger == Trigger::Signal) {
      const bpmn::Declaration* signal = c.model.signal(each.ref);
      if (!signal || signal->name.empty()) c.complain(each.place, "the signal has no name");
    }
    for (const std::string& event : each.variable_events) {
      if (event != "create" && event != "update")
        c.complain(each.place, "variableEvents are create and update, not " + event);
    }
  }
}

void cancels_belong_to_transactions(const Case& c) {
  if (!has_trigger(c.element, Trigger::Cancel)) return;
  if (c.element.kind == Kind::BoundaryEvent) {
    const Element* host = c.at(c.element.attached_to);
    if (host && host->kind != Kind::Transaction)
      c.complain("a cancel boundary event is attached to a transaction");
    if (!c.element.is_interrupting) c.complain("a cancel always interrupts");
    return;
  }
  if (!c.is_in(Kind::Transaction)) {
    c.complain("a cancel end event stands directly in a transaction");
    return;
  }
  const auto& elements = c.process.elements;
  const bool is_caught = std::any_of(elements.begin(), elements.end(), [&](const Element& each) {
    return each.attached_to == c.element.parent && has_trigger(each, Trigger::Cancel);
  });
  if (!is_caught) c.complain("the transaction needs a cancel boundary event");
}

void ad_hoc_content_has_no_ends(const Case& c) {
  if (!c.is_in(Kind::AdHocSubProcess)) return;
  if (c.element.kind == Kind::StartEvent || c.element.kind == Kind::EndEvent)
    c.complain("an ad-hoc sub-process holds neither start nor end events");
}

void instantiating_elements_come_first(const Case& c) {
  if (!c.element.is_instantiating) return;
  if (c.element.parent >= 0) c.complain("only an element of the process itself can instantiate it");
  if (!c.element.incoming.empty()) c.complain("no flow may lead to an element that instantiates");
}

void links_have_one_target(const Case& c) {
  if (c.element.kind != Kind::IntermediateCatchEvent || !has_trigger(c.element, Trigger::Link))
    return;
  for (const Element& each : c.process.elements) {
    const bool is_same = &each != &c.element && each.kind == Kind::IntermediateCatchEvent &&
                         each.parent == c.element.parent && has_trigger(each, Trigger::Link) &&
                         each.event.link == c.element.event.link;
    if (is_same) c.complain("the link " + each.event.link + " has a second target, " + each.id);
  }
}

void expressions_are_feel(const Case& c) {
  const auto examine = [&](const bpmn::Written& written) {
    if (written.language.empty()) return;
    c.complain(written.place,
               "expressions in " + written.language + " are not executed; FEEL begins with \"=\"");
  };
  for (int index : c.element.outgoing) examine(c.flow(index).condition);
  for (const bpmn::EventDefinition& each : c.element.definitions) examine(each.condition);
  const Element& e = c.element;
  for (const bpmn::Written* each :
       {&e.activation_condition, &e.standard_loop.condition, &e.multi_instance.cardinality,
        &e.multi_instance.completion_condition, &e.ad_hoc.completion_condition})
    examine(*each);
}

void extensions_stand_once(const Case& c) {
  for (const bpmn::Written& each : c.element.doubled_extensions)
    c.complain(each.place, "a second zeebe:" + each.text + "; an element has one");
}

// A script and a decision are evaluated by the engine, a job by a worker.
void one_thing_executes_it(const Case& c) {
  const Kind kind = c.element.kind;
  if (c.element.job_type.empty()) return;
  if (kind == Kind::ScriptTask && !c.element.script.empty())
    c.complain("either a zeebe:script or a zeebe:taskDefinition executes it, not both");
  if (kind == Kind::BusinessRuleTask && !c.element.called_decision.empty())
    c.complain("either a zeebe:calledDecision or a zeebe:taskDefinition executes it, not both");
}

bool is_whole_number(const std::string& text) {
  const auto number = base::Decimal::parse(text);
  return number && number->to_int64();
}

void retries_are_numbers(const Case& c) {
  const auto examine = [&](const bpmn::Written& retries) {
    if (retries.empty() || retries.text.starts_with("=") || is_whole_number(retries.text)) return;
    c.complain(retries.place,
               "the number of retries is a whole number or FEEL behind \"=\", not " + retries.text);
  };
  examine(c.element.retries);
  for (const bpmn::Listener& each : c.element.execution_listeners) examine(each.retries);
  for (const bpmn::Listener& each : c.element.task_listeners) examine(each.retries);
}

void examine_job_priority(const bpmn::Model& model, const bpmn::Written& priority,
                          std::vector<base::Problem>& problems) {
  if (priority.empty() || priority.text.starts_with("=")) return;
  if (as_job_priority(feel::Value(priority.text))) return;
  problems.push_back(
      {model.file, priority.place.line, priority.place.column,
       "the priority of jobs is a whole number of 32 bits or FEEL behind \"=\", not " +
           priority.text});
}

void job_priorities_are_numbers(const Case& c) {
  examine_job_priority(c.model, c.element.job_priority, c.problems);
}

void mappings_name_variables(const Case& c) {
  for (const auto* mappings : {&c.element.inputs, &c.element.outputs}) {
    for (const bpmn::Mapping& each : *mappings) {
      if (each.target.empty() || bpmn::is_variable_path(each.target)) continue;  // none: compile.cc
      c.complain(each.place, "\"" + each.target +
                                 "\" is no variable: letters, digits and _, parts with points "
                                 "between them, none of which begins with a digit");
    }
  }
}

void own_names_are_not_written(const Case& c) {
  const auto examine = [&](const std::string& name, bpmn::Place place) {
    if (name.starts_with("jw:"))
      c.complain(place, "\"" + name + "\" is a name of the engine's own");
  };
  examine(c.element.result_variable, c.element.place);
  examine(c.element.ad_hoc.output_collection, c.element.place);
  examine(c.element.multi_instance.input_element, c.element.multi_instance.place);
  examine(c.element.multi_instance.output_collection, c.element.multi_instance.place);
}

void names_of_variables_are_short(const Case& c) {
  const auto examine = [&](const std::string& name, bpmn::Place place) {
    if (name.size() > kNameBytesMax)
      c.complain(place, "the name of a variable is longer than " + std::to_string(kNameBytesMax) +
                            " bytes");
  };
  examine(c.element.result_variable, c.element.place);
  examine(c.element.ad_hoc.output_collection, c.element.place);
  examine(c.element.multi_instance.input_element, c.element.multi_instance.place);
  examine(c.element.multi_instance.output_collection, c.element.multi_instance.place);
  for (const auto* mappings : {&c.element.inputs, &c.element.outputs})
    for (const bpmn::Mapping& each : *mappings) examine(each.target, each.place);
}

constexpr void (*kRules[])(const Case&) = {
    own_names_are_not_written,
    names_of_variables_are_short,
    flows_stay_in_their_scope,
    flows_begin_and_end_where_they_may,
    default_flows_leave_choices,
    conditions_leave_choices,
    boundary_events_sit_on_activities,
    compensation_handlers_stand_apart,
    what_is_compensated_is_there,
    each_catches_something_else,
    loops_come_to_an_end,
    quantities_are_possible,
    parallel_triggers_can_wait,
    definitions_are_complete,
    cancels_belong_to_transactions,
    ad_hoc_content_has_no_ends,
    instantiating_elements_come_first,
    links_have_one_target,
    expressions_are_feel,
    extensions_stand_once,
    one_thing_executes_it,
    retries_are_numbers,
    job_priorities_are_numbers,
    mappings_name_variables,
};

}  // namespace

void check_rules(const bpmn::Model& model, const bpmn::Process& process,
                 std::vector<base::Problem>& problems) {
  examine_job_priority(model, process.job_priority, problems);
  for (const Element& element : process.elements) {
    for (const auto rule : kRules) rule({model, process, element, problems});
  }
}

}  // namespace engine
