#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"
#include "records/acts/act.h"
#include "records/list_import.h"
#include "records/shown.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr size_t lines_max = 5'000;

base::Error invalid(int line, base::Text what) {
  return base::in_file(base::refusal("records.import_invalid"), line, std::move(what));
}

std::string without(std::string text, std::string_view characters) {
  std::erase_if(text, [&](char c) { return characters.find(c) != std::string_view::npos; });
  return text;
}

// "2026/3/2" and "2026.3.2" as spreadsheets print dates.
std::string iso_date(const std::string& text) {
  for (const char separator : {'/', '.', '-'}) {
    const auto parts = base::split(text, separator);
    if (parts.size() != 3 || parts[0].size() != 4) continue;
    std::string date = parts[0];
    for (size_t i = 1; i < 3; ++i) date += (parts[i].size() == 1 ? "-0" : "-") + parts[i];
    return date;
  }
  return text;
}

const Option* option_of(const Field& field, const std::string& text) {
  for (const Option& option : field.options) {
    if (option.id == text || option.title.zh == text || option.title.en == text) return &option;
  }
  return nullptr;
}

std::vector<std::string> split_list(std::string text) {
  for (const std::string separator : {"、", "；", ";", "，"}) {
    for (size_t at = text.find(separator); at != std::string::npos; at = text.find(separator)) {
      text.replace(at, separator.size(), ",");
    }
  }
  return base::split(text, ',');
}

// Turns the cells of a file into values for create().
class CellReader {
 public:
  CellReader(storage::Connection& db, const Catalogue& catalogue, const Environment& environment)
      : db_(db), catalogue_(catalogue), environment_(environment) {}

  base::Json value(const Field& field, const std::string& cell) {
    const std::string text(base::trim(cell));
    if (text.empty()) return nullptr;
    switch (field.type) {
      case FieldType::Number:
      case FieldType::Money:
      case FieldType::Percent: return base::Json(without(text, ",%¥￥ "));
      case FieldType::Boolean: return boolean(text);
      case FieldType::Date: return base::Json(iso_date(text));
      case FieldType::Choice: return choice(field, text);
      case FieldType::Tags: return list(field, text);
      case FieldType::Person:
      case FieldType::Unit:
      case FieldType::Position:
      case FieldType::Link: return field.is_many ? list(field, text) : reference(field, text);
      default: return base::Json(text);
    }
  }

 private:
  static base::Json boolean(const std::string& text) {
    if (text == "是" || text == "true" || text == "1" || text == "Yes") return true;
    if (text == "否" || text == "false" || text == "0" || text == "No") return false;
    return base::Json(text);
  }

  static base::Json choice(const Field& field, const std::string& text) {
    const Option* option = option_of(field, text);
    return base::Json(option ? option->id : text);
  }

  base::Json list(const Field& field, const std::string& text) {
    base::JsonArray items;
    for (const std::string& part : split_list(text)) {
      const bool is_tag = field.type == FieldType::Tags;
      items.push_back(is_tag ? choice(field, part) : reference(field, part));
    }
    return items;
  }

  base::Json reference(const Field& field, const std::string& text) {
    if (field.type == FieldType::Link) return linked(*catalogue_.type(field.to), text);
    const bool is_id = environment_.name && environment_.name(db_, field.type, text);
    if (is_id || !environment_.id_of) return base::Json(text);
    return base::Json(environment_.id_of(db_, field.type, text).value_or(text));
  }

  base::Json linked(const RecordType& type, const std::string& text) {
    if (const auto id = parse_id(text); id && read_row(db_, type, *id)) return base::Json(text);
    if (const auto found = find_by_number(db_, catalogue_, type.id, text)) {
      return base::Json(std::to_string(found->ref.id));
    }
    const Field* title = catalogue_.title_field(type);
    if (title && is_stored(*title)) {
      const auto found = read_rows(db_, type, sql_name(title->id) + " = ?", {text}, 2);
      if (found.size() == 1) return base::Json(std::to_string(found[0].ref.id));
    }
    return base::Json(text);
  }

  storage::Connection& db_;
  const Catalogue& catalogue_;
  const Environment& environment_;
};

bool is_imported(const Field& field) {
  static constexpr std::array never = {FieldType::Children, FieldType::Attachment,
                                       FieldType::Photo,    FieldType::Signature,
                                       FieldType::Instance, FieldType::Json};
  return is_shown(field) && is_stored(field) && !field.is_set_by_rules &&
         std::ranges::find(never, field.type) == never.end();
}

// What is wrong with the title line, and the titles that would be right.
base::Error no_column(const RecordType& type, const std::string& name) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const Field& field : type.fields) {
    if (!is_imported(field)) continue;
    zh.push_back(field.title.zh);
    en.push_back(field.title.en.empty() ? field.title.zh : field.title.en);
  }
  return invalid(1, {"没有“" + name + "”这一列。可用的列：" + base::join(zh, "、"),
                     "there is no column " + name + "; columns are: " + base::join(en, ", ")});
}

