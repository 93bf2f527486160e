#include "app/inside/path_ahead.h"

#include <map>

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/inside/people_functions.h"
#include "app/inside/source_titles.h"
#include "app/inside/words.h"
#include "app/waiting.h"
#include "bpmn/reader.h"
#include "runtime/queries.h"
#include "runtime/variable_search.h"
#include "work/acting_starter.h"

namespace app {

namespace {

std::shared_ptr<engine::Process> process_of(storage::Connection& db,
                                            const runtime::InstanceView& view) {
  const auto xml = runtime::definition_xml(db, view.definition).value_or("");
  for (auto& process : engine::compile_deployed(bpmn::read("", xml).model).processes) {
    if (process->id == view.process_id) return process;
  }
  throw base::Bug("a deployed process compiles");
}

// `record` holds all fields here, not only those that the model reads.
base::JsonObject variables_of(Parts& parts, storage::Connection& db,
                              const work::Instance& instance) {
  const base::Json stored = runtime::variables(db, instance.key);
  base::JsonObject variables = stored.is_object() ? stored.as_object() : base::JsonObject();
  const auto record = records::find(db, *parts.definitions->types, record_ref(instance.record));
  if (!record) return variables;
  base::JsonObject whole = record->values;
  whole["state"] = record->state;
  whole["number"] = record->number;
  if (const auto* seen = variables.if_contains("record"); seen != nullptr && seen->is_object()) {
    for (const auto& entry : seen->as_object()) whole[entry.key()] = entry.value();
  }
  variables["record"] = std::move(whole);
  return variables;
}

// Where the active elements of an instance stand, each with what is known in its scope.
std::vector<work::Place> places_of(storage::Connection& db, const engine::Process& process,
                                   int64_t instance, const base::JsonObject& variables) {
  struct Scope {
    base::JsonObject variables;
    std::vector<int64_t> parts;
    std::string element;
  };
  std::map<int64_t, Scope> scopes{{instance, {variables, {}, ""}}};
  std::vector<work::Place> places;
  for (const auto& element : runtime::elements(db, instance)) {
    const auto around = scopes.find(element.scope);
    if (element.state != "active" || element.kind == "process" || around == scopes.end()) continue;
    const int index = process.find(element.element_id);
    const bool is_multi_instance =
        index >= 0 && process.nodes[static_cast<size_t>(index)].is_multi_instance;
    const bool is_one_of_it = is_multi_instance && around->second.element == element.element_id;
    Scope inside{around->second.variables, around->second.parts, element.element_id};
    if (element.loop > 0) {
      const base::Json locals = runtime::local_variables(db, instance, element.key);
      for (const auto& local : locals.as_object()) inside.variables[local.key()] = local.value();
    }
    if (is_one_of_it) inside.parts.push_back(element.key);
    work::Place place{element.element_id, feel::from_json(inside.variables), inside.parts};
    const bool is_sequential =
        is_multi_instance && process.nodes[static_cast<size_t>(index)].is_sequential;
    if (is_sequential && !is_one_of_it) place.begun = element.loop;
    places.push_back(std::move(place));
    scopes.emplace(element.key, std::move(inside));
  }
  return places;
}

base::Result<work::ChangeOfPeople::Mode> mode_of(const base::Json& request) {
  const auto word = word_of(request, "mode", {"replace", "add", "restore"});
  if (!word) return word.error();
  if (*word == "add") return work::ChangeOfPeople::Mode::Add;
  if (*word == "restore") return work::ChangeOfPeople::Mode::Restore;
  return work::ChangeOfPeople::Mode::Replace;
}

}  // namespace

work::CalledProcess called_processes(const Parts& parts) {
  return [&parts](const std::string& id) -> std::shared_ptr<const engine::Process> {
    const auto* definition = parts.definitions->process(id);
    if (definition == nullptr) return nullptr;
    for (auto& process : engine::compile(definition->source->model).processes) {
      if (process->id == id) return process;
    }
    return nullptr;
  };
}

Ahead::Ahead(Parts& parts, storage::Connection& db, const work::Instance& instance)
    : functions_(process_functions(parts, db)), called_(called_processes(parts)) {
  const auto view = runtime::instance(db, instance.key);
  base::ensure(view.has_value(), "a known instance has a row");
  process_ = process_of(db, *view);
  active_ = places_of(db, *process_, instance.key, variables_of(parts, db, instance));
}

work::Running Ahead::running() const { return {*process_, active_, functions_.get(), called_}; }

std::optional<work::Standing> standing_of(Parts& parts, storage::Connection& db,
                                          const Caller& caller, const work::Instance& instance) {
  const auto* process = parts.definitions->process(instance.process);
  const bool is_owner_of_it = process != nullptr && is_owner(*process, caller);
  if (is_owner_of_it) return work::Standing::Owner;
  if (is_administrator(caller)) return work::Standing::Administrator;
  if (work::acting_starter(db, instance) == caller.person) return work::Standing::Starter;
  return {};
}

base::Result<void> change_people(Parts& parts, work::Context& context, const Caller& caller,
                                 const work::Instance& instance, const base::Json& request) {
  const auto standing = standing_of(parts, context.tx.db, caller, instance);
  if (!standing) return base::refusal("app.not_allowed").at("people");
  const auto mode = mode_of(request);
  if (!mode) return mode.error();
  const auto element = base::text_or_empty(request, "target");
  if (instance.ended_at) return base::refusal("work.step_not_ahead").at(element);
  const Ahead ahead(parts, context.tx.db, instance);
  const auto changed = work::change_people(
      context, instance, ahead.running(), *standing,
      {element, *mode, texts_of(request, "persons"), base::text_or_empty(request, "text")});
  if (changed) return changed;
  return named(*parts.definitions, instance.record.type, changed.error());
}

}  // namespace app
