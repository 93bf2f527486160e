#include "app/messages.h"

#include "app/inside/pack_rights.h"
#include "app/inside/parts.h"
#include "app/inside/told.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";

runtime::Message message_of(const OutsideMessage& given) {
  runtime::Message message;
  message.name = given.name;
  message.correlation_key = given.correlation_key;
  message.variables = feel::from_json(given.variables);
  message.time_to_live = {
      std::chrono::duration_cast<std::chrono::microseconds>(given.time_to_live).count()};
  message.message_id = given.id;
  return message;
}

void tell(runtime::Op& op, const OutsideMessage& message, int64_t key) {
  base::JsonObject changes{{"name", message.name}, {"correlation_key", message.correlation_key}};
  add_told(changes, "variables", message.variables);
  tell_of(op, "message.published", "message", std::to_string(key), std::move(changes));
}

base::Result<void> check_allowed(Workspace& workspace, const Caller& caller,
                                 std::string_view name) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed;
  return check_message_from_outside(*workspace.parts().definitions, name);
}

}  // namespace

base::Result<base::Json> publish_message(Workspace& workspace, const Caller& caller,
                                         const OutsideMessage& message) {
  if (auto allowed = check_allowed(workspace, caller, message.name); !allowed)
    return allowed.error();
  return workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto published = op.engine.publish_message(message_of(message));
    if (!published) return published.error();
    tell(op, message, published->key);
    return base::Json(
        base::JsonObject{{"messageKey", std::to_string(published->key)}, {"tenantId", tenant}});
  });
}

base::Result<base::Json> correlate_message(Workspace& workspace, const Caller& caller,
                                           const OutsideMessage& message) {
  if (auto allowed = check_allowed(workspace, caller, message.name); !allowed)
    return allowed.error();
  return workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto published = op.engine.publish_message(message_of(message));
    if (!published) return published.error();
    auto reached = published->correlated;
    reached.insert(reached.end(), published->started.begin(), published->started.end());
    if (reached.empty())
      return base::refusal("engine.nobody_waits")
          .because(message.name + ", \"" + message.correlation_key + "\"");
    tell(op, message, published->key);
    return base::Json(base::JsonObject{{"messageKey", std::to_string(published->key)},
                                       {"processInstanceKey", std::to_string(reached.front())},
                                       {"tenantId", tenant}});
  });
}

base::Result<base::Json> broadcast_signal(Workspace& workspace, const Caller& caller,
                                          std::string_view name, const base::Json& variables) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  return workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto sent = op.engine.broadcast_signal(name, feel::from_json(variables)); !sent)
      return sent.error();
    const auto key = std::to_string(op.tx.keys.next());
    base::JsonObject changes{{"name", name}};
    add_told(changes, "variables", variables);
    tell_of(op, "signal.broadcast", "signal", key, std::move(changes));
    return base::Json(base::JsonObject{{"signalKey", key}, {"tenantId", tenant}});
  });
}

base::Result<base::Json> evaluate_conditions(Workspace& workspace, const Caller& caller,
                                             int64_t definition, const base::Json& variables) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  return workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    std::string process;
    if (definition != 0) {
      const auto row = op.tx.db.first(
          "SELECT id FROM definition WHERE key = ? AND kind = 'process'", {definition});
      if (!row) return base::refusal("engine.no_process").because(std::to_string(definition));
      process = row->text(0);
    }
    const auto started = op.engine.evaluate_conditions(process, feel::from_json(variables));
    if (!started) return started.error();
    base::JsonArray instances;
    for (const auto key : *started)
      instances.push_back(base::JsonObject{
          {"processDefinitionKey", std::to_string(op.engine.definition_of(key)->key)},
          {"processInstanceKey", std::to_string(key)}});
    return base::Json(
        base::JsonObject{{"conditionalEvaluationKey", std::to_string(op.tx.keys.next())},
                         {"tenantId", tenant},
                         {"processInstances", std::move(instances)}});
  });
}

}  // namespace app
