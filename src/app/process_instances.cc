#include "app/process_instances.h"

#include "app/inside/act.h"
#include "app/inside/instance_acts.h"
#include "app/inside/parts.h"
#include "app/inside/told.h"
#include "app/running.h"
#include "runtime/queries.h"
#include "runtime/running_searches.h"
#include "runtime/variable_search.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";

base::Result<void> run(Workspace& workspace, const Caller& caller,
                       const std::function<base::Result<void>(runtime::Op&)>& act) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto done = workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto acted = act(op); !acted) return acted.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<int64_t> definition_of(storage::Connection& db, const NewInstance& request) {
  if (request.definition != 0) return request.definition;
  const auto found = runtime::definition_of_version(db, request.process, request.version);
  if (!found) return base::refusal("engine.no_process").because(request.process);
  return *found;
}

void tell_of_creation(runtime::Op& op, int64_t instance, const runtime::ProcessVersion& of,
                      const NewInstance& request) {
  base::JsonObject changes{{"process", of.process_id}, {"version", of.version}};
  if (!request.business_id.empty()) changes["business_id"] = request.business_id;
  tell_of_instance(op, "instance.created", instance, std::move(changes));
}

base::Json created_json(const runtime::ProcessVersion& of, int64_t instance,
                        const NewInstance& request) {
  return base::JsonObject{
      {"processDefinitionId", of.process_id},
      {"processDefinitionVersion", of.version},
      {"tenantId", tenant},
      {"variables", base::JsonObject()},
      {"processDefinitionKey", std::to_string(of.definition)},
      {"processInstanceKey", std::to_string(instance)},
      {"tags", base::JsonArray(request.tags.begin(), request.tags.end())},
      {"businessId",
       request.business_id.empty() ? base::Json(nullptr) : base::Json(request.business_id)}};
}

}  // namespace

void create_instance(Workspace& workspace, const Caller& caller, NewInstance request,
                     std::function<void(base::Result<base::Json>)> answer) {
  if (auto allowed = require_administrator(caller); !allowed) return answer(allowed.error());
  const auto create = [request = std::move(request)](runtime::Op& op) -> base::Result<base::Json> {
    const auto definition = definition_of(op.tx.db, request);
    if (!definition) return definition.error();
    runtime::StartRequest start;
    start.definition = *definition;
    start.variables = feel::from_json(request.variables);
    start.elements = request.elements;
    start.ends_after = request.ends_after;
    start.business_id = request.business_id;
    const auto started = op.engine.start(start);
    if (!started) return started.error();
    runtime::store_tags(op.tx.db, *started, request.tags);
    const auto version = runtime::process_version(op.tx.db, *definition);
    tell_of_creation(op, *started, *version, request);
    return created_json(*version, *started, request);
  };
  workspace.parts().submit(caller, create, std::move(answer));
}

bool has_ended(Workspace& workspace, int64_t instance) {
  auto db = workspace.parts().database->read();
  const auto found = runtime::instance(*db, instance);
  return found && found->state != "active";
}

base::Result<base::Json> outcome_of(Workspace& workspace, const base::Json& created,
                                    const std::vector<std::string>& variables) {
  const auto key = std::stoll(base::text_or_empty(created, "processInstanceKey"));
  auto db = workspace.parts().database->read();
  const auto found = runtime::instance(*db, key);
  if (!found || found->state == "active")
    return base::refusal("request.not_in_time").at(std::to_string(key));
  if (found->state != "completed")
    return base::refusal("engine.instance_ended").because(found->end_reason);
  const auto all = runtime::variables(*db, key);
  base::JsonObject shown;
  for (const auto& entry : all.as_object()) {
    const bool is_wanted =
        variables.empty() || std::find(variables.begin(), variables.end(),
                                       std::string_view(entry.key())) != variables.end();
    if (is_wanted) shown[entry.key()] = entry.value();
  }
  auto out = created;
  out.as_object()["variables"] = std::move(shown);
  return out;
}

base::Result<void> cancel_instance(Workspace& workspace, const Caller& caller, int64_t instance) {
  return run(workspace, caller,
             [&](runtime::Op& op) { return cancel(workspace.parts(), op, instance); });
}

base::Result<void> delete_instance(Workspace& workspace, const Caller& caller, int64_t instance) {
  return run(workspace, caller,
             [&](runtime::Op& op) { return remove_ended(workspace.parts(), op, instance); });
}

