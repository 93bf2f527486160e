#include "records/files.h"

#include <algorithm>

#include "records/table/rows.h"

namespace records {

namespace {

bool holds_files(const Field& field) {
  return field.type == FieldType::Attachment || field.type == FieldType::Photo ||
         field.type == FieldType::Signature;
}

}  // namespace

std::vector<Ref> records_with_file(storage::Connection& db, const Catalogue& catalogue,
                                   std::string_view file) {
  std::vector<Ref> found;
  const std::string quoted = "\"" + std::string(file) + "\"";
  for (const auto& [id, type] : catalogue.types()) {
    std::string condition;
    std::vector<storage::Cell> parameters;
    for (const Field* field : stored_fields(type)) {
      if (!holds_files(*field)) continue;
      condition +=
          (condition.empty() ? "" : " OR ") + ("instr(" + sql_name(field->id) + ", ?) > 0");
      parameters.emplace_back(quoted);
    }
    if (condition.empty()) continue;
    for (const storage::Row& row :
         db.query("SELECT id FROM " + table_of(id) + " WHERE " + condition, parameters))
      found.push_back({id, row.integer(0)});
  }
  return found;
}

bool tells_file(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
                const Record& record, std::string_view file) {
  const FieldNames untold = untold_fields(db, catalogue, environment, record);
  const std::string quoted = "\"" + std::string(file) + "\"";
  const RecordType& type = *catalogue.type(record.ref.type);
  return std::ranges::any_of(stored_fields(type), [&](const Field* field) {
    return holds_files(*field) && !untold.contains(field->id) &&
           base::print(record.values.at(field->id)).find(quoted) != std::string::npos;
  });
}

}  // namespace records
