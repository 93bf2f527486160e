#include "app/inside/queries.h"

#include <algorithm>
#include <array>

#include "app/inside/duties.h"
#include "app/inside/step_fields.h"
#include "base/text.h"
#include "org/organisation.h"
#include "records/shown.h"

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
  if (name == "leaver") return {{"离职交接", "Handed over"}, org::name_of(look.db(), words)};
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

// What the rules of a type keep for themselves is in no form; nor is it in the history.
bool is_never_shown(Look& look, const records::Record& record, std::string_view name) {
  const auto* field = look.types().type(record.ref.type)->field(name);
  return field != nullptr && !field->is_retired && !records::is_shown(*field);
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

std::optional<records::Record> parent_of(Look& look, const records::Record& record) {
  const auto* type = look.types().type(record.ref.type);
  if (type->parent.empty()) return std::nullopt;
  const auto id = records::parse_id(base::text_or_empty(record.values, type->parent));
  if (!id) return std::nullopt;
  return records::find(look.db(), look.types(), {type->field(type->parent)->to, *id});
}

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
                       {"person", signed_visitor(look, entry.person, entry.changes)}};
  if (!entry.on_behalf_of.empty()) out["on_behalf_of"] = look.person(entry.on_behalf_of);
  out["changes"] = changes_json(look, record, entry.changes);
  return out;
}

base::JsonArray changes_json(Look& look, const records::Record& record, const base::Json& changes) {
  base::JsonArray out;
  const auto* object = changes.if_object();
  if (object == nullptr) return out;
  const auto untold = records::untold_fields(look.db(), look.types(), look.environment(), record);
  for (const auto& change : *object) {
    if (!change.value().is_object() || is_never_shown(look, record, change.key())) continue;
    if (untold.contains(std::string_view(change.key()))) continue;
    out.push_back(change_json(look, record, change.key(), change.value()));
  }
  return out;
}

base::Json signed_visitor(Look& look, std::string_view person, const base::Json& changes) {
  if (person != visitor_id) return look.person(person);
  std::string name{base::text_or_empty(changes, "signer")};
  if (const auto* object = changes.if_object()) {
    for (const auto& change : *object) {
      const auto* made = base::find(change.value(), "new");
      if (made != nullptr && base::find(*made, "image") != nullptr)
        name = base::text_or_empty(*made, "name");
    }
  }
  return base::JsonObject{{"id", person}, {"name", name}};
}

namespace {

// A duty is changed by who has assigned it and those above, whatever its type lets everybody do.
bool is_closed_to(Look& look, const records::Record& record) {
  return record.ref.type == duty_type &&
         !may_change_duty(look.db(), look.environment().acting, record, look.now());
}

}  // namespace

std::vector<const records::Transition*> offered(Look& look, const records::Record& record) {
  if (is_closed_to(look, record)) return {};
  return records::offered(look.db(), look.types(), look.environment(), record);
}

bool may_edit(Look& look, const records::Record& record) {
  if (is_closed_to(look, record)) return false;
  if (!records::may(look.db(), look.types(), look.environment(), record, records::May::Update))
    return false;
  if (records::refuses_every_change(look.db(), look.types(), look.environment(), record))
    return false;
  const auto& type = *look.types().type(record.ref.type);
  const auto kept = records::kept_fields(look.db(), look.types(), look.environment(), record);
  const auto untold = records::untold_fields(look.db(), look.types(), look.environment(), record);
  forms::Permissions by_steps;
  limit_to_fields(look.db(), look.types(), look.caller().person, record.ref, by_steps);
  return std::ranges::any_of(type.fields, [&](const records::Field& field) {
    return !field.is_retired && !field.is_set_by_rules && !field.computed.is_set() &&
           field.type != records::FieldType::Children && field.id != type.parent &&
           !kept.contains(field.id) && !untold.contains(field.id) &&
           by_steps.of(field.id) == forms::Mode::Edit;
  });
}

bool may_share_outside(Look& look, const records::Record& record) {
  if (is_administrator(look.caller())) return true;
  if (records::may(look.db(), look.types(), look.environment(), record, records::May::Update))
    return true;
  if (!offered(look, record).empty()) return true;
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
