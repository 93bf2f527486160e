#include "records/table/rows.h"

#include <algorithm>

#include "base/text.h"
#include "records/shown.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr size_t system_columns = 8;

std::vector<storage::Cell> system_cells(const Record& record) {
  storage::Cell number = nullptr;
  if (!record.number.empty()) number = record.number;
  return {record.ref.id,
          number,
          record.state,
          record.version,
          record.created_at.micros,
          record.created_by,
          record.updated_at.micros,
          record.updated_by};
}

const base::Json& value_of(const Record& record, const Field& field) {
  static const base::Json nothing;
  const auto* found = record.values.if_contains(field.id);
  return found ? *found : nothing;
}

std::string searchable(const Field& field, const base::Json& value) {
  if (value.is_null()) return {};
  switch (field.type) {
    case FieldType::Text:
    case FieldType::LongText:
    case FieldType::Address:
    case FieldType::Code: return std::string(value.as_string());
    case FieldType::Choice:
      for (const Option& option : field.options) {
        if (option.id == value.as_string()) return option.title.zh + " " + option.title.en;
      }
      return {};
    case FieldType::Tags: return base::join(ids_of(value), " ");
    default: return {};
  }
}

}  // namespace

std::string searchable(const RecordType& type, const Record& record) {
  std::string text = record.number;
  for (const Field* field : stored_fields(type)) {
    if (!is_shown(*field) || field->read.is_set()) continue;
    const std::string part = searchable(*field, value_of(record, *field));
    if (!part.empty()) text += " " + part;
  }
  return text;
}

std::string sql_name(std::string_view name) { return "\"" + std::string(name) + "\""; }
std::string table_of(std::string_view type) { return sql_name("r_" + std::string(type)); }
std::string view_of(std::string_view type) { return sql_name("v_" + std::string(type)); }
std::string search_of(std::string_view type) { return sql_name("s_" + std::string(type)); }

std::vector<const Field*> stored_fields(const RecordType& type) {
  std::vector<const Field*> stored;
  stored.reserve(type.fields.size());
  for (const Field& field : type.fields) {
    if (is_stored(field) && !field.is_retired) stored.push_back(&field);
  }
  return stored;
}

std::string columns_of(const RecordType& type, std::string_view prefix) {
  std::string columns;
  columns.reserve(200 + type.fields.size() * 32);
  for (const std::string_view column : {"id", "number", "state", "row_version", "created_at",
                                        "created_by", "updated_at", "updated_by"}) {
    if (!columns.empty()) columns += ", ";
    columns.append(prefix).append(column);
  }
  for (const Field* field : stored_fields(type))
    columns.append(", ").append(prefix).append("\"").append(field->id).append("\"");
  return columns;
}

std::string counted_only(const Catalogue& catalogue, const RecordType& type,
                         const Environment& environment) {
  if (!environment.leaves_out_voided || environment.voided.empty()) return "1 = 1";
  std::vector<const RecordType*> met;
  const RecordType* at = &type;
  std::string id = table_of(type.id) + ".id";
  std::string condition = "1 = 1";
  while (at != nullptr && std::ranges::find(met, at) == met.end()) {
    condition += " AND NOT EXISTS (SELECT 1 FROM " + environment.voided +
                 " w WHERE w.record_type = '" + at->id + "' AND w.record_id = " + id + ")";
    const Field* link = at->parent.empty() ? nullptr : at->field(at->parent);
    if (link == nullptr) break;
    const std::string table = table_of(at->id);
    id = met.empty() ? table + "." + sql_name(link->id)
                     : "(SELECT " + table + "." + sql_name(link->id) + " FROM " + table +
                           " WHERE " + table + ".id = " + id + ")";
    met.push_back(at);
    at = catalogue.type(link->to);
  }
  return condition;
}

