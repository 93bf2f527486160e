#include "app/models.h"

#include "app/inside/deployed_form.h"
#include "app/inside/pack_rights.h"
#include "app/inside/parts.h"
#include "app/inside/told.h"
#include "runtime/searches.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";

base::Error no_model(int64_t key) { return base::refusal("app.no_model").at(std::to_string(key)); }

const storage::Searchable& table_of(Models which) {
  switch (which) {
    case Models::Processes: return runtime::process_definitions();
    case Models::Decisions: return runtime::decision_definitions();
    case Models::DecisionRequirements: return runtime::decision_requirements();
    case Models::Resources: return runtime::resources();
  }
  return runtime::resources();
}

std::string key_text(int64_t key) { return std::to_string(key); }

base::JsonObject nothing_deployed() {
  return {{"processDefinition", nullptr},
          {"decisionDefinition", nullptr},
          {"decisionRequirements", nullptr},
          {"form", nullptr},
          {"resource", nullptr}};
}

base::Json process_json(const runtime::Deployed::Definition& process) {
  auto out = nothing_deployed();
  out["processDefinition"] = base::JsonObject{{"processDefinitionId", process.id},
                                              {"processDefinitionVersion", process.version},
                                              {"resourceName", process.file},
                                              {"tenantId", tenant},
                                              {"processDefinitionKey", key_text(process.key)}};
  return out;
}

base::Json form_json(const runtime::Deployed::Definition& form) {
  auto out = nothing_deployed();
  out["form"] = base::JsonObject{{"formId", form.id},
                                 {"version", form.version},
                                 {"resourceName", form.file},
                                 {"tenantId", tenant},
                                 {"formKey", key_text(form.key)}};
  return out;
}

base::Json resource_json(const runtime::Deployed::Definition& resource) {
  auto out = nothing_deployed();
  out["resource"] = base::JsonObject{{"resourceId", resource.id},
                                     {"version", resource.version},
                                     {"resourceName", resource.file},
                                     {"tenantId", tenant},
                                     {"resourceKey", key_text(resource.key)}};
  return out;
}

base::Json requirements_json(const runtime::Deployed::Definition& model) {
  auto out = nothing_deployed();
  out["decisionRequirements"] = base::JsonObject{{"decisionRequirementsId", model.id},
                                                 {"decisionRequirementsName", model.name},
                                                 {"version", model.version},
                                                 {"resourceName", model.file},
                                                 {"tenantId", tenant},
                                                 {"decisionRequirementsKey", key_text(model.key)}};
  return out;
}

base::Json decision_json(const runtime::Deployed::Decision& decision,
                         const runtime::Deployed::Definition& model) {
  auto out = nothing_deployed();
  out["decisionDefinition"] = base::JsonObject{{"decisionDefinitionId", decision.id},
                                               {"version", decision.version},
                                               {"name", decision.name},
                                               {"tenantId", tenant},
                                               {"decisionRequirementsId", model.id},
                                               {"decisionDefinitionKey", key_text(decision.key)},
                                               {"decisionRequirementsKey", key_text(model.key)}};
  return out;
}

base::Json deployed_json(const runtime::Deployed& deployed, int64_t key) {
  base::JsonArray items;
  for (const auto& definition : deployed.definitions) {
    if (definition.kind == "process") items.push_back(process_json(definition));
    if (definition.kind == "form") items.push_back(form_json(definition));
    if (definition.kind == "resource") items.push_back(resource_json(definition));
    if (definition.kind != "decision") continue;
    for (const auto& decision : deployed.decisions) {
      if (decision.model == definition.key) items.push_back(decision_json(decision, definition));
    }
    items.push_back(requirements_json(definition));
  }
  return base::JsonObject{
      {"deploymentKey", key_text(key)}, {"tenantId", tenant}, {"deployments", std::move(items)}};
}

// One entry of the history tells who deployed which versions.
void note_deployment(storage::Tx& tx, const runtime::Deployed& deployed, int64_t key) {
  base::JsonArray versions;
  for (const auto& definition : deployed.definitions) {
    if (!definition.is_new) continue;
    versions.push_back(base::JsonObject{{"kind", definition.kind},
                                        {"id", definition.id},
                                        {"version", definition.version},
                                        {"file", definition.file}});
  }
  if (versions.empty()) return;
  storage::append_event(tx, {"models.deployed", "deployment", key_text(key), "", "", "",
                             base::JsonObject{{"versions", std::move(versions)}}});
}

// The definition whose file holds what the key names: a decision lies in its model.
int64_t definition_of(storage::Connection& db, Models which, int64_t key) {
  if (which != Models::Decisions) return key;
  const auto decision = runtime::decision(db, key);
  return decision ? decision->model : 0;
}

}  // namespace

base::Result<base::Json> deploy(Workspace& workspace, const Caller& caller,
                                const std::vector<ModelFile>& files) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  std::vector<runtime::File> given;
  for (const auto& file : files) given.push_back({file.name, file.content});
  const auto prepared = runtime::prepare(given);
  if (!prepared) return prepared.error();
  if (auto checked = check_files_from_outside(files); !checked) return checked.error();
  auto& parts = workspace.parts();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto deployed = op.engine.deploy(*prepared, runtime::Versions::Together);
    if (!deployed) return deployed.error();
    if (auto checked = check_ids_from_outside(*parts.definitions, *deployed); !checked)
      return checked.error();
    const int64_t key = op.tx.keys.next();
    note_deployment(op.tx, *deployed, key);
    return deployed_json(*deployed, key);
  });
}

base::Result<base::Json> remove_model(Workspace& workspace, const Caller& caller, int64_t key) {
  const auto known = model(workspace, caller, Models::Resources, key);
  if (!known) return known.error();
  return workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto checked = check_model_from_outside(*workspace.parts().definitions, op.tx.db, key);
        !checked)
      return checked.error();
    if (auto removed = op.engine.remove_definition(key); !removed) return removed.error();
    tell_of(op, "models.deleted", "definition", std::to_string(key), known->as_object());
    return base::Json(
        base::JsonObject{{"resourceKey", std::to_string(key)}, {"batchOperation", nullptr}});
  });
}

base::Result<base::Json> search_models(Workspace& workspace, const Caller& caller, Models which,
                                       const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  return storage::search(*db, table_of(which), request);
}

base::Result<base::Json> model(Workspace& workspace, const Caller& caller, Models which,
                               int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = storage::find_item(*db, table_of(which), key);
  if (!found) return no_model(key);
  return std::move(*found);
}

base::Result<base::Json> start_form(Workspace& workspace, const Caller& caller, int64_t process) {
  if (auto known = model(workspace, caller, Models::Processes, process); !known) return known;
  auto db = workspace.parts().database->read();
  const auto form = runtime::start_form(*db, process);
  return form ? deployed_form(*db, *form) : base::Json();
}

base::Result<std::string> model_text(Workspace& workspace, const Caller& caller, Models which,
                                     int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  if (!storage::find_item(*db, table_of(which), key)) return no_model(key);
  const auto source = runtime::source(*db, definition_of(*db, which, key));
  if (!source) return no_model(key);
  return source->text;
}

}  // namespace app
