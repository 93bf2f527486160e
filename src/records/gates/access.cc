#include "records/gates/access.h"

#include <algorithm>

#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr std::string_view of_field = "field:";
constexpr std::string_view of_parent = "parent.field:";
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

bool is_match(Scope& scope, const Record& record, std::string_view who) {
  const std::string& person = scope.environment().acting.person;
  if (who.starts_with(of_field)) {
    return holds_person(record, who.substr(of_field.size()), person);
  }
  if (!who.starts_with(of_parent)) return is_anyway(scope.environment().acting, who);
  const RecordType* type = scope.catalogue().type(record.ref.type);
  if (type->parent.empty()) return false;
  const auto* link = record.values.if_contains(type->parent);
  const auto ids = link ? ids_of(*link) : std::vector<std::string>();
  if (ids.empty()) return false;
  const Record* parent =
      scope.find(type->field(type->parent)->to, parse_id(ids.front()).value_or(0));
  return parent && holds_person(*parent, who.substr(of_parent.size()), person);
}

RowCondition person_condition(const Field& field, const std::string& column,
                              const std::string& person) {
  if (field.is_many) return {"instr(" + column + ", ?) > 0", {"\"" + person + "\""}};
  return {column + " = ?", {person}};
}

RowCondition parent_condition(const Catalogue& catalogue, const RecordType& type,
                              std::string_view name, const std::string& person) {
  if (type.parent.empty()) return {"1 = 0", {}};
  const RecordType* parent = catalogue.type(type.field(type.parent)->to);
  const Field* field = parent->field(name);
  if (!field) return {"1 = 0", {}};
  RowCondition inner = person_condition(*field, "p." + sql_name(field->id), person);
  inner.sql = "EXISTS (SELECT 1 FROM " + table_of(parent->id) +
              " p WHERE p.id = " + table_of(type.id) + "." + sql_name(type.parent) + " AND " +
              inner.sql + ")";
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
    if (entry.starts_with(of_field)) {
      const Field* field = type.field(entry.substr(of_field.size()));
      if (field) one = person_condition(*field, sql_name(field->id), acting.person);
    } else if (entry.starts_with(of_parent)) {
      one = parent_condition(catalogue, type, entry.substr(of_parent.size()), acting.person);
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