base::Result<std::vector<const Field*>> columns_of_file(const RecordType& type,
                                                        const base::CsvLine& header) {
  std::vector<const Field*> columns;
  for (const std::string& cell : header.cells) {
    const std::string name(base::trim(cell));
    const auto found = std::ranges::find_if(type.fields, [&](const Field& field) {
      return field.id == name || field.title.zh == name || field.title.en == name;
    });
    const bool is_usable = found != type.fields.end() && is_shown(*found) && is_stored(*found);
    if (!is_usable) return no_column(type, name);
    if (std::ranges::find(columns, &*found) != columns.end()) {
      return invalid(1, {"“" + name + "”列出现两次", "the column " + name + " stands twice"});
    }
    columns.push_back(&*found);
  }
  return columns;
}

base::Result<Record> create_from(storage::Tx& tx, const Catalogue& catalogue,
                                 const Environment& environment, const ImportFile& file,
                                 const ImportRow& row) {
  if (row.cells.size() > file.columns.size())
    return invalid(row.line, {"单元格比列多", "there are more cells than columns"});
  base::JsonObject values;
  CellReader reader(tx.db, catalogue, environment);
  for (size_t c = 0; c < row.cells.size(); ++c) {
    base::Json value = reader.value(*file.columns[c], row.cells[c]);
    if (!value.is_null()) values[file.columns[c]->id] = std::move(value);
  }
  return create(tx, catalogue, environment, file.type, values);
}

base::Missing at_line(const ImportFile& file, int line, const base::Missing& one) {
  const std::string n = std::to_string(line);
  base::Missing out{
      base::Missing::Kind::Condition, "line " + n, {"第 " + n + " 行", "Line " + n}, one.how};
  if (const auto column = column_of(file, one.name)) {
    const std::string c = std::to_string(*column);
    out.name += " column " + c;
    out.label = {out.label.zh + "第 " + c + " 列", out.label.en + ", column " + c};
  }
  out.label = {out.label.zh + "（" + one.label.zh + "）", out.label.en + " (" + one.label.en + ")"};
  return out;
}

}  // namespace

base::Result<ImportFile> read_import(const Catalogue& catalogue, std::string_view type_id,
                                     std::string_view csv) {
  const RecordType* type = catalogue.type(type_id);
  if (!type || type->is_retired) {
    return base::refusal("records.unknown_type").because(std::string(type_id));
  }
  auto lines = base::parse_csv(csv);
  if (!lines) return lines.error();
  if (lines->size() < 2)
    return invalid(0, {"标题行下面没有内容", "there are no lines below the titles"});
  if (lines->size() > lines_max + 1)
    return invalid(0, {"超过 5000 行", "there are more than 5,000 lines"});
  auto columns = columns_of_file(*type, lines->front());
  if (!columns) return columns.error();
  ImportFile file{type->id, *std::move(columns), {}};
  for (size_t i = 1; i < lines->size(); ++i)
    file.rows.push_back({(*lines)[i].line, std::move((*lines)[i].cells)});
  return file;
}

Import import_rows(storage::Tx& tx, const Catalogue& catalogue, const Environment& environment,
                   const ImportFile& file, std::span<const ImportRow> rows, ImportMode mode) {
  Import result;
  tx.db.set_savepoint("record_import");
  for (const ImportRow& row : rows) {
    auto created = create_from(tx, catalogue, environment, file, row);
    if (created) {
      result.created.push_back(created->ref);
    } else {
      result.problems.push_back({row, std::move(created).error()});
    }
  }
  if (mode == ImportMode::Apply && result.problems.empty()) {
    tx.db.release_savepoint("record_import");
  } else {
    tx.db.roll_back_to("record_import");
    result.created.clear();
  }
  return result;
}

base::Error refused_import(const ImportFile& file, std::span<const ImportProblem> problems) {
  base::Error error = base::refusal("records.import_invalid");
  for (const ImportProblem& problem : problems) {
    auto missing = problem.error.missing;
    if (missing.empty()) {
      const base::Text& title = problem.error.title;
      missing.push_back({base::Missing::Kind::Condition, problem.error.code, title, title});
    }
    for (const base::Missing& one : missing)
      error.missing.push_back(at_line(file, problem.row.line, one));
    if (error.clause.empty()) error.clause = problem.error.clause;
  }
  return error;
}

std::optional<size_t> column_of(const ImportFile& file, std::string_view field) {
  const auto found = std::ranges::find(file.columns, field, &Field::id);
  if (found == file.columns.end()) return {};
  return static_cast<size_t>(found - file.columns.begin()) + 1;
}

base::Result<std::string> import_template(const Catalogue& catalogue, std::string_view type_id,
                                          std::string_view language) {
  const RecordType* type = catalogue.type(type_id);
  if (!type || type->is_retired) {
    return base::refusal("records.unknown_type").because(std::string(type_id));
  }
  return list_template(*type, language, {});
}

std::string list_template(const RecordType& type, std::string_view language,
                          const std::vector<std::string>& left_out) {
  std::vector<std::string> titles;
  for (const Field& field : type.fields) {
    if (!is_imported(field) || std::ranges::count(left_out, field.id) > 0) continue;
    titles.push_back(language == "en" ? field.title.en : field.title.zh);
  }
  return "\xEF\xBB\xBF" + base::csv_line(titles);
}

void link_all(ImportFile& file, const Field& link, int64_t owner) {
  const size_t column = file.columns.size();
  file.columns.push_back(&link);
  for (ImportRow& row : file.rows) {
    row.cells.resize(std::max(row.cells.size(), column));  // more cells than columns stay too many
    row.cells.push_back(std::to_string(owner));
  }
}

}  // namespace records
