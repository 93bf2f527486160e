#include "app/batch_operations.h"

#include "app/inside/batch_runner.h"
#include "app/inside/instance_acts.h"
#include "app/inside/parts.h"
#include "app/inside/told.h"
#include "runtime/batch_operations.h"
#include "runtime/running_searches.h"
#include "runtime/searches.h"

namespace app {

namespace {

constexpr int64_t written_at_once = 1'000;

// Whether an instance in this state is one of those that the act is for.
bool is_for(runtime::BatchAct act, std::string_view state) {
  if (act == runtime::BatchAct::Suspend) return state == "ACTIVE";
  if (act == runtime::BatchAct::Resume) return state == "SUSPENDED";
  const bool runs = state == "ACTIVE" || state == "SUSPENDED";
  return runs == (act != runtime::BatchAct::Delete);
}

// Instances that the filter finds now and that the act is for.
base::Result<std::vector<int64_t>> found_by(Parts& parts, runtime::BatchAct act,
                                            const base::Json& filter) {
  auto db = parts.database->read();
  return runtime::keys_of_process_instances(
      *db, filter, [act](std::string_view state) { return is_for(act, state); });
}

// Clients filter and sort by `operationType` what items show as `batchOperationType`.
base::Json with_sort_of_items(base::Json request) {
  auto* object = request.if_object();
  auto* sort = object == nullptr ? nullptr : object->if_contains("sort");
  if (sort == nullptr || !sort->is_array()) return request;
  for (auto& each : sort->as_array()) {
    if (base::text_or_empty(each, "field") == "operationType")
      each.as_object()["field"] = "batchOperationType";
  }
  return request;
}

// Told as `act` in the history, unless that is empty.
base::Result<void> change(Workspace& workspace, const Caller& caller, int64_t key,
                          runtime::BatchState state, std::string_view act) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto done = workspace.parts().runtime->run(
      {caller.person, "", caller.door}, [&](runtime::Op& op) -> base::Result<base::Json> {
        auto changed = runtime::change_batch_operation(op.tx, key, state);
        if (!changed) return changed.error();
        if (!act.empty()) tell_of(op, act, "batch", std::to_string(key), {});
        return base::Json();
      });
  if (!done) return done.error();
  return {};
}

base::Result<void> set_running(Workspace& workspace, const Caller& caller, int64_t key,
                               std::string_view act) {
  auto running = change(workspace, caller, key, runtime::BatchState::Active, act);
  if (running.ok()) run_batch_operation(workspace.parts(), key);
  return running;
}

// In pieces, so that nobody waits for all of them to be written down.
base::Result<base::Json> begin(Workspace& workspace, const Caller& caller, runtime::BatchAct act,
                               const base::Json& filter, const base::Json& plan) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto& parts = workspace.parts();
  const auto instances = found_by(parts, act, filter);
  if (!instances) return instances.error();
  const auto key = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const int64_t batch = runtime::create_batch_operation(op.tx, act, plan);
    tell_of(op, "batch.created", "batch", std::to_string(batch),
            {{"act", runtime::name_of(act)}, {"instances", instances->size()}});
    return base::Json(batch);
  });
  if (!key) return key.error();
  const int64_t batch = key->as_int64();
  for (size_t at = 0; at < instances->size(); at += written_at_once) {
    const auto from = instances->begin() + static_cast<std::ptrdiff_t>(at);
    const auto left = std::min<std::ptrdiff_t>(written_at_once, instances->end() - from);
    const auto added = parts.runtime->run(
        {caller.person, "", caller.door}, [&](runtime::Op& op) -> base::Result<base::Json> {
          runtime::add_batch_items(op.tx, batch, {from, from + left});
          return base::Json();
        });
    if (!added) return added.error();
  }
  if (auto begun = set_running(workspace, caller, batch, ""); !begun) return begun.error();
  auto db = parts.database->read();
  const auto item = storage::find_item(*db, runtime::batch_operations(), batch);
  return base::Json(base::JsonObject{{"batchOperationKey", std::to_string(batch)},
                                     {"batchOperationType", item->at("batchOperationType")}});
}

}  // namespace

base::Result<base::Json> cancel_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter) {
  return begin(workspace, caller, runtime::BatchAct::Cancel, filter, base::JsonObject());
}

base::Result<base::Json> delete_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter) {
  return begin(workspace, caller, runtime::BatchAct::Delete, filter, base::JsonObject());
}

base::Result<base::Json> suspend_instances(Workspace& workspace, const Caller& caller,
                                           const base::Json& filter) {
  return begin(workspace, caller, runtime::BatchAct::Suspend, filter, base::JsonObject());
}

base::Result<base::Json> resume_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter) {
  return begin(workspace, caller, runtime::BatchAct::Resume, filter, base::JsonObject());
}

base::Result<base::Json> resolve_incidents_of(Workspace& workspace, const Caller& caller,
                                              const base::Json& filter) {
  return begin(workspace, caller, runtime::BatchAct::ResolveIncidents, filter, base::JsonObject());
}

base::Result<base::Json> migrate_instances(Workspace& workspace, const Caller& caller,
                                           const base::Json& filter, const Migration& migration) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  if (auto known = check_target(workspace.parts(), migration); !known) return known.error();
  return begin(workspace, caller, runtime::BatchAct::Migrate, filter, plan_of(migration));
}

base::Result<base::Json> modify_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter,
                                          const std::vector<Modification::Move>& moves) {
  return begin(workspace, caller, runtime::BatchAct::Modify, filter, plan_of(moves));
}

base::Result<base::Json> search_batch_operations(Workspace& workspace, const Caller& caller,
                                                 const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  return storage::search(*db, runtime::batch_operations(), with_sort_of_items(request));
}

base::Result<base::Json> search_batch_operation_items(Workspace& workspace, const Caller& caller,
                                                      const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  return storage::search(*db, runtime::batch_operation_items(), request);
}

base::Result<base::Json> batch_operation(Workspace& workspace, const Caller& caller, int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = storage::find_item(*db, runtime::batch_operations(), key);
  if (!found) return base::refusal("request.no_such_key").at(std::to_string(key));
  return std::move(*found);
}

base::Result<void> cancel_batch_operation(Workspace& workspace, const Caller& caller, int64_t key) {
  return change(workspace, caller, key, runtime::BatchState::Canceled, "batch.canceled");
}

base::Result<void> suspend_batch_operation(Workspace& workspace, const Caller& caller,
                                           int64_t key) {
  return change(workspace, caller, key, runtime::BatchState::Suspended, "batch.suspended");
}

base::Result<void> resume_batch_operation(Workspace& workspace, const Caller& caller, int64_t key) {
  return set_running(workspace, caller, key, "batch.resumed");
}

}  // namespace app
