#include "app/inside/bound_record.h"

#include <algorithm>

#include "app/inside/record_states.h"
#include "records/records.h"
#include "runtime/queries.h"

namespace app {
namespace {

bool may_leave(const records::RecordType& type, const std::string& state,
               std::string_view transition) {
  const auto* found = type.transition(transition);
  if (found == nullptr || type.is_final(state)) return false;
  const auto names = [&](const std::vector<std::string>& states, std::string_view wanted) {
    return std::ranges::find(states, wanted) != states.end();
  };
  return (names(found->from, state) || names(found->from, "*")) && !names(found->except, state);
}

// The record that a process moves, as it stands, and the states in which each step finds it.
struct Standing {
  const records::RecordType* type = nullptr;
  records::Record record;
  std::map<std::string, std::set<std::string>, std::less<>> states;

  bool may_be_at(std::string_view element) const {
    const auto found = states.find(element);
    return found == states.end() || found->second.contains(record.state);
  }
};

std::optional<Standing> standing_of(const Definitions& definitions, storage::Connection& db,
                                    const work::Instance& instance) {
  const auto* process = definitions.process(instance.process);
  if (instance.record.id == 0 || process == nullptr) return {};
  auto record = records::find(db, *definitions.types, record_ref(instance.record));
  if (!record) return {};
  Standing standing;
  standing.type = definitions.types->type(record->ref.type);
  standing.states = record_states(process->source->model, *process->model, *standing.type);
  standing.record = *std::move(record);
  return standing;
}

constexpr std::string_view latest = "latest:";

// The record that a step writes besides the bound one (`jw:writes=latest:…`), when it is there.
std::optional<records::Record> paper_of(const records::Catalogue& types, storage::Connection& db,
                                        const records::Ref& bound, std::string_view writes) {
  std::optional<records::Ref> newest;
  for (const auto& child : records::children_of(db, types, bound)) {
    if (child.type != writes.substr(latest.size())) continue;
    if (!newest || child.id > newest->id) newest = child;
  }
  return newest ? records::find(db, types, *newest) : std::nullopt;
}

// Whether that record is there, in a state from which one of the outcomes moves it.
bool finds_its_paper(const Definitions& definitions, storage::Connection& db,
                     const Standing& standing, const bpmn::Element& step) {
  const std::string_view writes = step.property("jw:writes");
  const auto outcomes = outcomes_of(step);
  if (!writes.starts_with(latest) || outcomes.empty()) return true;
  const auto paper = paper_of(*definitions.types, db, standing.record.ref, writes);
  if (!paper) return false;
  const records::RecordType* type = definitions.types->type(paper->ref.type);
  return std::ranges::any_of(outcomes, [&](const work::Outcome& outcome) {
    const auto own = "jw:on." + outcome.id + ".written_transition";
    for (const auto transition : {step.property("jw:written_transition"), step.property(own)}) {
      if (!transition.empty() && !may_leave(*type, paper->state, transition)) return false;
    }
    return true;
  });
}

std::string property_of(const work::Task& step, const std::string& name) {
  const auto found = step.properties.find(name);
  return found == step.properties.end() ? std::string() : found->second;
}

base::Text state_title(const records::RecordType& type, std::string_view state) {
  const auto* found = type.state(state);
  return found ? found->title : base::Text{std::string(state), std::string(state)};
}

bool is_step(const bpmn::Element& element) {
  return bpmn::is_activity(element.kind) && element.kind != bpmn::Kind::EventSubProcess &&
         !element.is_for_compensation;
}

// Whether somebody has to be chosen for the step and nobody has been.
bool lacks_choice(const base::Json& variables, const bpmn::Element& step) {
  const auto asked = work::parse_candidates(step.property("jw:candidates"));
  if (!asked) return false;
  const auto is_choice = [](const work::CandidateEntry& entry) {
    return entry.kind == work::CandidateEntry::Kind::Choice;
  };
  if (std::ranges::none_of(*asked, is_choice)) return false;
  const auto* chosen = base::find(variables, "choice_" + step.id);
  if (chosen == nullptr || chosen->is_null()) return true;
  return chosen->is_array() && chosen->as_array().empty();
}

const bpmn::Element* step_named(const Definitions& definitions, const work::Instance& instance,
                                std::string_view element) {
  const auto* process = definitions.process(instance.process);
  const auto& elements = process->model->elements;
  const auto found = std::ranges::find(elements, element, &bpmn::Element::id);
  return found == elements.end() ? nullptr : &*found;
}

}  // namespace

base::Result<void> check_jump(const Definitions& definitions, storage::Connection& db,
                              const work::Instance& instance, std::string_view element) {
  const auto standing = standing_of(definitions, db, instance);
  if (!standing) return {};
  auto refused = base::refusal("app.jump_past_state").at(std::string(element));
  if (standing->may_be_at(element)) {
    const bpmn::Element* step = step_named(definitions, instance, element);
    if (step == nullptr || finds_its_paper(definitions, db, *standing, *step)) return {};
    refused.missing.push_back({base::Missing::Kind::Condition,
                               step->id,
                               {step->name, step->name},
                               {"此环节要办理的单据还没有，或已不在办理之中，请先办理产生它的环节",
                                "What the step works on is not there, or is not open any more: do "
                                "the step that makes it"}});
    return refused;
  }
  const base::Text now = state_title(*standing->type, standing->record.state);
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
  const auto view = runtime::instance(db, instance.key);
  if (!view || view->is_suspended) return targets;
  const auto standing = standing_of(definitions, db, instance);
  const base::Json variables = runtime::variables(db, instance.key);
  for (const bpmn::Element& element : process->model->elements) {
    const bool is_open = !standing || (standing->may_be_at(element.id) &&
                                       finds_its_paper(definitions, db, *standing, element));
    if (is_step(element) && is_open && !lacks_choice(variables, element))
      targets.push_back(element.id);
  }
  return targets;
}

std::vector<work::Task> open_steps(storage::Connection& db, int64_t instance) {
  auto steps = work::tasks_of_instance(db, instance);
  std::erase_if(steps, [](const work::Task& step) { return !step.is_open(); });
  return steps;
}

base::Result<void> let_go(Act& act, const std::vector<work::Task>& before) {
  for (const work::Task& step : before) {
    const std::string transition = property_of(step, "jw:left_transition");
    const std::string writes = property_of(step, "jw:writes");
    if (transition.empty() || !writes.starts_with(latest)) continue;
    const auto now = open_steps(act.db(), step.instance);
    if (std::ranges::count(now, step.element, &work::Task::element) > 0) continue;
    const auto paper = paper_of(act.types(), act.db(), record_ref(step.record), writes);
    if (!paper || !may_leave(*act.types().type(paper->ref.type), paper->state, transition))
      continue;
    const auto made = records::transition(act.tx(), act.types(), act.granted_environment({}),
                                          paper->ref, transition);
    if (!made) return made.error();
  }
  return {};
}

namespace {

// As the process says with `setting`; nothing where it names none or the state does not have it.
base::Result<void> move_as_said(Act& act, std::string_view process, const records::Ref& bound,
                                std::string_view setting) {
  const auto* known = act.definitions().process(process);
  if (known == nullptr) return {};
  const std::string transition(known->model->property(setting));
  if (transition.empty()) return {};
  const auto record = records::find(act.db(), act.types(), bound);
  if (!record) return {};
  if (!may_leave(*act.types().type(record->ref.type), record->state, transition)) return {};
  const auto made =
      records::transition(act.tx(), act.types(), act.granted_environment({}), bound, transition);
  if (!made) return made.error();
  return {};
}

// Of what has met nobody only the engine knows; it has dissented where it names the element.
bool has_dissented(storage::Connection& db, const engine::InstanceEnded& ended) {
  const auto known = work::instance(db, ended.at.instance);
  if (!known) return !ended.reason.empty();
  return !known->verdict.empty() && !work::has_passed(*known);
}

}  // namespace

// Asked of the engine: a matter that waits and has met nobody yet is bound as well.
base::Result<void> end_record(Act& act, int64_t instance) {
  const auto known = runtime::instance(act.db(), instance);
  if (!known || known->record_id == 0) return {};
  return move_as_said(act, known->process_id, {known->record_type, known->record_id},
                      "jw:on.cancel.transition");
}

base::Result<void> settle_record(Act& act, const engine::InstanceEnded& ended) {
  if (ended.at.record.id == 0) return {};
  return move_as_said(
      act, ended.at.process_id, record_ref(ended.at.record),
      has_dissented(act.db(), ended) ? "jw:on.reject.transition" : "jw:on.pass.transition");
}

base::Result<void> cancel_with_record(Act& act, int64_t instance, const std::string& reason) {
  auto& engine = act.op().engine;
  // First, so that the reason is the operator's: the transition may end it (`process: cancel`), and
  // so may the answer of the last of its listeners.
  work::close_instance(act.context(), instance, "canceled", reason);
  const auto known = runtime::instance(act.db(), instance);
  if (!known || known->record_id == 0) return engine.cancel_instance(instance, reason);
  if (auto ended = end_record(act, instance); !ended) return ended;
  const auto running = engine.running_instances({known->record_type, known->record_id});
  if (std::ranges::find(running, instance) == running.end()) return {};
  return engine.cancel_instance(instance, reason);
}

}  // namespace app
