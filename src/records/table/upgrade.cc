#include "records/table/upgrade.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

// In what its amounts are given: a code, or the field that says it.
std::string currency_of(const Field& field) {
  return field.currency_field.empty() ? field.currency : field.currency_field;
}

// What of a field decides about its column and values.
std::string definition_of(const Field& field) {
  base::JsonArray options;
  for (const Option& option : field.options) options.emplace_back(option.id);
  return base::print(base::JsonObject{{"type", name_of(field.type)},
                                      {"many", field.is_many},
                                      {"scale", scale_of(field)},
                                      {"digits", field.digits},
                                      {"currency", currency_of(field)},
                                      {"min", field.min},
                                      {"max", field.max},
                                      {"options", std::move(options)}});
}

Field read_definition(const std::string& id, const std::string& definition) {
  const auto json = base::parse_json(definition);
  base::ensure(json.ok(), "stored definition of a field cannot be read");
  Field field;
  field.id = id;
  field.type = parse_field_type(base::text_or_empty(*json, "type")).value_or(FieldType::Json);
  field.is_many = base::is_true(*json, "many");
  field.scale = static_cast<int>(base::int_or(*json, "scale", 2));
  field.digits = static_cast<int>(base::int_or(*json, "digits", 15));
  field.currency = base::text_or_empty(*json, "currency");
  // Kept before currencies were declared.
  if (field.type == FieldType::Money && !base::find(*json, "currency")) field.currency = "CNY";
  field.min = base::text_or_empty(*json, "min");
  field.max = base::text_or_empty(*json, "max");
  if (const base::Json* options = base::find(*json, "options")) {
    for (const base::Json& option : options->as_array()) {
      field.options.push_back({std::string(option.as_string()), {}});
    }
  }
  return field;
}

// Every value of `before` has a place in `after`, as long as it passes the new limits.
bool is_widening(FieldType before, FieldType after) {
  if (before == after) return true;
  const std::set<FieldType> texts = {FieldType::Text, FieldType::Choice, FieldType::Code};
  if (texts.contains(before)) {
    return after == FieldType::Text || after == FieldType::LongText || after == FieldType::Address;
  }
  if (before == FieldType::Address) return after == FieldType::LongText;
  return before == FieldType::Photo && after == FieldType::Attachment;
}

// No id holds a dot: the link `b` of a type `a` does not take the name of the table of a type
// `a_b`.
std::string index_of(std::string_view type, std::string_view field) {
  return sql_name("r_" + std::string(type) + "." + std::string(field));
}

// How the terms of the search are made; counts up when index_terms makes others.
constexpr std::string_view terms_made = "terms 2, ";

}  // namespace

// Everything about the type that its table, indexes and view depend on.
std::string TableUpgrade::fingerprint() const {
  std::string all = "2";  // counts up when this file makes tables in another way
  for (const Field& field : type_.fields) {
    all += "\n" + field.id + " " + field.was + " " + definition_of(field) +
           (is_stored(field) ? " stored" : "") + (field.is_retired ? " retired" : "") +
           (field.is_unique ? " unique" : "") + (field.read.is_set() ? " guarded" : "");
  }
  for (const State& state : type_.states) all += "\n" + state.id;
  return std::string(terms_made) + base::sha256_hex(all);
}

void TableUpgrade::run() {
  rename_type();
  const std::string wanted = fingerprint();
  const auto made =
      db_.first("SELECT definition FROM record_field WHERE type = ? AND field = ''", {type_.id});
  if (made && made->text(0) == wanted) return;
  db_.execute("DROP VIEW IF EXISTS " + view_of(type_.id));
  read_known();
  if (!made && known_.empty()) {
    create_table();
  } else {
    rename_fields();
    for (const Field* field : stored_fields(type_)) add_or_convert(*field);
  }
  look_for_removed_fields();
  begin_in_first_state();
  look_for_removed_states();
  add_indexes();
  make_view();
  if (made && !made->text(0).starts_with(terms_made))
    index_anew(db_, type_);
  else
    forget_guarded_words();
  remember("", wanted);
}

