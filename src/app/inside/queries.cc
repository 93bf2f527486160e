#include "app/inside/queries.h"

#include <array>

#include "base/text.h"

namespace app {

namespace {

std::string_view operator_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> known = {
      {{"eq", "="},
       {"ne", "!="},
       {"lt", "<"},
       {"le", "<="},
       {"gt", ">"},
       {"ge", ">="},
       {"in", "in"},
       {"contains", "contains"},
       {"empty", "empty"},
       {"not_empty", "filled"}}};
  for (const auto& [ours, theirs] : known) {
    if (ours == name) return theirs;
  }
  return "";
}

base::Error bad_filter(std::string_view what) {
  return base::refusal("records.query_invalid").at("filter").because(std::string(what));
}

base::Json text_of(const base::Json& value) {
  if (value.is_string()) return value;
  if (value.is_bool()) return value.as_bool() ? "是" : "否";
  return base::Json(base::print(value));
}

void add_side(base::JsonObject& out, const base::Json& change, std::string_view side) {
  const auto* value = base::find(change, side);
  if (value == nullptr || value->is_null()) return;
  out[side] = *value;
  out[std::string(side) + "_text"] = text_of(*value);
}

}  // namespace

base::Result<records::Query> query_of(const RecordQuery& query, const Page& page) {
  records::Query out;
  out.search = query.words;
  out.sort = base::split(query.sort, ',');
  out.page = page.number;
  out.size = page.size;
  if (!query.filter.is_array()) return out;
  for (const auto& item : query.filter.as_array()) {
    const auto field = base::text_or_empty(item, "field");
    const auto op = operator_of(base::text_or_empty(item, "op"));
    if (field.empty()) return bad_filter("field is missing");
    if (op.empty()) return bad_filter("op is unknown");
    const auto* value = base::find(item, "value");
    out.where.push_back({field, std::string(op), value == nullptr ? base::Json() : *value});
  }
  return out;
}

base::Json history_json(Look& look, const records::Ref& ref, const records::HistoryEntry& entry) {
  const auto* type = look.types().type(ref.type);
  base::JsonObject out{{"id", std::to_string(entry.position)},
                       {"at", time_json(entry.at)},
                       {"act", entry.act},
                       {"person", look.person(entry.person)}};
  if (!entry.on_behalf_of.empty()) out["on_behalf_of"] = look.person(entry.on_behalf_of);
  base::JsonArray changes;
  if (const auto* object = entry.changes.if_object()) {
    for (const auto& change : *object) {
      if (!change.value().is_object()) continue;
      const std::string name(change.key());
      const auto* field = type != nullptr ? type->field(name) : nullptr;
      base::JsonObject row{{"field", name}};
      row["title"] = field != nullptr  ? text_json(field->title)
                     : name == "state" ? texts_json("状态", "State")
                                       : texts_json(name, name);
      add_side(row, change.value(), "old");
      add_side(row, change.value(), "new");
      if (type != nullptr && name == "state") {
        for (const auto* side : {"old", "new"}) {
          const auto* state = type->state(base::text_or_empty(change.value(), side));
          if (state != nullptr) row[std::string(side) + "_text"] = state->title.zh;
        }
      }
      changes.push_back(std::move(row));
    }
  }
  out["changes"] = std::move(changes);
  return out;
}

bool may_share_outside(Look& look, const records::Record& record) {
  if (is_administrator(look.caller())) return true;
  if (records::may(look.db(), look.types(), look.environment(), record, records::May::Update))
    return true;
  if (!records::offered(look.db(), look.types(), look.environment(), record).empty()) return true;
  // A frozen record (a report that was sent) is shared by who may change what it belongs to.
  const auto& type = *look.types().type(record.ref.type);
  const auto* link = type.parent.empty() ? nullptr : type.field(type.parent);
  const auto* value = link == nullptr ? nullptr : record.values.if_contains(link->id);
  if (value == nullptr || !value->is_string()) return false;
  const auto id = records::parse_id(std::string(value->as_string()));
  const auto parent = id ? records::find(look.db(), look.types(), {link->to, *id}) : std::nullopt;
  return parent &&
         records::may(look.db(), look.types(), look.environment(), *parent, records::May::Update);
}

}  // namespace app
