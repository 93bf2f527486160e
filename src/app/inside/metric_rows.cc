#include "app/inside/metric_rows.h"

#include <algorithm>

#include "app/inside/children.h"

namespace app {

namespace {

constexpr size_t rows_max = 200;

using Types = std::vector<const records::RecordType*>;

std::vector<records::Record> readable_among(Look& look, const std::vector<records::Ref>& refs) {
  std::vector<records::Record> out;
  for (const auto& ref : refs) {
    if (out.size() >= rows_max) break;
    auto record = records::get(look.db(), look.types(), look.environment(), ref);
    if (record) out.push_back(std::move(*record));
  }
  return out;
}

Types types_of(Look& look, const std::vector<records::Record>& rows) {
  Types out;
  for (const auto& row : rows) {
    const auto* type = look.types().type(row.ref.type);
    if (std::find(out.begin(), out.end(), type) == out.end()) out.push_back(type);
  }
  return out;
}

base::Json columns_of_one(Look& look, const records::RecordType& type) {
  base::Json out = columns_json(type, "");
  const auto* title = look.types().title_field(type);
  if (title == nullptr) return out;
  std::stable_partition(out.as_array().begin(), out.as_array().end(), [&](const auto& column) {
    return base::text_or_empty(column, "id") == title->id;
  });
  return out;
}

bool is_shared(const Types& types, const records::Field& field) {
  return std::all_of(types.begin(), types.end(), [&](const auto* type) {
    const auto* same = type->field(field.id);
    return same != nullptr && same->type == field.type;
  });
}

// A field that the types call differently is called by all its names; 金额 stands for 预算金额,
// too.
base::Text name_of(const Types& types, const records::Field& field) {
  base::Text out = field.title;
  for (const auto* type : types) {
    const auto& title = type->field(field.id)->title;
    if (title.zh.find(out.zh) != std::string::npos) continue;
    if (out.zh.find(title.zh) != std::string::npos)
      out = title;
    else
      out = {out.zh + " / " + title.zh, out.en + " / " + title.en};
  }
  return out;
}

base::Json type_column(const Types& types) {
  base::JsonArray options;
  for (const auto* type : types)
    options.push_back(base::JsonObject{{"id", type->id}, {"title", text_json(type->title)}});
  return base::JsonObject{{"id", "record_type"},
                          {"type", "choice"},
                          {"title", texts_json("种类", "Kind")},
                          {"options", std::move(options)}};
}

base::Json columns_of_several(Look& look, const Types& types) {
  base::JsonArray out{
      base::JsonObject{{"id", "title"}, {"type", "text"}, {"title", texts_json("名称", "Name")}},
      type_column(types)};
  const auto& first = *types.front();
  const auto* title = look.types().title_field(first);
  base::Json columns = columns_json(first, title == nullptr ? "" : title->id);
  for (auto& column : columns.as_array()) {
    const auto& field = *first.field(base::text_or_empty(column, "id"));
    if (!is_shared(types, field)) continue;
    column.as_object()["title"] = text_json(name_of(types, field));
    out.push_back(std::move(column));
  }
  return out;
}

void leave_out_links(base::JsonArray& columns, std::string_view to) {
  const auto left = std::remove_if(columns.begin(), columns.end(), [&](const auto& column) {
    return base::text_or_empty(column, "to") == to;
  });
  columns.erase(left, columns.end());
}

}  // namespace

void add_rows_behind(Look& look, const std::vector<records::Ref>& refs, std::string_view owner,
                     base::JsonObject& out) {
  const auto records = readable_among(look, refs);
  auto rows = look.rows(records);
  const Types types = types_of(look, records);
  if (types.size() == 1) out["columns"] = columns_of_one(look, *types.front());
  if (types.size() > 1) {
    out["columns"] = columns_of_several(look, types);
    for (auto& row : rows)
      row.at("values").as_object()["record_type"] = base::text_or_empty(row, "type");
  }
  if (!types.empty() && !owner.empty()) leave_out_links(out["columns"].as_array(), owner);
  out["rows"] = std::move(rows);
  out["rows_total"] = refs.size();
}

}  // namespace app
