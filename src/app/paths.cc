#include "app/paths.h"

#include "app/inside/json.h"
#include "app/inside/parts.h"
#include "app/processes.h"
#include "engine/process.h"
#include "work/prediction.h"

namespace app {

namespace {

// Looking ahead makes nothing that would need a key.
class NoKeys final : public storage::Keys {
 public:
  int64_t next() override { throw base::Bug("looking ahead stores nothing"); }
};

// The record that is made at the start holds the form's values and its defaults.
feel::Value variables_of(Look& look, const ProcessDefinition& process,
                         const base::JsonObject& values, const base::JsonObject& choices) {
  base::JsonObject variables;
  const std::string& type = process.record_type;
  if (type.empty()) {
    variables = values;
  } else {
    variables["record"] =
        records::defaults(look.db(), look.types(), look.environment(), type, values);
  }
  for (const auto& [element, persons] : choices)
    variables["choice_" + std::string(element)] = persons;
  return feel::from_json(variables);
}

std::shared_ptr<engine::Process> compiled(const ProcessDefinition& definition) {
  for (auto& process : engine::compile(definition.source->model).processes) {
    if (process->id == definition.id) return process;
  }
  throw base::Bug("a deployed process compiles");
}

base::Json step_json(Look& look, const work::PredictedStep& step) {
  base::JsonObject out{{"element", step.element},
                       {"title", text_json(step.title)},
                       {"kind", work::name_of(step.kind)},
                       {"policy", work::name_of(step.policy)},
                       {"persons", look.persons(step.persons)},
                       {"choice", step.is_choice}};
  set_text(out, "refusal", step.refusal);
  return out;
}

work::Hooks hooks_of(Parts& parts, storage::Connection& db) {
  work::Hooks hooks;
  hooks.persons_of_role = [&parts, &db](const std::string& role) {
    return entry::persons_of(db, parts.definitions->roles, role, parts.now());
  };
  hooks.title_of = [&parts](const std::string& process, const std::string& element,
                            const std::string& outcome) {
    return parts.definitions->title_of(process, element, outcome);
  };
  return hooks;
}

}  // namespace

base::Result<base::Json> path_of_start(Workspace& workspace, const Caller& caller,
                                       std::string_view id, const base::JsonObject& values,
                                       const base::JsonObject& choices) {
  auto& parts = workspace.parts();
  const auto* definition = parts.definitions->process(id);
  if (definition == nullptr || !may_start(*definition, caller))
    return base::refusal("app.no_process").at(std::string(id.substr(0, 100)));
  Look look(parts, caller);
  const auto hooks = hooks_of(parts, look.db());
  const auto calendar = parts.calendar();
  const auto functions = parts.functions();
  NoKeys keys;
  storage::Tx tx{look.db(), look.now(), keys, {caller.person, "", caller.door}};
  work::Context context{tx, *calendar, hooks};
  work::Outlook outlook{variables_of(look, *definition, values, choices),
                        {definition->record_type, 0},
                        caller.person};
  outlook.functions = functions.get();
  base::JsonArray steps;
  for (const auto& step : work::predict(context, *compiled(*definition), outlook))
    steps.push_back(step_json(look, step));
  return base::Json(base::JsonObject{{"steps", std::move(steps)}});
}

}  // namespace app
