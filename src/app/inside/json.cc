#include "app/inside/json.h"

#include <algorithm>
#include <array>

#include "app/inside/instance_rights.h"
#include "org/structure.h"
#include "records/shown.h"
#include "work/voided.h"

namespace app {

base::Json text_json(const base::Text& text) { return texts_json(text.zh, text.en); }

base::Json texts_json(std::string_view zh, std::string_view en) {
  return base::JsonObject{{"zh", zh}, {"en", en.empty() ? zh : en}};
}

std::vector<std::string> texts_of(const base::Json& request, std::string_view name) {
  std::vector<std::string> texts;
  const auto* list = base::find(request, name);
  if (list == nullptr || !list->is_array()) return texts;
  for (const auto& each : list->as_array()) {
    if (each.is_string()) texts.emplace_back(each.as_string());
  }
  return texts;
}

base::Json time_json(base::Time time) { return base::Json(base::print_utc(time)); }

std::string minute_of(base::Time time, std::string_view zone) {
  const std::string text = base::print_in_zone(time, zone);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

base::Json missing_json(const base::Missing& missing) {
  const auto* name = missing.kind == base::Missing::Kind::Field ? "field" : "condition";
  return base::JsonObject{
      {name, missing.name}, {"label", text_json(missing.label)}, {"how", text_json(missing.how)}};
}

base::Json clock_json(Parts& parts) {
  return base::JsonObject{{"now", time_json(parts.now())},
                          {"virtual", parts.runtime->has_virtual_clock()},
                          {"zone", parts.calendar()->zone}};
}

namespace {

// What the words of a state usually mean to people; colours only, nothing is decided by them.
std::string_view tone_of(const records::RecordType& type, std::string_view state) {
  static constexpr std::array bad = {"terminated", "lost",     "declined",  "rejected",
                                     "failed",     "happened", "cancelled", "disapproved"};
  static constexpr std::array warning = {"suspended", "escalated", "overdue", "returned",
                                         "delayed"};
  static constexpr std::array good = {"closed",    "effective", "reached",  "done",     "completed",
                                      "confirmed", "accepted",  "resolved", "standard", "sent",
                                      "signed",    "baseline",  "agreed",   "in_force"};
  static constexpr std::array quiet = {"withdrawn", "superseded", "lapsed",    "abandoned",
                                       "dropped",   "revoked",    "dismissed", "excused"};
  const auto is_in = [&](const auto& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return word == state; });
  };
  if (is_in(bad)) return "bad";
  if (is_in(warning)) return "warning";
  if (is_in(good)) return "good";
  if (is_in(quiet)) return "neutral";
  if (type.is_final(state)) return "good";
  const auto initial = !type.initial.empty() ? type.initial
                       : type.states.empty() ? ""
                                             : type.states.front().id;
  return state == initial ? "neutral" : "active";
}

}  // namespace

base::Json state_json(const records::RecordType& type, std::string_view state) {
  const auto* found = type.state(state);
  const base::Text title = found != nullptr ? found->title : base::Text{std::string(state), ""};
  return base::JsonObject{
      {"id", state}, {"title", text_json(title)}, {"tone", tone_of(type, state)}};
}

base::Json field_json(const records::RecordType& type, const records::Field& field) {
  base::JsonObject out{
      {"id", field.id}, {"type", records::name_of(field.type)}, {"title", text_json(field.title)}};
  set_title(out, "help", field.help);
  out["required"] = field.is_required;
  out["computed"] = field.computed.is_set();
  out["many"] = field.is_many;
  out["outside"] =
      std::find(type.outside.begin(), type.outside.end(), field.id) != type.outside.end();
  if (!field.options.empty()) {
    base::JsonArray options;
    for (const auto& option : field.options) {
      options.push_back(base::JsonObject{{"id", option.id}, {"title", text_json(option.title)}});
    }
    out["options"] = std::move(options);
  }
  set_text(out, "to", field.to);
  set_text(out, "of", field.of);
  set_text(out, "unit", field.unit.zh);
  if (field.unit.en != field.unit.zh) set_text(out, "unit_en", field.unit.en);
  if (field.scale) out["scale"] = *field.scale;
  set_text(out, "currency", field.currency);
  set_text(out, "currency_field", field.currency_field);
  if (!records::is_shown(field)) out["hidden"] = true;
  if (!field.clauses.empty()) out["clause"] = field.clauses.front();
  return out;
}

