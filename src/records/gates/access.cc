#include "records/gates/access.h"

#include <algorithm>
#include <optional>

#include "records/records.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr std::string_view of_field = "field:";
constexpr std::string_view of_parent = "parent.";
constexpr std::string_view of_position = "position:";
constexpr std::string_view of_person = "person:";

bool contains(const std::vector<std::string>& list, std::string_view wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

// Entries that do not depend on the record.
bool is_anyway(const Acting& acting, std::string_view who) {
  if (who == "everyone") return !acting.person.empty();
  if (who == "process") return acting.is_process;
  if (who.starts_with(of_position)) {
    return contains(acting.positions, who.substr(of_position.size()));
  }
  if (who.starts_with(of_person)) return acting.person == who.substr(of_person.size());
  return contains(acting.roles, who);
}

bool holds_person(const Record& record, std::string_view field, const std::string& person) {
  const auto* value = record.values.if_contains(field);
  return value && contains(ids_of(*value), person);
}

// "parent.parent.field:manager": the field, and how many records above it is.
struct FieldAbove {
  std::string_view field;
  int levels = 0;
};

std::optional<FieldAbove> field_above(std::string_view who) {
  FieldAbove found;
  for (; who.starts_with(of_parent); who.remove_prefix(of_parent.size())) ++found.levels;
  if (!who.starts_with(of_field)) return {};
  found.field = who.substr(of_field.size());
  return found;
}

const Record* parent_record(Scope& scope, const Record& record) {
  const auto above = parent_ref(scope.catalogue(), record);
  return above ? scope.find(above->type, above->id) : nullptr;
}

bool is_match(Scope& scope, const Record& record, std::string_view who) {
  const auto named = field_above(who);
  if (!named) return is_anyway(scope.environment().acting, who);
  const Record* holder = &record;
  for (int level = 0; holder && level < named->levels; ++level)
    holder = parent_record(scope, *holder);
  return holder && holds_person(*holder, named->field, scope.environment().acting.person);
}

// Of the rows of `table`, a table or the alias of one.
RowCondition person_condition(const Catalogue& catalogue, const RecordType& type,
                              const std::string& table, const FieldAbove& named,
                              const std::string& person) {
  if (named.levels == 0) {
    const Field* field = type.field(named.field);
    if (!field) return {"1 = 0", {}};
    const std::string column = table + "." + sql_name(field->id);
    if (field->is_many) return {"instr(" + column + ", ?) > 0", {"\"" + person + "\""}};
    return {column + " = ?", {person}};
  }
  if (type.parent.empty()) return {"1 = 0", {}};
  const RecordType& parent = *catalogue.type(type.field(type.parent)->to);
  const std::string above = "p" + std::to_string(named.levels);
  RowCondition inner =
      person_condition(catalogue, parent, above, {named.field, named.levels - 1}, person);
  inner.sql = "EXISTS (SELECT 1 FROM " + table_of(parent.id) + " " + above + " WHERE " + above +
              ".id = " + table + "." + sql_name(type.parent) + " AND " + inner.sql + ")";
  return inner;
}

}  // namespace

bool is_among(Scope& scope, const Record& record, const std::vector<std::string>& who) {
  return std::ranges::any_of(
      who, [&](const std::string& entry) { return is_match(scope, record, entry); });
}

RowCondition rows_among(const Catalogue& catalogue, const RecordType& type, const Acting& acting,
                        const std::vector<std::string>& who) {
  RowCondition all;
  for (const std::string& entry : who) {
    RowCondition one;
    if (const auto named = field_above(entry)) {
      one = person_condition(catalogue, type, table_of(type.id), *named, acting.person);
    } else if (is_anyway(acting, entry)) {
      return {};
    }
    if (one.sql.empty()) continue;
    all.sql += (all.sql.empty() ? "" : " OR ") + one.sql;
    for (storage::Cell& cell : one.parameters) all.parameters.push_back(std::move(cell));
  }
  if (all.sql.empty()) return {"1 = 0", {}};
  all.sql = "(" + all.sql + ")";
  return all;
}

}  // namespace records
