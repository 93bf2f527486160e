#include "app/inside/told.h"

#include "storage/tx.h"

namespace app {
namespace {

constexpr size_t shown_max = 1000;  // bytes of a value

base::Json shown(const feel::Value& value) {
  auto json = feel::to_json(value);
  if (base::print(json).size() > shown_max) return "…";
  return json;
}

}  // namespace

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
    variables[name] = base::JsonObject{{"old", old ? shown(*old) : base::Json()},
                                       {"new", shown(given.values()[i])}};
  }
  tell_of_instance(op, "instance.variables_set", op.engine.instance_of(scope),
                   {{"scope", std::to_string(scope)}, {"variables", std::move(variables)}});
}

}  // namespace app
