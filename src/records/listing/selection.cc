#include "records/listing/selection.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "records/acts/act.h"
#include "records/gates/access.h"
#include "records/listing/predicate.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

// How many rows are looked at when a filter has to be evaluated one by one.
constexpr int64_t evaluated_max = 100'000;

constexpr std::array system_columns = {"id",         "number",     "state",     "created_at",
                                       "created_by", "updated_at", "updated_by"};

base::Error invalid(std::string detail) {
  return base::refusal("records.query_invalid").because(std::move(detail));
}

// FEEL orders values of one kind; null comes last whatever the direction.
std::partial_ordering compare(const feel::Value& a, const feel::Value& b) {
  if (a.kind() != b.kind()) return a.kind() <=> b.kind();
  switch (a.kind()) {
    case feel::Kind::Number: return a.number() <=> b.number();
    case feel::Kind::String: return a.text() <=> b.text();
    case feel::Kind::Boolean: return a.boolean() <=> b.boolean();
    case feel::Kind::Date: return a.day() <=> b.day();
    case feel::Kind::DateTime: return a.instant_in("UTC") <=> b.instant_in("UTC");
    default: return feel::to_text(a) <=> feel::to_text(b);
  }
}

// Options sort in the order in which the pack lists them.
std::string choice_order(const std::string& column, const Field& field) {
  std::string sql = "CASE " + column;
  for (size_t i = 0; i < field.options.size(); ++i) {
    sql += " WHEN '" + field.options[i].id + "' THEN " + std::to_string(i);
  }
  return sql + " ELSE " + std::to_string(field.options.size()) + " END";
}

std::string state_order(const RecordType& type) {
  std::string sql = "CASE state";
  for (size_t i = 0; i < type.states.size(); ++i) {
    sql += " WHEN '" + type.states[i].id + "' THEN " + std::to_string(i);
  }
  return type.states.empty() ? "state" : sql + " END";
}

}  // namespace

base::Result<Selection> Selection::prepare(storage::Connection& db, const Catalogue& catalogue,
                                           const Environment& environment, const RecordType& type,
                                           const Query& query) {
  Selection selection(db, catalogue, environment, type);
  if (!environment.acting.is_process) {
    RowCondition readable = readable_rows(db, catalogue, environment, type);
    if (!readable.sql.empty()) {
      selection.add_condition(readable.sql, std::move(readable.parameters));
    }
  }
  if (query.parent) {
    const Field* link = type.parent.empty() ? nullptr : type.field(type.parent);
    if (!link || link->to != query.parent->type) return invalid("not a child type");
    selection.add_condition(sql_name(link->id) + " = ?", {query.parent->id});
  }
  selection.add_condition(counted_only(catalogue, type, environment), {});
  selection.add_search(query.search);
  auto filtered = selection.add_filters(query);
  if (!filtered) return filtered.error();
  auto ordered = selection.add_order(query.sort);
  if (!ordered) return ordered.error();
  return selection;
}

base::Result<void> Selection::add_filters(const Query& query) {
  for (const FieldFilter& filter : query.where) {
    auto text = to_feel_text(filter, type_, environment_);
    if (!text) return text.error();
    auto added = add_filter(*text);
    if (!added) return added;
  }
  if (query.filter.empty()) return {};
  return add_filter(query.filter);
}

base::Result<void> Selection::add_filter(const std::string& text) {
  const Mentioned mentioned = mentioned_in(text);
  const bool is_told_of_all = std::ranges::none_of(
      mentioned, [&](const std::string& name) { return is_withheld_somewhere(name); });
  if (auto sql = is_told_of_all ? to_sql(text, type_, environment_) : std::nullopt) {
    add_condition(sql->sql, std::move(sql->parameters));
    return {};
  }
  auto compiled = feel::compile(text);
  if (!compiled) return invalid(compiled.error().detail).at(compiled.error().place);
  if (is_told_of_all) {
    for (SqlPredicate& part : necessary_sql(text, type_, environment_))
      add_condition(part.sql, std::move(part.parameters));
  }
  evaluated_.push_back(std::move(compiled).value());
  return {};
}

const Withheld& Selection::withheld_from(storage::Connection& db, const Environment& environment,
                                         const RecordType& type) {
  static const Withheld nothing;
  const bool is_asked = environment.withheld && !environment.acting.is_process;
  return is_asked ? environment.withheld(db, type.id) : nothing;
}

bool Selection::is_withheld_somewhere(std::string_view field) const {
  return std::ranges::any_of(withheld_,
                             [&](const auto& entry) { return entry.second.contains(field); });
}