void TableUpgrade::rename_type() {
  if (type_.was.empty()) return;
  const bool is_known =
      db_.first("SELECT 1 FROM record_field WHERE type = ? LIMIT 1", {type_.was}).has_value();
  if (!is_known) return;
  db_.execute("DROP VIEW IF EXISTS " + view_of(type_.was));
  db_.execute("ALTER TABLE " + table_of(type_.was) + " RENAME TO " + table_of(type_.id));
  db_.execute("ALTER TABLE " + search_of(type_.was) + " RENAME TO " + search_of(type_.id));
  db_.execute("UPDATE record_field SET type = ? WHERE type = ?", {type_.id, type_.was});
  db_.execute("UPDATE record_sequence SET type = ? WHERE type = ?", {type_.id, type_.was});
  db_.execute("UPDATE record_type_name SET type = ? WHERE type = ?", {type_.id, type_.was});
  db_.execute("INSERT INTO record_type_name (was, type) VALUES (?, ?)", {type_.was, type_.id});
}

// With all its columns at once: SQLite reads the whole schema anew after each that is added.
void TableUpgrade::create_table() {
  std::string columns =
      "id INTEGER PRIMARY KEY, number TEXT, state TEXT NOT NULL, row_version INTEGER NOT NULL, "
      "created_at INTEGER NOT NULL, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL, "
      "updated_by TEXT NOT NULL";
  for (const Field* field : stored_fields(type_)) {
    columns += ", " + sql_name(field->id) + " " + std::string(column_type(*field));
    remember(*field);
  }
  db_.execute("CREATE TABLE " + table_of(type_.id) + " (" + columns + ")");
  for (const std::string& sql : db_.dialect().make_full_text(search_of(type_.id))) db_.execute(sql);
  db_.execute("CREATE UNIQUE INDEX " + index_of(type_.id, "number") + " ON " + table_of(type_.id) +
              " (number)");
}

void TableUpgrade::read_known() {
  for (const storage::Row& row :
       db_.query("SELECT field, definition FROM record_field WHERE type = ? AND field <> ''",
                 {type_.id})) {
    known_[row.text(0)] = read_definition(row.text(0), row.text(1));
  }
}

void TableUpgrade::rename_fields() {
  for (const Field* field : stored_fields(type_)) {
    if (field->was.empty() || known_.contains(field->id) || !known_.contains(field->was)) continue;
    db_.execute("ALTER TABLE " + table_of(type_.id) + " RENAME COLUMN " + sql_name(field->was) +
                " TO " + sql_name(field->id));
    db_.execute("UPDATE record_field SET field = ? WHERE type = ? AND field = ?",
                {field->id, type_.id, field->was});
    auto moved = known_.extract(field->was);
    moved.key() = field->id;
    moved.mapped().id = field->id;
    known_.insert(std::move(moved));
  }
}

void TableUpgrade::add_or_convert(const Field& field) {
  const auto before = known_.find(field.id);
  if (before == known_.end()) return add(field);
  if (definition_of(field) != definition_of(before->second)) convert(field, before->second);
}

void TableUpgrade::add(const Field& field) {
  db_.execute("ALTER TABLE " + table_of(type_.id) + " ADD COLUMN " + sql_name(field.id) + " " +
              std::string(column_type(field)));
  remember(field);
}

void TableUpgrade::convert(const Field& field, const Field& before) {
  std::map<int64_t, base::Json> values;
  int64_t lost = 0;
  db_.each("SELECT id, " + sql_name(field.id) + " FROM " + table_of(type_.id) + " WHERE " +
               sql_name(field.id) + " IS NOT NULL",
           {}, [&](const storage::Row& row) {
             base::Json value = of_cell(before, row.cell(1));
             if (field.is_many && !before.is_many) value = base::JsonArray{value};
             Cleaned cleaned = clean(field, value, "UTC");
             const bool is_kept = is_widening(before.type, field.type) && !cleaned.problem &&
                                  currency_of(before) == currency_of(field);
             if (!is_kept) ++lost;
             values[row.integer(0)] = std::move(cleaned.value);
             return true;
           });
  if (lost > 0) {
    const std::string n = std::to_string(lost);
    return lose("field." + field.id, n + " 条单据的内容不符合新的定义",
                n + " records hold a value that the new definition does not allow");
  }
  rebuild_column(field, values);
  remember(field);
}

void TableUpgrade::rebuild_column(const Field& field, const std::map<int64_t, base::Json>& values) {
  const std::string table = table_of(type_.id);
  db_.execute("DROP INDEX IF EXISTS " + index_of(type_.id, field.id));
  db_.execute("ALTER TABLE " + table + " DROP COLUMN " + sql_name(field.id));
  db_.execute("ALTER TABLE " + table + " ADD COLUMN " + sql_name(field.id) + " " +
              std::string(column_type(field)));
  for (const auto& [id, value] : values) {
    db_.execute("UPDATE " + table + " SET " + sql_name(field.id) + " = ? WHERE id = ?",
                {to_cell(field, value), id});
  }
}

