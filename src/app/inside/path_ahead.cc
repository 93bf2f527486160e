#include "app/inside/path_ahead.h"

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/waiting.h"
#include "bpmn/reader.h"
#include "runtime/queries.h"
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

base::Result<work::ChangeOfPeople::Mode> mode_of(const base::Json& request) {
  const auto word = base::text_or_empty(request, "mode");
  if (word.empty() || word == "replace") return work::ChangeOfPeople::Mode::Replace;
  if (word == "add") return work::ChangeOfPeople::Mode::Add;
  if (word == "restore") return work::ChangeOfPeople::Mode::Restore;
  return base::refusal("request.wrong_type").at("mode").because("replace, add or restore");
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
    : functions_(parts.functions()), called_(called_processes(parts)) {
  const auto view = runtime::instance(db, instance.key);
  base::ensure(view.has_value(), "a known instance has a row");
  process_ = process_of(db, *view);
  variables_ = variables_of(parts, db, instance);
  for (const auto& element : runtime::elements(db, instance.key)) {
    if (element.state == "active" && element.kind != "process")
      active_.push_back(element.element_id);
  }
}

work::Running Ahead::running() const {
  return {*process_, feel::from_json(variables_), active_, functions_.get(), called_};
}

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
  return work::change_people(
      context, instance, ahead.running(), *standing,
      {element, *mode, texts_of(request, "persons"), base::text_or_empty(request, "text")});
}

}  // namespace app
