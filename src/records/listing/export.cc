#include "base/csv.h"
#include "records/gates/access.h"
#include "records/listing/selection.h"
#include "records/shown.h"
#include "records/table/rows.h"
#include "records/values/display.h"

namespace records {

namespace {

constexpr int64_t rows_max = 100'000;

struct Column {
  std::string name;
  const Field* field = nullptr;
};

const std::string& english(const base::Text& text) { return text.en.empty() ? text.zh : text.en; }

std::string title_of_column(const Column& column) {
  if (column.field) return column.field->title.zh;
  if (column.name == "number") return "编号";
  if (column.name == "state") return "状态";
  if (column.name == "created_at") return "创建时间";
  if (column.name == "updated_at") return "更新时间";
  return column.name;
}

std::vector<Column> columns_for(const RecordType& type, const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (const std::string& name : names) columns.push_back({name, type.field(name)});
  if (!columns.empty()) return columns;
  if (!type.number.pattern.empty()) columns.push_back({"number", nullptr});
  if (!type.states.empty()) columns.push_back({"state", nullptr});
  for (const Field& field : type.fields) {
    if (!is_shown(field) || field.type == FieldType::Children) continue;
    columns.push_back({field.id, &field});
  }
  return columns;
}

std::string cell_of(Scope& scope, const RecordType& type, const Record& record,
                    const Column& column) {
  if (column.field) {
    const auto* value = record.values.if_contains(column.name);
    return value ? display(scope, *column.field, *value).zh : std::string();
  }
  if (column.name == "number") return record.number;
  if (column.name == "state") return display_state(type, record.state).zh;
  if (column.name == "created_at" || column.name == "updated_at") {
    const base::Time time = column.name == "created_at" ? record.created_at : record.updated_at;
    return display_time(time, scope.environment().zone).zh;
  }
  return {};
}

}  // namespace

base::Result<std::string> export_csv(storage::Connection& db, const Catalogue& catalogue,
                                     const Environment& environment, std::string_view type_id,
                                     const Query& query, const std::vector<std::string>& names) {
  const RecordType* type = catalogue.type(type_id);
  if (!type) return base::refusal("records.unknown_type").because(std::string(type_id));
  const std::vector<Column> columns = columns_for(*type, names);
  for (const Column& column : columns) {
    if (!column.field && title_of_column(column) == column.name) {
      return base::refusal("records.query_invalid").because("no column " + column.name);
    }
  }
  auto selection = Selection::prepare(db, catalogue, environment, *type, query);
  if (!selection) return selection.error();
  auto exportable = exportable_rows(catalogue, environment, *type);
  if (!exportable) {
    return base::refusal("records.forbidden")
        .with_title({"您可以查看“" + type->title.zh + "”，但不能导出",
                     "You may read this list, but not export it: " + english(type->title)});
  }
  if (!exportable->sql.empty())
    selection->narrow(exportable->sql, std::move(exportable->parameters));

  std::string csv = "\xEF\xBB\xBF";
  std::vector<std::string> cells;
  for (const Column& column : columns) cells.push_back(title_of_column(column));
  csv += base::csv_line(cells);
  Scope scope(db, catalogue, environment, environment.now);
  for (Record& record : selection->read(0, rows_max).items) {
    show_to_caller(db, catalogue, environment, record);
    cells.clear();
    for (const Column& column : columns) cells.push_back(cell_of(scope, *type, record, column));
    csv += base::csv_line(cells);
  }
  return csv;
}

}  // namespace records