base::Json groups_json(const records::RecordType& type) {
  base::JsonArray out;
  for (const auto& group : type.groups) {
    base::JsonArray fields(group.fields.begin(), group.fields.end());
    out.push_back(
        base::JsonObject{{"title", text_json(group.title)}, {"fields", std::move(fields)}});
  }
  return out;
}

base::Json page_json(base::JsonArray items, int64_t total, const Page& page) {
  return base::JsonObject{
      {"items", std::move(items)}, {"total", total}, {"page", page.number}, {"size", page.size}};
}

base::Json items_json(base::JsonArray items) {
  return base::JsonObject{{"items", std::move(items)}};
}

void set_text(base::JsonObject& object, std::string_view name, std::string_view text) {
  if (!text.empty()) object[name] = text;
}

void set_title(base::JsonObject& object, std::string_view name, const base::Text& text) {
  if (!text.zh.empty()) object[name] = text_json(text);
}

void set_time(base::JsonObject& object, std::string_view name,
              const std::optional<base::Time>& time) {
  if (time) object[name] = time_json(*time);
}

Look::Look(Parts& parts, const Caller& caller)
    : parts_(parts),
      caller_(caller),
      lease_(parts.database->read()),
      environment_(environment_of(parts, caller)) {}

base::Json Look::person(std::string_view id) {
  const auto known = names_.find(id);
  if (known != names_.end()) return base::JsonObject{{"id", id}, {"name", known->second}};
  const auto name = org::name_of(db(), id).zh;
  names_.emplace(std::string(id), name);
  return base::JsonObject{{"id", id}, {"name", name}};
}

base::Json Look::persons(const std::vector<std::string>& ids) {
  base::JsonArray out;
  for (const auto& id : ids) out.push_back(person(id));
  return out;
}

base::Json Look::position(std::string_view id) {
  const auto title = org::known_title(db(), id);
  return ref(id, title.value_or(base::Text{std::string(id), ""}));
}

base::Json Look::ref(std::string_view id, const base::Text& title) const {
  return base::JsonObject{{"id", id},
                          {"title", title.zh.empty() ? texts_json(id, id) : text_json(title)}};
}

base::Json Look::process(std::string_view id) const {
  return ref(id, definitions().title_of(id, "", ""));
}

namespace {

// Where a record is called by a choice or by what it is; else its title is as somebody wrote it.
std::string english_title(const records::Catalogue& types, const records::RecordType& type,
                          const records::Record& record) {
  const auto* field = types.title_field(type);
  const auto* value = field == nullptr ? nullptr : record.values.if_contains(field->id);
  if (value == nullptr || !value->is_string()) return record.number.empty() ? type.title.en : "";
  const std::string_view name = value->as_string();
  const auto option = std::ranges::find(field->options, name, &records::Option::id);
  return option == field->options.end() ? "" : option->title.en;
}

}  // namespace

base::Json Look::record(const records::Ref& wanted) {
  const auto* type = types().type(wanted.type);
  if (type == nullptr || wanted.id == 0) return nullptr;
  const auto found = records::find(db(), types(), wanted);
  if (!found) return nullptr;
  base::JsonObject out{{"type", wanted.type},
                       {"id", std::to_string(wanted.id)},
                       {"number", found->number},
                       {"title", records::title_of(types(), *found)}};
  set_text(out, "title_en", english_title(types(), *type, *found));
  if (!found->state.empty()) out["state"] = state_json(*type, found->state);
  return out;
}

std::optional<base::Text> Look::title_of(const records::Field& field, std::string_view id) {
  switch (field.type) {
    case records::FieldType::Person:
      return base::Text{std::string(person(id).as_object().at("name").as_string()), ""};
    case records::FieldType::Unit: {
      const auto unit = org::unit(db(), id);
      return unit ? std::optional(unit->title) : std::nullopt;
    }
    case records::FieldType::Position: {
      const auto found = org::position(db(), id);
      return found ? std::optional(found->title) : std::nullopt;
    }
    case records::FieldType::Choice:
    case records::FieldType::Tags:
      for (const auto& option : field.options) {
        if (option.id == id) return option.title;
      }
      return std::nullopt;
    default: return std::nullopt;
  }
}