Record of_row(const RecordType& type, const storage::Row& row) {
  Record record;
  record.ref = {type.id, row.integer(0)};
  record.number = row.text(1);
  record.state = row.text(2);
  record.version = row.integer(3);
  record.created_at = {row.integer(4)};
  record.created_by = row.text(5);
  record.updated_at = {row.integer(6)};
  record.updated_by = row.text(7);
  size_t column = system_columns;
  for (const Field* field : stored_fields(type)) {
    record.values[field->id] = of_cell(*field, row.cell(column++));
  }
  return record;
}

std::optional<Record> read_row(storage::Connection& db, const RecordType& type, int64_t id) {
  const auto row =
      db.first("SELECT " + columns_of(type) + " FROM " + table_of(type.id) + " WHERE id = ?", {id});
  if (!row) return {};
  return of_row(type, *row);
}

std::vector<Record> read_rows(storage::Connection& db, const RecordType& type,
                              const std::string& condition,
                              const std::vector<storage::Cell>& parameters, int64_t limit) {
  std::vector<storage::Cell> all = parameters;
  all.emplace_back(limit);
  std::vector<Record> records;
  db.each("SELECT " + columns_of(type) + " FROM " + table_of(type.id) + " WHERE " + condition +
              " ORDER BY id LIMIT ?",
          all, [&](const storage::Row& row) {
            records.push_back(of_row(type, row));
            return true;
          });
  return records;
}

void insert_row(storage::Connection& db, const RecordType& type, const Record& record) {
  std::vector<storage::Cell> cells = system_cells(record);
  for (const Field* field : stored_fields(type)) {
    cells.push_back(to_cell(*field, value_of(record, *field)));
  }
  std::string marks = "?";
  for (size_t i = 1; i < cells.size(); ++i) marks += ", ?";
  const std::string into = "INSERT INTO " + table_of(type.id) + " (" + columns_of(type) + ")";
  db.execute(into + " VALUES (" + marks + ")", cells);
}

void update_row(storage::Connection& db, const RecordType& type, const Record& record) {
  std::string sets = "state = ?, row_version = ?, updated_at = ?, updated_by = ?";
  std::vector<storage::Cell> cells{record.state, record.version, record.updated_at.micros,
                                   record.updated_by};
  for (const Field* field : stored_fields(type)) {
    sets += ", " + sql_name(field->id) + " = ?";
    cells.push_back(to_cell(*field, value_of(record, *field)));
  }
  cells.emplace_back(record.ref.id);
  const int64_t changed =
      db.execute("UPDATE " + table_of(type.id) + " SET " + sets + " WHERE id = ?", cells);
  base::ensure(changed == 1, "update of a record that is not there");
}

void delete_row(storage::Connection& db, const RecordType& type, int64_t id) {
  const int64_t deleted = db.execute("DELETE FROM " + table_of(type.id) + " WHERE id = ?", {id});
  base::ensure(deleted == 1, "a record to be deleted is there");
  db.execute_late("DELETE FROM " + search_of(type.id) + " WHERE rowid = ?", {id});
}

void index_row(storage::Connection& db, const RecordType& type, const std::optional<Record>& before,
               const Record& after) {
  const std::string text = searchable(type, after);
  if (before && searchable(type, *before) == text) return;
  const std::string table = search_of(type.id);
  if (before) db.execute_late("DELETE FROM " + table + " WHERE rowid = ?", {after.ref.id});
  db.execute_late("INSERT INTO " + table + " (rowid, terms) VALUES (?, ?)",
                  {after.ref.id, base::index_terms(text)});
}

void index_anew(storage::Connection& db, const RecordType& type) {
  db.execute("DELETE FROM " + search_of(type.id), {});
  for (const Record& record : read_rows(db, type, "1 = 1", {}, INT64_MAX))
    index_row(db, type, {}, record);
}

std::optional<Record> twin_of(storage::Connection& db, const RecordType& type, const Field& field,
                              const Record& record) {
  const storage::Cell cell = to_cell(field, value_of(record, field));
  if (std::holds_alternative<std::nullptr_t>(cell)) return {};
  const auto found =
      read_rows(db, type, sql_name(field.id) + " = ? AND id <> ?", {cell, record.ref.id}, 1);
  if (found.empty()) return {};
  return found.front();
}

}  // namespace records
