#include "app/paths.h"

#include "app/inside/act.h"
#include "app/inside/instance_rights.h"
#include "app/inside/json.h"
#include "app/inside/on_behalf.h"
#include "app/inside/parts.h"
#include "app/inside/path_ahead.h"
#include "app/inside/starters.h"
#include "app/processes.h"
#include "engine/process.h"
#include "work/prediction.h"
#include "work/task.h"

namespace app {

namespace {

// Looking ahead makes nothing that would need a key.
class NoKeys final : public storage::Keys {
 public:
  int64_t next() override { throw base::Bug("looking ahead stores nothing"); }
};

// The record that is made at the start holds the form's values and its defaults.
feel::Value variables_of(Look& look, const ProcessDefinition& process, const Caller& applicant,
                         const base::JsonObject& values, const base::JsonObject& choices) {
  base::JsonObject variables;
  const std::string& type = process.record_type;
  if (type.empty()) {
    variables = values;
  } else {
    variables["record"] = records::defaults(
        look.db(), look.types(), as_applicant(look.environment(), applicant), type, values);
  }
  for (const auto& [element, persons] : choices)
    variables["choice_" + std::string(element)] = persons;
  return feel::from_json(variables);
}

base::Json step_json(Look& look, const work::PredictedStep& step) {
  base::JsonObject out{{"element", step.element},
                       {"title", text_json(step.title)},
                       {"kind", work::name_of(step.kind)},
                       {"policy", work::name_of(step.policy)},
                       {"persons", look.persons(step.persons)},
                       {"choice", step.is_choice}};
  set_text(out, "refusal", step.refusal);
  if (!step.call.empty())
    out["called"] = base::JsonObject{{"element", step.call}, {"title", text_json(step.called)}};
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

// Of a matter that runs: its record is there to be asked.
work::Hooks hooks_of_running(Look& look) {
  auto hooks = hooks_of(look.parts(), look.db());
  hooks.persons_in_parent_field =
      [&look](const work::Task& task,
              const std::string& field) -> base::Result<std::vector<std::string>> {
    const auto record = records::find(look.db(), look.types(), record_ref(task.record));
    const auto above = record ? records::parent_ref(look.types(), *record) : std::nullopt;
    const auto parent = above ? records::find(look.db(), look.types(), *above) : std::nullopt;
    return parent ? persons_named(*parent, field) : std::vector<std::string>();
  };
  hooks.may_take_part = [&look](const engine::RecordRef& record, const std::string& person) {
    return records::may_take_part(look.db(), look.types(), look.environment(), record_ref(record),
                                  person);
  };
  return hooks;
}

}  // namespace

base::Result<base::Json> path_of_start(Workspace& workspace, const Caller& caller,
                                       std::string_view id, const base::JsonObject& values,
                                       const base::JsonObject& choices, std::string_view behalf) {
  auto& parts = workspace.parts();
  const auto* definition = parts.definitions->process(id);
  Look look(parts, caller);
  const bool is_his = definition != nullptr && (may_start(parts, look.db(), *definition, caller) ||
                                                may_start_for_others(*definition, caller));
  if (!is_his) return base::refusal("app.no_process").at(std::string(id.substr(0, 100)));
  const auto applicant = applicant_of(parts, look.db(), *definition, caller, behalf);
  if (!applicant) return applicant.error();
  const auto hooks = hooks_of(parts, look.db());
  const auto calendar = parts.calendar();
  const auto functions = parts.functions();
  NoKeys keys;
  storage::Tx tx{look.db(), look.now(), keys, {caller.person, "", caller.door}};
  work::Context context{tx, *calendar, hooks};
  work::Outlook outlook{variables_of(look, *definition, *applicant, values, choices),
                        {definition->record_type, 0},
                        applicant->person};
  outlook.functions = functions.get();
  outlook.called = called_processes(parts);
  const auto process = outlook.called(definition->id);
  base::ensure(process != nullptr, "a deployed process compiles");
  base::JsonArray steps;
  for (const auto& step : work::predict(context, *process, outlook))
    steps.push_back(step_json(look, step));
  return base::Json(base::JsonObject{{"steps", std::move(steps)}});
}

base::Result<base::Json> path_of_instance(Workspace& workspace, const Caller& caller, int64_t key) {
  auto& parts = workspace.parts();
  Look look(parts, caller);
  const auto instance = work::instance(look.db(), key);
  if (!instance || !may_read_instance(parts, look.db(), caller, *instance))
    return base::refusal("app.no_instance").at(std::to_string(key));
  if (instance->ended_at) return items_json({});
  const auto hooks = hooks_of_running(look);
  const auto calendar = parts.calendar();
  NoKeys keys;
  storage::Tx tx{look.db(), look.now(), keys, {caller.person, "", caller.door}};
  work::Context context{tx, *calendar, hooks};
  const Ahead ahead(parts, look.db(), *instance);
  const auto standing = standing_of(parts, look.db(), caller, *instance);
  base::JsonArray steps;
  for (const auto& each : work::steps_ahead(context, *instance, ahead.running())) {
    auto step = step_json(look, each.step).as_object();
    step["changed"] = each.is_changed;
    step["may_change"] = standing && work::may_change(each, *standing);
    steps.push_back(std::move(step));
  }
  return items_json(std::move(steps));
}

}  // namespace app