namespace {

// Whether every word, or the initials that it is, stands in what the record says.
bool has_words(const RecordType& type, const Record& record, const std::string& words) {
  const std::string said = searchable(type, record);
  const std::string text = base::lower_ascii(said) + " " + base::pinyin_initials(said);
  const auto each = base::split(base::lower_ascii(words), ' ');
  return std::ranges::all_of(
      each, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace

// The index holds what is withheld, too: where it tells more of a record than the caller reads, the
// record itself is asked.
void Selection::add_search(const std::string& words) {
  const std::string query = base::search_query(words);
  if (query.empty()) return;
  const std::string index = search_of(type_.id);
  std::string sql =
      "id IN (SELECT rowid FROM " + index + " WHERE " + db_.dialect().has_terms(index) + ")";
  std::vector<std::string> asked, found;
  for (const auto& [id, fields] : withheld_) {
    auto record = read_row(db_, type_, id);
    if (!record) continue;
    const std::string whole = searchable(type_, *record);
    for (const std::string& field : fields) record->values.erase(field);
    if (searchable(type_, *record) == whole) continue;
    asked.push_back(std::to_string(id));
    if (has_words(type_, *record, words)) found.push_back(std::to_string(id));
  }
  if (!asked.empty()) sql += " AND id NOT IN (" + base::join(asked, ",") + ")";
  if (!found.empty()) sql = "(" + sql + " OR id IN (" + base::join(found, ",") + "))";
  add_condition(sql, {query});
}

void Selection::add_condition(const std::string& sql, std::vector<storage::Cell> parameters) {
  conditions_ += " AND " + sql;
  for (storage::Cell& cell : parameters) parameters_.push_back(std::move(cell));
}

base::Result<void> Selection::add_order(const std::vector<std::string>& sort) {
  for (const std::string& entry : sort) {
    Order order;
    order.is_descending = entry.starts_with("-");
    order.name = order.is_descending ? entry.substr(1) : entry;
    const Field* field = type_.field(order.name);
    const bool is_system = std::ranges::find(system_columns, order.name) != system_columns.end();
    const bool is_shown = field && !field->is_retired && field->type != FieldType::Children;
    if (!is_shown && (field || !is_system)) return invalid("cannot be sorted by " + order.name);
    const bool is_answered =
        !field || (is_answered_by_table(*field, environment_) && !is_withheld_somewhere(field->id));
    if (!is_answered) is_sorted_in_sql_ = false;
    order_.push_back(std::move(order));
  }
  return {};
}

std::string Selection::order_sql() const {
  std::string sql;
  for (const Order& order : order_) {
    const Field* field = type_.field(order.name);
    std::string column = field ? sql_name(field->id) : order.name;
    sql += column + " IS NULL, ";
    if (field && field->type == FieldType::Choice) column = choice_order(column, *field);
    if (!field && order.name == "state") column = state_order(type_);
    sql += column + (order.is_descending ? " DESC, " : ", ");
  }
  return sql + "id DESC";
}

Page Selection::read(int64_t offset, int64_t limit) {
  if (evaluated_.empty() && is_sorted_in_sql_) return read_sql(offset, limit);
  return read_evaluated(offset, limit);
}

Page Selection::read_sql(int64_t offset, int64_t limit) {
  Page page;
  const std::string from = " FROM " + table_of(type_.id) + " WHERE " + conditions_;
  page.total = db_.first("SELECT COUNT(*)" + from, parameters_)->integer(0);
  std::vector<storage::Cell> parameters = parameters_;
  parameters.emplace_back(limit);
  parameters.emplace_back(offset);
  db_.each("SELECT " + columns_of(type_) + from + " ORDER BY " + order_sql() + " LIMIT ? OFFSET ?",
           parameters, [&](const storage::Row& row) {
             page.items.push_back(of_row(type_, row));
             return true;
           });
  return page;
}

bool Selection::passes(Scope& scope, const Record& record) const {
  return std::ranges::all_of(evaluated_, [&](const feel::Expression& filter) {
    return scope.evaluate(filter, record, nullptr, {}).is_true();
  });
}

Page Selection::read_evaluated(int64_t offset, int64_t limit) {
  std::vector<Record> passed;
  std::vector<storage::Cell> parameters = parameters_;
  parameters.emplace_back(evaluated_max);
  const std::string order = is_sorted_in_sql_ ? order_sql() : "id DESC";
  db_.each("SELECT " + columns_of(type_) + " FROM " + table_of(type_.id) + " WHERE " + conditions_ +
               " ORDER BY " + order + " LIMIT ?",
           parameters, [&](const storage::Row& row) {
             passed.push_back(of_row(type_, row));
             return true;
           });
  std::erase_if(passed, [&](const Record& record) {
    Scope scope(db_, catalogue_, environment_, environment_.now, Reader::Caller);
    return !passes(scope, record);
  });
  if (!is_sorted_in_sql_) {
    Scope scope(db_, catalogue_, environment_, environment_.now, Reader::Caller);
    sort(scope, passed);
  }
  Page page;
  page.total = static_cast<int64_t>(passed.size());
  const int64_t end = std::min(offset + limit, page.total);
  for (int64_t i = offset; i < end; ++i) {
    page.items.push_back(std::move(passed[static_cast<size_t>(i)]));
  }
  return page;
}

void Selection::sort(Scope& scope, std::vector<Record>& records) const {
  using Keyed = std::pair<std::vector<feel::Value>, Record>;
  std::vector<Keyed> keyed;
  const Mentioned nothing;
  for (Record& record : records) {
    std::vector<feel::Value> keys;
    for (const Order& order : order_) {
      keys.push_back(scope.name(record, order.name, nothing).value_or(feel::Value()));
    }
    keyed.emplace_back(std::move(keys), std::move(record));
  }
  std::ranges::stable_sort(keyed, [&](const Keyed& a, const Keyed& b) {
    for (size_t i = 0; i < order_.size(); ++i) {
      const feel::Value& first = a.first[i];
      const feel::Value& second = b.first[i];
      if (first.is_null() != second.is_null()) return second.is_null();
      const auto compared = compare(first, second);
      if (compared == 0) continue;
      return order_[i].is_descending ? compared > 0 : compared < 0;
    }
    return false;
  });
  for (size_t i = 0; i < keyed.size(); ++i) records[i] = std::move(keyed[i].second);
}

}  // namespace records
