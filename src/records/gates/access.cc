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

constexpr std::string_view nowhere = "1 = 0";  // a condition that no row meets

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

bool is_match(Scope& scope, const Record& record, const Acting& acting, std::string_view who) {
  const auto named = field_above(who);
  if (!named) return is_anyway(acting, who);
  const Record* holder = &record;
  for (int level = 0; holder && level < named->levels; ++level)
    holder = parent_record(scope, *holder);
  return holder && holds_person(*holder, named->field, acting.person);
}

bool is_one_of_them(Scope& scope, const Record& record, const Acting& acting,
                    const std::vector<std::string>& who) {
  return std::ranges::any_of(
      who, [&](const std::string& entry) { return is_match(scope, record, acting, entry); });
}

// Of a record that is being made, what it will belong to says who is kept away.
bool takes_part(Scope& scope, const Record& record, std::string_view person) {
  const auto above = parent_ref(scope.catalogue(), record);
  for (const auto& ref : {std::optional(record.ref), above}) {
    if (ref && !may_take_part(scope.db(), scope.catalogue(), scope.environment(), *ref, person))
      return false;
  }
  return true;
}

void append(std::vector<storage::Cell> parameters, RowCondition& condition) {
  for (storage::Cell& cell : parameters) condition.parameters.push_back(std::move(cell));
}

// Of the rows of `table`, a table or the alias of one.
RowCondition person_condition(const Catalogue& catalogue, const RecordType& type,
                              const std::string& table, const FieldAbove& named,
                              const std::string& person) {
  if (named.levels == 0) {
    const Field* field = type.field(named.field);
    if (!field) return {std::string(nowhere), {}};
    const std::string column = table + "." + sql_name(field->id);
    if (field->is_many) return {"instr(" + column + ", ?) > 0", {"\"" + person + "\""}};
    return {column + " = ?", {person}};
  }
  if (type.parent.empty()) return {std::string(nowhere), {}};
  const RecordType& parent = *catalogue.type(type.field(type.parent)->to);
  const std::string above = "p" + std::to_string(named.levels);
  RowCondition inner =
      person_condition(catalogue, parent, above, {named.field, named.levels - 1}, person);
  inner.sql = "EXISTS (SELECT 1 FROM " + table_of(parent.id) + " " + above + " WHERE " + above +
              ".id = " + table + "." + sql_name(type.parent) + " AND " + inner.sql + ")";
  return inner;
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
    append(std::move(one.parameters), all);
  }
  if (all.sql.empty()) return {std::string(nowhere), {}};
  all.sql = "(" + all.sql + ")";
  return all;
}

// The records of the type which tasks were about that `person` did or does for `holder`; what
// belongs to such a record, as far as it was there when he was done; what it belongs to.
RowCondition rows_worked_on(const Catalogue& catalogue, const RecordType& type,
                            const StandingIn& standing_in, const std::string& person,
                            const std::string& holder) {
  RowCondition rows;
  const std::string of_holder = " w.person = ? AND w.holder = ? AND w.record_type = ?";
  const auto add = [&](const std::string& select, const std::string& about) {
    rows.sql += (rows.sql.empty() ? "" : " UNION ALL ") + select;
    append({person, holder, about}, rows);
  };
  const std::string work = standing_in.work + " w";
  add("SELECT w.record_id FROM " + work + " WHERE" + of_holder, type.id);
  if (const Field* parent = type.parent.empty() ? nullptr : type.field(type.parent)) {
    add("SELECT c.id FROM " + work + " JOIN " + table_of(type.id) + " c ON c." +
            sql_name(parent->id) + " = w.record_id WHERE" + of_holder +
            " AND (w.until IS NULL OR c.created_at <= w.until)",
        parent->to);
  }
  for (const auto& [id, child] : catalogue.types()) {
    const Field* parent = child.parent.empty() ? nullptr : child.field(child.parent);
    if (!parent || parent->to != type.id) continue;
    add("SELECT c." + sql_name(parent->id) + " FROM " + work + " JOIN " + table_of(id) +
            " c ON c.id = w.record_id WHERE" + of_holder,
        id);
  }
  rows.sql = table_of(type.id) + ".id IN (" + rows.sql + ")";
  return rows;
}