namespace {

base::Json link_text(const base::Json& link) {
  base::JsonObject out{{"id", base::text_or_empty(link, "id")},
                       {"type", base::text_or_empty(link, "type")}};
  auto title = base::text_or_empty(link, "title");
  if (title.empty()) title = base::text_or_empty(link, "number");
  out["title"] = texts_json(title, "");
  return out;
}

}  // namespace

base::JsonObject Look::texts(const records::RecordType& type, const records::Record& record,
                             const base::JsonObject& links) {
  base::JsonObject out;
  for (const auto& field : type.fields) {
    base::JsonArray named;
    if (field.type == records::FieldType::Link) {
      const auto* link = links.if_contains(field.id);
      if (link == nullptr || link->is_null()) continue;
      if (link->is_array()) {
        for (const auto& item : link->as_array()) named.push_back(link_text(item));
      } else {
        named.push_back(link_text(*link));
      }
    } else if (field.type == records::FieldType::Instance) {
      named = instances_named(*this, record.values.if_contains(field.id));
    } else if (const auto* value = record.values.if_contains(field.id)) {
      const base::JsonArray one{*value};
      for (const auto& id : value->is_array() ? value->as_array() : one) {
        if (!id.is_string()) continue;
        if (const auto title = title_of(field, std::string_view(id.as_string()))) {
          named.push_back(base::JsonObject{{"id", id.as_string()}, {"title", text_json(*title)}});
        }
      }
    }
    if (!named.empty()) out[field.id] = std::move(named);
  }
  return out;
}

namespace {

// What records count nowhere, each with the status of its matter.
std::map<records::Ref, work::Status> voided_among(storage::Connection& db,
                                                  std::span<const records::Record> records) {
  std::map<std::string, std::vector<int64_t>> ids;
  for (const auto& record : records) ids[record.ref.type].push_back(record.ref.id);
  std::map<records::Ref, work::Status> found;
  for (const auto& [type, of_type] : ids) {
    for (auto& [id, status] : work::voided(db, type, of_type))
      found[{type, id}] = std::move(status);
  }
  return found;
}

}  // namespace

base::JsonArray Look::rows(std::span<const records::Record> records) {
  base::JsonArray out;
  if (records.empty()) return out;
  const auto voided = voided_among(db(), records);
  const auto links = records::link_titles(db(), types(), records);
  for (size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    const auto* type = types().type(record.ref.type);
    base::JsonObject row{{"type", record.ref.type},
                         {"id", std::to_string(record.ref.id)},
                         {"number", record.number},
                         {"title", records::title_of(types(), record)},
                         {"version", record.version},
                         {"values", record.values},
                         {"texts", texts(*type, record, links[i])},
                         {"created_at", time_json(record.created_at)},
                         {"created_by", person(record.created_by)},
                         {"updated_at", time_json(record.updated_at)}};
    set_text(row, "title_en", english_title(types(), *type, record));
    // The only state that there is tells nothing of a row.
    if (type->states.size() > 1 && !record.state.empty())
      row["state"] = state_json(*type, record.state);
    if (const auto found = voided.find(record.ref); found != voided.end())
      row["voided"] = ref(found->second.code, found->second.title);
    out.push_back(std::move(row));
  }
  return out;
}

base::Json Look::row(const records::Record& record) { return rows(std::span(&record, 1)).front(); }

std::string amount_text(const std::string& text) {
  const size_t blank = text.find(' ');
  if (blank == std::string::npos) return text;
  std::string digits = text.substr(blank + 1);
  const bool is_negative = digits.starts_with('-');
  if (is_negative) digits.erase(0, 1);
  const size_t end = std::min(digits.find('.'), digits.size());
  for (size_t at = end; at > 3; at -= 3) digits.insert(at - 3, ",");
  const std::string sign = is_negative ? "-" : "";
  const bool is_yuan = text.starts_with("CNY ");
  return sign + (is_yuan ? "¥" : text.substr(0, blank + 1)) + digits;
}

}  // namespace app
