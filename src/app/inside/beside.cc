#include "app/inside/beside.h"

#include <algorithm>

#include "app/inside/children.h"
#include "app/inside/queries.h"
#include "base/text.h"

namespace app {

namespace {

using Segments = std::vector<std::string>;

std::string property(const work::Task& task, std::string_view name) {
  const auto found = task.properties.find(name);
  return found == task.properties.end() ? std::string() : found->second;
}

// The list at the end of the path; where the path goes on behind a list, one for each of its
// records.
void add_lists(Look& look, const records::Record& record, const Segments& path, size_t at,
               base::JsonArray& out) {
  const auto* type = look.types().type(record.ref.type);
  const auto* field = type->field(path[at]);
  if (field == nullptr || field->type != records::FieldType::Children) return;
  auto list = child_list_json(look, *type, *field, record);
  if (list.is_null()) return;
  if (at + 1 == path.size()) {
    out.push_back(base::JsonObject{{"owner", look.record(record.ref)}, {"list", std::move(list)}});
    return;
  }
  for (const auto& row : list.at("items").as_array()) {
    const auto id = records::parse_id(base::text_or_empty(row, "id"));
    const auto child = id ? records::find(look.db(), look.types(), {field->of, *id}) : std::nullopt;
    if (child) add_lists(look, *child, path, at + 1, out);
  }
}

bool is_compared(const records::RecordType& type, const records::Field& field) {
  return !field.is_retired && !field.is_set_by_rules && !field.computed.is_set() &&
         field.type != records::FieldType::Children && field.id != type.parent &&
         field.id != type.title_field;
}

std::optional<records::Record> compared_with(Look& look, const records::Record& record,
                                             const std::vector<std::string>& states) {
  const auto above = parent_of(look, record);
  if (!above) return std::nullopt;
  records::Query query;
  query.parent = above->ref;
  query.sort = {"-id"};
  query.with_computed = false;
  const auto page =
      records::list(look.db(), look.types(), look.environment(), record.ref.type, query);
  if (!page) return std::nullopt;
  for (const auto& other : page->items) {
    const bool is_meant = std::find(states.begin(), states.end(), other.state) != states.end();
    if (is_meant && other.ref.id != record.ref.id) return other;
  }
  return std::nullopt;
}

}  // namespace

base::JsonArray beside_json(Look& look, const work::Task& task) {
  base::JsonArray out;
  const auto bound = record_ref(task.record);
  const auto paths = base::split(property(task, "jw:beside"), ',');
  if (bound.id == 0 || look.types().type(bound.type) == nullptr) return out;
  for (const auto& text : paths) {
    auto record = records::find(look.db(), look.types(), bound);
    const auto path = base::split(text, '.');
    size_t at = 0;
    for (; record && at < path.size() && path[at] == "parent"; ++at)
      record = parent_of(look, *record);
    if (record && at < path.size()) add_lists(look, *record, path, at, out);
  }
  return out;
}

base::Json comparison_json(Look& look, const work::Task& task, const OpenForm& form) {
  const auto states = base::split(property(task, "jw:compare"), ',');
  if (states.empty() || form.target != Target::Record) return nullptr;
  const auto record = records::find(look.db(), look.types(), form.record);
  const auto before = record ? compared_with(look, *record, states) : std::nullopt;
  if (!before) return nullptr;
  const auto& type = *look.types().type(form.record.type);
  base::JsonObject changes;
  for (const auto& field : type.fields) {
    if (!is_compared(type, field)) continue;
    if (form.permissions.of(field.id) == forms::Mode::Hide) continue;
    const auto* was = before->values.if_contains(field.id);
    const auto* is = record->values.if_contains(field.id);
    const base::Json then = was == nullptr ? base::Json() : *was;
    const base::Json now = is == nullptr ? base::Json() : *is;
    if (then != now) changes[field.id] = base::JsonObject{{"old", then}, {"new", now}};
  }
  return base::JsonObject{{"with", look.record(before->ref)},
                          {"changes", changes_json(look, *record, changes)}};
}

}  // namespace app
