#include <algorithm>

#include "records/gates/access.h"
#include "records/listing/selection.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr int64_t page_size_max = 500;

base::Json title_json(const Catalogue& catalogue, const Record& record) {
  return base::JsonObject{{"type", record.ref.type},
                          {"id", std::to_string(record.ref.id)},
                          {"number", record.number},
                          {"title", title_of(catalogue, record)},
                          {"state", record.state}};
}

base::Json linked_titles(Scope& scope, const Field& field, const base::Json& value) {
  base::JsonArray titles;
  for (const std::string& id : ids_of(value)) {
    const Record* target = scope.find(field.to, parse_id(id).value_or(0));
    if (target) titles.push_back(title_json(scope.catalogue(), *target));
  }
  if (field.is_many) return titles;
  return titles.empty() ? base::Json(nullptr) : titles.front();
}

}  // namespace

base::Result<Page> list(storage::Connection& db, const Catalogue& catalogue,
                        const Environment& environment, std::string_view type_id,
                        const Query& query) {
  const RecordType* type = catalogue.type(type_id);
  if (!type) return base::refusal("records.unknown_type").because(std::string(type_id));
  auto selection = Selection::prepare(db, catalogue, environment, *type, query);
  if (!selection) return selection.error();
  const int64_t size = std::clamp<int64_t>(query.size, 1, page_size_max);
  const int64_t page_number = std::clamp<int64_t>(query.page, 1, 1'000'000);
  Page page = selection->read((page_number - 1) * size, size);
  for (Record& record : page.items) {
    if (query.with_computed) {
      show_to_caller(db, catalogue, environment, record);
    } else {
      for (const std::string& field : untold_fields(db, catalogue, environment, record))
        record.values.erase(field);
    }
  }
  return page;
}

std::vector<base::JsonObject> link_titles(storage::Connection& db, const Catalogue& catalogue,
                                          std::span<const Record> records) {
  const Environment nobody;
  Scope scope(db, catalogue, nobody, {});
  std::vector<base::JsonObject> all;
  for (const Record& record : records) {
    base::JsonObject titles;
    for (const Field& field : catalogue.type(record.ref.type)->fields) {
      const auto* value = record.values.if_contains(field.id);
      if (field.type != FieldType::Link || !value || value->is_null()) continue;
      titles[field.id] = linked_titles(scope, field, *value);
    }
    all.push_back(std::move(titles));
  }
  return all;
}

}  // namespace records