base::Result<void> suspend_instance(Workspace& workspace, const Caller& caller, int64_t instance) {
  return run(workspace, caller,
             [&](runtime::Op& op) { return suspend(workspace.parts(), op, instance); });
}

base::Result<void> resume_instance(Workspace& workspace, const Caller& caller, int64_t instance) {
  return run(workspace, caller,
             [&](runtime::Op& op) { return resume(workspace.parts(), op, instance); });
}

base::Result<void> modify_instance(Workspace& workspace, const Caller& caller, int64_t instance,
                                   const Modification& modification) {
  return run(workspace, caller, [&](runtime::Op& op) {
    return modify(workspace.parts(), op, instance, modification);
  });
}

base::Result<void> resolve_incident(Workspace& workspace, const Caller& caller, int64_t incident) {
  return run(workspace, caller, [&](runtime::Op& op) -> base::Result<void> {
    const int64_t instance = op.engine.instance_of(incident);
    if (auto resolved = op.engine.resolve_incident(incident); !resolved) return resolved;
    tell_of_instance(op, "instance.incidents_resolved", instance,
                     {{"incident", std::to_string(incident)}});
    return {};
  });
}

base::Result<void> migrate_instance(Workspace& workspace, const Caller& caller, int64_t instance,
                                    const Migration& migration) {
  return run(workspace, caller,
             [&](runtime::Op& op) { return migrate(workspace.parts(), op, instance, migration); });
}

namespace {

base::Result<void> activate(Workspace& workspace, const Caller& caller, int64_t element,
                            const std::vector<AdHocActivation>& elements,
                            engine::AdHocResult result) {
  for (const auto& each : elements)
    result.activate.push_back({each.element, feel::from_json(each.variables)});
  return run(workspace, caller, [&](runtime::Op& op) -> base::Result<void> {
    const int64_t instance = op.engine.instance_of(element);
    if (auto directed = op.engine.direct_ad_hoc(element, result); !directed) return directed;
    base::JsonArray activated;
    base::JsonArray variables;
    for (const auto& each : elements) {
      activated.emplace_back(each.element);
      base::JsonObject given{{"element", each.element}};
      add_told(given, "values", each.variables);
      if (given.contains("values")) variables.push_back(std::move(given));
    }
    base::JsonObject changes{{"activated", std::move(activated)}};
    if (!variables.empty()) changes["variables"] = std::move(variables);
    tell_of_instance(op, "instance.activated", instance, std::move(changes));
    return {};
  });
}

}  // namespace

base::Result<void> activate_in_ad_hoc(Workspace& workspace, const Caller& caller, int64_t element,
                                      const std::vector<AdHocActivation>& elements) {
  return activate(workspace, caller, element, elements, {});
}

base::Result<void> activate_only_in_ad_hoc(Workspace& workspace, const Caller& caller,
                                           int64_t element,
                                           const std::vector<AdHocActivation>& elements) {
  return activate(workspace, caller, element, elements, {{}, false, true});
}

void set_variables(Workspace& workspace, const Caller& caller, int64_t scope,
                   const base::Json& values, VariableScope where, const Ended& ended) {
  if (auto allowed = require_administrator(caller); !allowed) return ended(allowed);
  const auto act = [&](runtime::Op& op) -> base::Result<void> {
    const auto before = op.engine.variables(scope);
    if (before.is_null()) return base::refusal("engine.no_element").because(std::to_string(scope));
    const auto given = feel::from_json(values);
    auto set = where == VariableScope::Local ? op.engine.set_local_variables(scope, given)
                                             : op.engine.set_variables(scope, given);
    if (set) tell_of_variables(op, scope, before, given);
    return set;
  };
  run_asked(workspace.parts(), caller, scope, act, ended);
}

base::Result<base::Json> search_variables(Workspace& workspace, const Caller& caller,
                                          const base::Json& request, VariableValues values) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  return runtime::search_variables(
      *db, request,
      values == VariableValues::Whole ? runtime::Values::Whole : runtime::Values::Truncated);
}

base::Result<base::Json> variable(Workspace& workspace, const Caller& caller,
                                  std::string_view key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = runtime::variable(*db, key);
  if (!found) return base::refusal("request.no_such_key").at(std::string(key.substr(0, 40)));
  return std::move(*found);
}

}  // namespace app