void TableUpgrade::look_for_removed_fields() {
  for (const auto& [id, before] : known_) {
    const Field* now = type_.field(id);
    if (now && (now->is_retired || is_stored(*now))) continue;
    const int64_t filled = count_filled(id);
    if (filled == 0) continue;
    const std::string n = std::to_string(filled);
    lose("field." + id, n + " 条单据填有该字段；请保留字段并写明 retired: true",
         n + " records hold a value; keep the field with retired: true");
  }
}

// A type that had no states gets some: its records begin where new ones do.
void TableUpgrade::begin_in_first_state() {
  if (type_.states.empty()) return;
  const std::string& first = type_.initial.empty() ? type_.states.front().id : type_.initial;
  db_.execute("UPDATE " + table_of(type_.id) + " SET state = ? WHERE state = ''", {first});
}

void TableUpgrade::look_for_removed_states() {
  for (const storage::Row& row :
       db_.query("SELECT state, COUNT(*) FROM " + table_of(type_.id) + " GROUP BY state")) {
    const std::string& state = row.text(0);
    if (type_.state(state) || (state.empty() && type_.states.empty())) continue;
    const std::string n = std::to_string(row.integer(1));
    lose("state." + state, n + " 条单据处于该状态", n + " records are in this state");
  }
}

void TableUpgrade::add_indexes() {
  for (const Field* field : stored_fields(type_)) {
    const bool is_link = field->type == FieldType::Link && !field->is_many;
    if (!is_link && !field->is_unique && field->type != FieldType::Person) continue;
    db_.execute("CREATE INDEX IF NOT EXISTS " + index_of(type_.id, field->id) + " ON " +
                table_of(type_.id) + " (" + sql_name(field->id) + ")");
  }
}

// What the search found of a field before its reading was limited.
void TableUpgrade::forget_guarded_words() {
  const auto is_guarded = [](const Field& field) { return field.read.is_set(); };
  if (std::ranges::any_of(type_.fields, is_guarded)) index_anew(db_, type_);
}

// What BI tools read: values in natural units.
void TableUpgrade::make_view() {
  const storage::Dialect& dialect = db_.dialect();
  std::string columns = "id, number, state, " + dialect.instant("created_at") +
                        " AS created_at, created_by, " + dialect.instant("updated_at") +
                        " AS updated_at, updated_by";
  for (const Field* field : stored_fields(type_)) {
    const std::string name = sql_name(field->id);
    std::string column = name;
    if (is_numeric(field->type)) column = dialect.number(name, scale_of(*field));
    if (field->type == FieldType::DateTime) column = dialect.instant(name);
    if (field->type == FieldType::Date && !field->is_many) column = dialect.date(name);
    columns += ", " + column + " AS " + name;
  }
  db_.execute("CREATE VIEW " + view_of(type_.id) + " AS SELECT " + columns + " FROM " +
              table_of(type_.id));
}

void TableUpgrade::remember(const Field& field) { remember(field.id, definition_of(field)); }

void TableUpgrade::remember(const std::string& field, const std::string& definition) {
  db_.execute(
      "INSERT INTO record_field (type, field, definition) VALUES (?, ?, ?) "
      "ON CONFLICT (type, field) DO UPDATE SET definition = excluded.definition",
      {type_.id, field, definition});
}

void TableUpgrade::lose(const std::string& place, const std::string& zh, const std::string& en) {
  const auto kind = base::Missing::Kind::Condition;
  losses_.push_back({kind, type_.id + "#" + place, type_.title, {zh, en}});
}

int64_t TableUpgrade::count_filled(std::string_view column) {
  return db_
      .first("SELECT COUNT(*) FROM " + table_of(type_.id) + " WHERE " + sql_name(column) +
             " IS NOT NULL")
      ->integer(0);
}

base::Result<void> upgrade(storage::Connection& writer, const Catalogue& catalogue) {
  std::vector<base::Missing> losses;
  writer.begin();
  try {
    for (const auto& [id, type] : catalogue.types()) {
      TableUpgrade table(writer, type);
      table.run();
      losses.insert(losses.end(), table.losses().begin(), table.losses().end());
    }
  } catch (...) {
    writer.roll_back();
    throw;
  }
  if (losses.empty()) {
    writer.commit();
    return {};
  }
  writer.roll_back();
  base::Error error = base::refusal("records.narrowing");
  error.missing = std::move(losses);
  return error;
}

}  // namespace records
