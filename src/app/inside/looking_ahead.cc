#include "app/inside/looking_ahead.h"

#include "app/inside/act.h"
#include "app/inside/parts.h"
#include "work/task.h"

namespace app {

std::vector<std::string> persons_in_parent(Parts& parts, storage::Connection& db,
                                           const std::string& type_id, const base::Json& values,
                                           const std::string& field) {
  const auto& types = *parts.definitions->types;
  const auto* type = types.type(type_id);
  const auto* link = type == nullptr ? nullptr : type->field(type->parent);
  const auto id =
      link == nullptr ? std::nullopt : records::parse_id(base::text_or_empty(values, link->id));
  const auto parent = id ? records::find(db, types, {link->to, *id}) : std::nullopt;
  return parent ? persons_named(*parent, field) : std::vector<std::string>();
}

work::Hooks hooks_ahead(Parts& parts, storage::Connection& db) {
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

work::Hooks hooks_of_running(Look& look) {
  auto hooks = hooks_ahead(look.parts(), look.db());
  hooks.persons_in_parent_field =
      [&look](const work::Task& task,
              const std::string& field) -> base::Result<std::vector<std::string>> {
    const auto record = records::find(look.db(), look.types(), record_ref(task.record));
    return persons_in_parent(look.parts(), look.db(), task.record.type,
                             record ? record->values : base::JsonObject(), field);
  };
  hooks.may_take_part = [&look](const engine::RecordRef& record, const std::string& person) {
    return records::may_take_part(look.db(), look.types(), look.environment(), record_ref(record),
                                  person);
  };
  return hooks;
}

}  // namespace app
