#include "app/inside/told.h"

#include "storage/tx.h"

namespace app {
void tell_of(runtime::Op& op, std::string_view act, std::string_view type, std::string_view subject,
             base::JsonObject changes) {
  storage::append_event(op.tx, {std::string(act), std::string(type), std::string(subject), "", "",
                                "", std::move(changes)});
}

void tell_of_instance(runtime::Op& op, std::string_view act, int64_t instance,
                      base::JsonObject changes) {
  const auto key = std::to_string(instance);
  storage::append_event(
      op.tx, {std::string(act), "instance", key, "instance", key, "", std::move(changes)});
}

void tell_of_variables(runtime::Op& op, int64_t scope, const feel::Value& before,
                       const feel::Value& given) {
  base::JsonObject variables;
  for (size_t i = 0; i < given.names().size(); ++i) {
    const std::string& name = given.names()[i];
    const feel::Value* old = before.find(name);
    variables[name] =
        base::JsonObject{{"old", old ? storage::told(feel::to_json(*old)) : base::Json()},
                         {"new", storage::told(feel::to_json(given.values()[i]))}};
  }
  tell_of_instance(op, "instance.variables_set", op.engine.instance_of(scope),
                   {{"scope", std::to_string(scope)}, {"variables", std::move(variables)}});
}

void add_told(base::JsonObject& changes, std::string_view name, const base::Json& values) {
  if (!values.is_object() || values.as_object().empty()) return;
  changes[name] = storage::told_each(values.as_object());
}

}  // namespace app
