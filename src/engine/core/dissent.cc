#include "engine/core/dissent.h"

#include <algorithm>

namespace engine {

namespace {

// Not FEEL names, of the instance: its last verdict, and what ended it.
constexpr std::string_view kVerdict = "jw:verdict";
constexpr std::string_view kDissented = "jw:dissented";

// What the process came to that a call activity called.
std::string name_of_called(int64_t key) { return "jw:called:" + std::to_string(key); }

bool is_conditional(const Work& work, const Node& node) {
  return std::ranges::any_of(node.outgoing, [&](int flow) {
    return work.process.flows[static_cast<size_t>(flow)].has_condition;
  });
}

bool is_gateway(const Node& node) {
  return node.kind == bpmn::Kind::ExclusiveGateway || node.kind == bpmn::Kind::InclusiveGateway ||
         node.kind == bpmn::Kind::ComplexGateway;
}

// The model chooses what follows, on the flows of the element or at the gateway behind it.
bool has_way(const Work& work, const Node& here) {
  return is_conditional(work, here) || std::ranges::any_of(here.outgoing, [&](int flow) {
           const int target = work.process.flows[static_cast<size_t>(flow)].target;
           const Node& behind = work.node(target);
           return is_gateway(behind) && is_conditional(work, behind);
         });
}

const feel::Value* boolean(const feel::Value* value) {
  return value && value->is(feel::Kind::Boolean) ? value : nullptr;
}

const feel::Value* verdict_of(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  if (here.kind == bpmn::Kind::CallActivity)
    return boolean(work.instance.variable(key, name_of_called(key)));
  if (here.kind != bpmn::Kind::UserTask) return nullptr;
  const feel::Value* result = work.instance.variable(key, here.id);
  const bool is_told = result && result->is(feel::Kind::Context);
  return is_told ? boolean(result->find("dissents")) : nullptr;
}

}  // namespace

void note_verdict(Work& work, int64_t key) {
  const feel::Value* verdict = verdict_of(work, key);
  if (!verdict) return;
  const feel::Value copy = *verdict;
  work.set_local(work.instance.row.key, kVerdict, copy);
}

bool ends_by_dissent(Work& work, int64_t key) {
  const feel::Value* verdict = verdict_of(work, key);
  if (!verdict || !verdict->boolean()) return false;
  const Node& here = work.node_of(key);
  const auto said = here.properties.find("jw:dissent");
  if (said != here.properties.end()) return said->second == "end";
  return !has_way(work, here);
}

void end_by_dissent(Work& work, int64_t key) {
  const int64_t root = work.instance.row.key;
  const std::string element = work.node_of(key).id;
  work.set_local(root, kDissented, feel::Value(element));
  work.close_waits(key);
  work.end(key, ElementState::Completed);
  work.terminate_children(root, "dissent in " + element);
  work.scope_maybe_done(root);
}

std::string dissenting_element(const Work& work) {
  const feel::Value* element = work.local(work.instance.row.key, kDissented);
  return element ? element->text() : std::string();
}

feel::Value result_for_caller(const Work& work) {
  const int64_t root = work.instance.row.key;
  const feel::Value variables = work.locals(root);
  const feel::Value* verdict = work.local(root, kVerdict);
  if (!verdict) return variables;
  feel::Fields fields;
  for (size_t i = 0; i < variables.names().size(); ++i)
    fields.set(variables.names()[i], variables.values()[i]);
  return fields.set(name_of_called(work.instance.row.parent_element), *verdict).build();
}

feel::Value result_of_call(Work& work, int64_t key, const feel::Value& variables) {
  const bool is_told = variables.is(feel::Kind::Context);
  const feel::Value* verdict = is_told ? boolean(variables.find(name_of_called(key))) : nullptr;
  if (!verdict) return variables;
  const std::string outcome = verdict->boolean() ? "disagree" : "agree";
  feel::Fields fields;
  for (size_t i = 0; i < variables.names().size(); ++i) {
    if (variables.names()[i] != work.node_of(key).id)
      fields.set(variables.names()[i], variables.values()[i]);
  }
  return fields
      .set(work.node_of(key).id,
           feel::Fields().set("outcome", feel::Value(outcome)).set("dissents", *verdict).build())
      .build();
}

}  // namespace engine
