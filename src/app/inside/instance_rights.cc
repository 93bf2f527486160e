#include "app/inside/instance_rights.h"

#include <algorithm>

#include "app/inside/act.h"
#include "app/waiting.h"
#include "records/records.h"
#include "work/status.h"

namespace app {

namespace {

std::vector<std::string> ids_of(const base::Json* value) {
  std::vector<std::string> out;
  if (value == nullptr) return out;
  const base::JsonArray one{*value};
  for (const auto& id : value->is_array() ? value->as_array() : one) {
    if (id.is_string() && !id.as_string().empty()) out.emplace_back(id.as_string());
  }
  return out;
}

base::Result<void> check_field(storage::Connection& db, const records::Environment& environment,
                               const std::string& field, const base::Json* before,
                               const base::Json* given) {
  const auto known = ids_of(before);
  const auto ids = ids_of(given);
  for (size_t at = 0; at < ids.size(); ++at) {
    if (std::ranges::count(known, ids[at]) > 0) continue;
    const auto linked = environment.instance(db, ids[at]);
    if (!linked || !linked->is_readable)
      return base::refusal("app.no_instance")
          .at("values." + field + (given->is_array() ? "." + std::to_string(at) : ""));
  }
  return {};
}

}  // namespace

bool may_read_instance(Parts& parts, storage::Connection& db, const Caller& caller,
                       const work::Instance& instance) {
  if (is_administrator(caller)) return true;
  if (instance.state == "deleted") return false;
  if (work::takes_part(db, instance.key, caller.person)) return true;
  const auto* process = parts.definitions->process(instance.process);
  if (process != nullptr && is_owner(*process, caller)) return true;
  const auto& types = *parts.definitions->types;
  const auto record = records::find(db, types, record_ref(instance.record));
  return record &&
         records::may(db, types, environment_of(parts, caller), *record, records::May::Read);
}

std::optional<records::LinkedInstance> linked_instance(Parts& parts, storage::Connection& db,
                                                       const Caller& caller, std::string_view id) {
  const auto key = records::parse_id(id);
  const auto instance = key ? work::instance(db, *key) : std::nullopt;
  if (!instance) return {};
  const auto status = work::status_of(db, *instance);
  records::LinkedInstance out;
  out.number = instance->number;
  out.title = instance->subject.empty() ? instance->title : base::Text{instance->subject, ""};
  out.status = status.title;
  out.value = feel::Fields()
                  .set("id", std::string(id))
                  .set("process", instance->process)
                  .set("number", instance->number)
                  .set("title", out.title.zh)
                  .set("state", std::string(status.code))
                  .set("is_ended", instance->ended_at.has_value())
                  .build();
  out.is_readable = may_read_instance(parts, db, caller, *instance);
  return out;
}

base::JsonArray instances_named(Look& look, const base::Json* value) {
  base::JsonArray out;
  if (value == nullptr || value->is_null()) return out;
  const base::JsonArray one{*value};
  for (const auto& id : value->is_array() ? value->as_array() : one) {
    if (!id.is_string()) continue;
    const auto linked = look.environment().instance(look.db(), std::string_view(id.as_string()));
    if (!linked) continue;
    base::JsonObject named{{"id", id.as_string()}};
    if (linked->is_readable) {
      named["title"] = text_json(linked->title);
      set_text(named, "number", linked->number);
      named["status"] = look.ref(linked->value["state"].text_or_empty(), linked->status);
    } else {
      named["title"] = texts_json("无权查看", "Not open to you");
      named["hidden"] = true;
    }
    out.push_back(std::move(named));
  }
  return out;
}

base::Result<void> check_linked(storage::Connection& db, const records::Environment& environment,
                                const records::RecordType& type, const base::JsonObject& before,
                                const base::JsonObject& given) {
  for (const auto& field : type.fields) {
    if (field.type != records::FieldType::Instance) continue;
    auto checked = check_field(db, environment, field.id, before.if_contains(field.id),
                               given.if_contains(field.id));
    if (!checked) return checked;
  }
  return {};
}

base::Result<void> check_linked(storage::Connection& db, const records::Environment& environment,
                                const forms::Form& form, const base::JsonObject& before,
                                const base::JsonObject& given) {
  for (const auto* field : forms::fields(form)) {
    if (field->widget != "instance") continue;
    auto checked = check_field(db, environment, field->key, before.if_contains(field->key),
                               given.if_contains(field->key));
    if (!checked) return checked;
  }
  return {};
}

}  // namespace app
