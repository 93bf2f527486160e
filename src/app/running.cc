#include "app/running.h"

#include "app/inside/parts.h"
#include "runtime/open_elements.h"
#include "runtime/queries.h"
#include "runtime/running_searches.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";
constexpr int64_t open_elements_max = 10'000;

const storage::Searchable& table_of(Running which) {
  switch (which) {
    case Running::ProcessInstances: return runtime::process_instances();
    case Running::ElementInstances: return runtime::element_instances();
    case Running::Jobs: return runtime::jobs();
    case Running::Incidents: return runtime::incidents();
    case Running::MessageSubscriptions: return runtime::message_subscriptions();
    case Running::CorrelatedMessages: return runtime::correlated_messages();
  }
  return runtime::process_instances();
}

base::Error no_such_key(int64_t key) {
  return base::refusal("request.no_such_key").at(std::to_string(key));
}

base::Json counts_json(const std::vector<runtime::ElementCounts>& counts) {
  base::JsonArray items;
  for (const auto& each : counts) {
    items.push_back(base::JsonObject{{"elementId", each.element_id},
                                     {"active", each.active},
                                     {"canceled", each.terminated},
                                     {"incidents", each.incidents},
                                     {"completed", each.completed}});
  }
  return base::JsonObject{{"items", std::move(items)}};
}

// The request, of what is in or below the one with the key. What does not fit is refused where it
// is read.
base::Json within(base::Json request, int64_t key) {
  if (!request.is_object()) return request;
  auto& filter = request.as_object()["filter"];
  if (filter.is_null()) filter = base::JsonObject();
  if (filter.is_object()) filter.as_object()[runtime::kWithin] = std::to_string(key);
  return request;
}

}  // namespace

base::Result<base::Json> search_running(Workspace& workspace, const Caller& caller, Running which,
                                        const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  if (which == Running::ProcessInstances) return runtime::search_process_instances(*db, request);
  if (which == Running::ElementInstances) return runtime::search_element_instances(*db, request);
  return storage::search(*db, table_of(which), request);
}

base::Result<base::Json> one_running(Workspace& workspace, const Caller& caller, Running which,
                                     int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = storage::find_item(*db, table_of(which), key);
  if (!found) return no_such_key(key);
  return std::move(*found);
}

base::Result<base::Json> search_incidents_of_instance(Workspace& workspace, const Caller& caller,
                                                      int64_t instance, const base::Json& request) {
  if (auto found = one_running(workspace, caller, Running::ProcessInstances, instance); !found)
    return found;
  auto db = workspace.parts().database->read();
  return storage::search(*db, runtime::incidents_of_instance(), within(request, instance));
}

base::Result<base::Json> search_incidents_of_element(Workspace& workspace, const Caller& caller,
                                                     int64_t element, const base::Json& request) {
  const auto found = one_running(workspace, caller, Running::ElementInstances, element);
  if (!found) return found;
  const bool is_process = base::text_or_empty(*found, "type") == "PROCESS";
  const storage::Searchable& table =
      is_process ? runtime::incidents_of_instance() : runtime::incidents_of_element();
  auto db = workspace.parts().database->read();
  return storage::search(*db, table, within(request, element));
}

base::Result<base::Json> taken_flows(Workspace& workspace, const Caller& caller, int64_t instance) {
  const auto found = one_running(workspace, caller, Running::ProcessInstances, instance);
  if (!found) return found;
  auto db = workspace.parts().database->read();
  const auto key = std::to_string(instance);
  base::JsonArray items;
  for (const auto& flow : runtime::taken_flows(*db, instance)) {
    items.push_back(
        base::JsonObject{{"sequenceFlowId", key + "_" + flow.flow_id},
                         {"processInstanceKey", key},
                         {"rootProcessInstanceKey", found->at("rootProcessInstanceKey")},
                         {"processDefinitionKey", found->at("processDefinitionKey")},
                         {"processDefinitionId", found->at("processDefinitionId")},
                         {"elementId", flow.flow_id},
                         {"tenantId", tenant}});
  }
  return base::Json(base::JsonObject{{"items", std::move(items)}});
}

base::Result<base::Json> call_hierarchy(Workspace& workspace, const Caller& caller,
                                        int64_t instance) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  base::JsonArray out;
  for (const auto& each : runtime::call_hierarchy(*db, instance)) {
    const auto& name = each.process_name.empty() ? each.process_id : each.process_name;
    out.push_back(base::JsonObject{{"processInstanceKey", std::to_string(each.instance)},
                                   {"processDefinitionKey", std::to_string(each.definition)},
                                   {"processDefinitionName", name}});
  }
  if (out.empty()) return no_such_key(instance);
  return base::Json(std::move(out));
}

base::Result<base::Json> open_elements(Workspace& workspace, const Caller& caller,
                                       int64_t instance) {
  if (auto found = one_running(workspace, caller, Running::ProcessInstances, instance); !found)
    return found;
  auto db = workspace.parts().database->read();
  base::JsonArray items;
  for (const auto& each : runtime::open_elements(*db, instance, open_elements_max)) {
    items.push_back(base::JsonObject{
        {"elementInstanceKey", std::to_string(each.key)},
        {"elementId", each.element_id},
        {"elementName", each.name},
        {"type", each.type},
        {"loopCounter", each.number == 0 ? base::Json(nullptr) : base::Json(each.number)},
        {"scopeKey", std::to_string(each.scope)},
        {"processInstanceKey", std::to_string(each.instance)},
        {"processDefinitionName", each.process_name},
        {"calledProcessInstanceKey",
         each.called == 0 ? base::Json(nullptr) : base::Json(std::to_string(each.called))}});
  }
  return base::Json(base::JsonObject{{"items", std::move(items)}});
}

base::Result<base::Json> count_elements(Workspace& workspace, const Caller& caller,
                                        int64_t instance) {
  if (auto found = one_running(workspace, caller, Running::ProcessInstances, instance); !found)
    return found;
  auto db = workspace.parts().database->read();
  return counts_json(runtime::count_elements_of_instance(*db, instance));
}

base::Result<base::Json> count_elements_of_definition(Workspace& workspace, const Caller& caller,
                                                      int64_t definition,
                                                      const base::Json& filter) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  const auto counts = runtime::count_elements_of_definition(*db, definition, filter);
  if (!counts) return counts.error();
  return counts_json(*counts);
}

}  // namespace app
