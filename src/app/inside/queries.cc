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

// What the history names and its value as people read them; what the type no longer knows stays as
// it was written.
struct Reading {
  base::Text title;
  base::Text text;
};

Reading reading_of(Look& look, const records::Record& record, std::string_view name,
                   const base::Json& value) {
  const auto* type = look.types().type(record.ref.type);
  const std::string words = value.is_string() ? std::string(value.as_string()) : base::print(value);
  if (name == "transition") {
    const auto* transition = type->transition(words);
    return {{"操作", "Act"}, transition == nullptr ? base::Text{words, words} : transition->title};
  }
  records::Record then = record;
  if (name == "state") then.state = words;
  if (name == "number") then.number = words;
  then.values[name] = value;
  const auto shown = records::show(look.db(), look.types(), look.environment(), then, name);
  const auto* field = type->field(name);
  const bool is_money = field != nullptr && field->type == records::FieldType::Money;
  if (shown && is_money) {
    return {shown->label, {amount_text(shown->text.zh), amount_text(shown->text.en)}};
  }
  if (shown) return {shown->label, shown->text};
  return {{std::string(name), std::string(name)}, {words, words}};
}

base::JsonObject change_json(Look& look, const records::Record& record, std::string_view name,
                             const base::Json& change) {
  base::JsonObject row{{"field", name}};
  row["title"] = text_json(reading_of(look, record, name, nullptr).title);
  for (const std::string side : {"old", "new"}) {
    const auto* value = base::find(change, side);
    if (value == nullptr || value->is_null()) continue;
    row[side] = *value;
    row[side + "_text"] = text_json(reading_of(look, record, name, *value).text);
  }
  return row;
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

base::Json history_json(Look& look, const records::Record& record,
                        const records::HistoryEntry& entry) {
  base::JsonObject out{{"id", std::to_string(entry.position)},
                       {"at", time_json(entry.at)},
                       {"act", entry.act},
                       {"person", look.person(entry.person)}};
  if (!entry.on_behalf_of.empty()) out["on_behalf_of"] = look.person(entry.on_behalf_of);
  base::JsonArray changes;
  if (const auto* object = entry.changes.if_object()) {
    for (const auto& change : *object) {
      if (!change.value().is_object()) continue;
      changes.push_back(change_json(look, record, change.key(), change.value()));
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
