#include "app/inside/bound_record.h"

#include <algorithm>

#include "app/inside/record_states.h"
#include "records/records.h"

namespace app {
namespace {

// The record that a process moves, as it stands, and the states in which each step finds it.
struct Standing {
  const records::RecordType* type = nullptr;
  std::string state;
  std::map<std::string, std::set<std::string>, std::less<>> states;

  bool may_be_at(std::string_view element) const {
    const auto found = states.find(element);
    return found == states.end() || found->second.contains(state);
  }
};

std::optional<Standing> standing_of(const Definitions& definitions, storage::Connection& db,
                                    const work::Instance& instance) {
  const auto* process = definitions.process(instance.process);
  if (instance.record.id == 0 || process == nullptr) return {};
  const auto record = records::find(db, *definitions.types, record_ref(instance.record));
  if (!record) return {};
  Standing standing;
  standing.type = definitions.types->type(record->ref.type);
  standing.state = record->state;
  standing.states = record_states(process->source->model, *process->model, *standing.type);
  return standing;
}

base::Text state_title(const records::RecordType& type, std::string_view state) {
  const auto* found = type.state(state);
  return found ? found->title : base::Text{std::string(state), std::string(state)};
}

bool is_step(const bpmn::Element& element) {
  return bpmn::is_activity(element.kind) && element.kind != bpmn::Kind::EventSubProcess &&
         !element.is_for_compensation;
}

bool may_leave(const records::RecordType& type, const std::string& state,
               std::string_view transition) {
  const auto* found = type.transition(transition);
  if (found == nullptr || type.is_final(state)) return false;
  const auto names = [&](const std::vector<std::string>& states, std::string_view wanted) {
    return std::ranges::find(states, wanted) != states.end();
  };
  return (names(found->from, state) || names(found->from, "*")) && !names(found->except, state);
}

}  // namespace

base::Result<void> check_jump(const Definitions& definitions, storage::Connection& db,
                              const work::Instance& instance, std::string_view element) {
  const auto standing = standing_of(definitions, db, instance);
  if (!standing || standing->may_be_at(element)) return {};
  auto refused = base::refusal("app.jump_past_state").at(std::string(element));
  const base::Text now = state_title(*standing->type, standing->state);
  for (const auto& state : standing->states.at(std::string(element))) {
    if (standing->type->is_final(state)) continue;
    refused.missing.push_back(
        {base::Missing::Kind::Condition,
         state,
         state_title(*standing->type, state),
         {"记录现在处于“" + now.zh + "”，请按流程办理到这里",
          "The record is in \"" + now.en + "\" now: do the steps that lead there"}});
  }
  return refused;
}

std::vector<std::string> jump_targets(const Definitions& definitions, storage::Connection& db,
                                      const work::Instance& instance) {
  std::vector<std::string> targets;
  const auto* process = definitions.process(instance.process);
  if (process == nullptr) return targets;
  const auto standing = standing_of(definitions, db, instance);
  for (const bpmn::Element& element : process->model->elements) {
    if (is_step(element) && (!standing || standing->may_be_at(element.id)))
      targets.push_back(element.id);
  }
  return targets;
}

base::Result<void> end_record(Act& act, int64_t instance) {
  const auto known = work::instance(act.db(), instance);
  if (!known || known->record.id == 0) return {};
  const auto* process = act.definitions().process(known->process);
  if (process == nullptr) return {};
  const std::string transition(process->model->property("jw:on.cancel.transition"));
  const auto record = records::find(act.db(), act.types(), record_ref(known->record));
  if (transition.empty() || !record) return {};
  if (!may_leave(*act.types().type(record->ref.type), record->state, transition)) return {};
  const auto made = records::transition(act.tx(), act.types(), act.granted_environment({}),
                                        record_ref(known->record), transition);
  if (!made) return made.error();
  return {};
}

base::Result<void> cancel_with_record(Act& act, int64_t instance, const std::string& reason) {
  auto& engine = act.op().engine;
  const auto known = work::instance(act.db(), instance);
  if (!known || known->record.id == 0) return engine.cancel_instance(instance, reason);
  // First, so that the reason is the operator's: the transition may end it (`process: cancel`).
  work::close_instance(act.context(), instance, "canceled", reason);
  if (auto ended = end_record(act, instance); !ended) return ended;
  const auto running = engine.running_instances(known->record);
  if (std::ranges::find(running, instance) == running.end()) return {};
  return engine.cancel_instance(instance, reason);
}

}  // namespace app
