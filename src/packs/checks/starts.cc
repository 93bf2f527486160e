#include "packs/checks/starts.h"

#include <algorithm>

#include "forms/forms.h"

namespace packs::checks {

namespace {

using records::Field;
using records::RecordType;
using records::Transition;

bool is_given_elsewhere(const RecordType& type, const Field& field) {
  return field.id == type.parent || field.is_set_by_rules || field.computed.is_set() ||
         field.default_value.has_value() || field.default_formula.is_set();
}

// Of a form that leaves fields out: those without which no record is made.
void look_for_needed_fields(const RecordType& type, const bpmn::Process& process,
                            std::vector<std::string>& problems) {
  const std::string_view shown = process.property("jw:start_fields");
  const bool shows_all = shown.empty() || shown.find('*') != std::string_view::npos;
  if (shows_all || !process.property("jw:start_form").empty()) return;
  const auto permissions = forms::parse_permissions(shown);
  if (!permissions) return;  // said elsewhere
  for (const Field& field : type.fields) {
    if (!field.is_required || field.is_retired || is_given_elsewhere(type, field)) continue;
    const auto found = permissions->fields.find(field.id);
    const bool is_filled_in =
        found != permissions->fields.end() && found->second >= forms::Mode::Edit;
    if (!is_filled_in)
      problems.push_back("jw:start_fields: " + field.id + " is required and not filled in");
  }
}

bool leaves(const Transition& transition, const std::string& state) {
  const auto names = [&](const std::vector<std::string>& states, const std::string& wanted) {
    return std::ranges::find(states, wanted) != states.end();
  };
  return (names(transition.from, "*") || names(transition.from, state)) &&
         !names(transition.except, state);
}

// What it calls may move them, too.
bool may_move_records(const bpmn::Process& process) {
  const auto is_transition = [](const bpmn::Property& property) {
    return property.name.starts_with("jw:") && property.name.ends_with("transition");
  };
  return std::ranges::any_of(process.elements, [&](const bpmn::Element& element) {
    return element.kind == bpmn::Kind::CallActivity ||
           element.job_type.text.starts_with("records:") ||
           std::ranges::any_of(element.properties, is_transition);
  });
}

// Where only a process moves records on, one that starts with them has to.
void look_for_way_on(const RecordType& type, const bpmn::Process& process,
                     std::vector<std::string>& problems) {
  if (may_move_records(process) || !is_left_by_processes_alone(type)) return;
  if (is_settled_by(type, process, "jw:on.pass.transition")) return;
  problems.push_back("jw:record: nothing moves " + type.id + " on from " + first_state(type));
}

}  // namespace

std::vector<std::string> start_problems(const RecordType& type, const bpmn::Process& process) {
  std::vector<std::string> problems;
  if (process.property("jw:starters").empty()) return problems;
  look_for_needed_fields(type, process, problems);
  look_for_way_on(type, process, problems);
  return problems;
}

const std::string& first_state(const RecordType& type) {
  return type.initial.empty() ? type.states.front().id : type.initial;
}

bool is_settled_by(const RecordType& type, const bpmn::Process& process, std::string_view setting) {
  const Transition* transition = type.transition(process.property(setting));
  return transition != nullptr && leaves(*transition, first_state(type));
}

bool is_left_by_processes_alone(const RecordType& type) {
  if (type.states.empty() || type.is_final(first_state(type))) return false;
  return std::ranges::none_of(type.transitions, [&](const Transition& transition) {
    return leaves(transition, first_state(type)) &&
           transition.by != std::vector<std::string>{"process"};
  });
}

}  // namespace packs::checks