bool has_row(storage::Connection& db, const Record& record, RowCondition row) {
  row.parameters.insert(row.parameters.begin(), record.ref.id);
  return db
      .first("SELECT 1 FROM " + table_of(record.ref.type) + " WHERE id = ? AND " + row.sql,
             row.parameters)
      .has_value();
}

RowCondition rows_standing_in(storage::Connection& db, const Catalogue& catalogue,
                              const Environment& environment, const RecordType& type) {
  const StandingIn& standing_in = environment.standing_in;
  RowCondition all;
  if (!standing_in.holders) return {std::string(nowhere), {}};
  for (const Acting& holder : standing_in.holders(db)) {
    RowCondition his = rows_among(catalogue, type, holder, type.access.read);
    if (his.sql == nowhere) continue;
    RowCondition worked_on =
        rows_worked_on(catalogue, type, standing_in, environment.acting.person, holder.person);
    all.sql += (all.sql.empty() ? "" : " OR ") + worked_on.sql +
               (his.sql.empty() ? "" : " AND " + his.sql);
    append(std::move(worked_on.parameters), all);
    append(std::move(his.parameters), all);
  }
  if (all.sql.empty()) return {std::string(nowhere), {}};
  all.sql = "(" + all.sql + ")";
  return all;
}

}  // namespace

bool is_among(Scope& scope, const Record& record, const std::vector<std::string>& who) {
  return is_one_of_them(scope, record, scope.environment().acting, who);
}

std::optional<std::string> acts_as(Scope& scope, const Record& record,
                                   const std::vector<std::string>& who, Doing doing) {
  scope.act_for_nobody();
  if (is_among(scope, record, who)) return std::string();
  const Environment& environment = scope.environment();
  if (!environment.acts_for) return {};
  for (const Acting& holder : environment.acts_for(scope.db(), record, doing)) {
    if (!is_one_of_them(scope, record, holder, who)) continue;
    if (holder.person.empty()) return holder.person;
    if (!takes_part(scope, record, environment.acting.person)) continue;
    scope.act_for(holder);
    return holder.person;
  }
  return {};
}

bool may_read(Scope& scope, const Record& record) {
  const RecordType& type = *scope.catalogue().type(record.ref.type);
  if (is_among(scope, record, type.access.read)) return true;
  RowCondition row = rows_standing_in(scope.db(), scope.catalogue(), scope.environment(), type);
  return row.sql != nowhere && has_row(scope.db(), record, std::move(row));
}

bool may_read_field(Scope& judge, const Record& record, const Field& field) {
  const Environment& environment = judge.environment();
  const std::string& person = environment.acting.person;
  if (person.empty()) return false;
  judge.act_for_nobody();
  if (judge.is_true(field.read, record)) return true;
  const StandingIn& standing_in = environment.standing_in;
  if (!standing_in.holders) return false;
  const RecordType& type = *judge.catalogue().type(record.ref.type);
  for (const Acting& holder : standing_in.holders(judge.db())) {
    judge.act_for(holder);
    if (!judge.is_true(field.read, record)) continue;
    if (has_row(judge.db(), record,
                rows_worked_on(judge.catalogue(), type, standing_in, person, holder.person)))
      return true;
  }
  return false;
}

RowCondition readable_rows(storage::Connection& db, const Catalogue& catalogue,
                           const Environment& environment, const RecordType& type) {
  RowCondition own = rows_among(catalogue, type, environment.acting, type.access.read);
  if (own.sql.empty()) return own;
  RowCondition others = rows_standing_in(db, catalogue, environment, type);
  if (others.sql == nowhere) return own;
  own.sql = "(" + own.sql + " OR " + others.sql + ")";
  append(std::move(others.parameters), own);
  return own;
}

std::optional<RowCondition> exportable_rows(const Catalogue& catalogue,
                                            const Environment& environment,
                                            const RecordType& type) {
  if (!type.access.exported_by) return RowCondition();
  RowCondition rows = rows_among(catalogue, type, environment.acting, *type.access.exported_by);
  if (rows.sql == nowhere) return {};
  return rows;
}

}  // namespace records
