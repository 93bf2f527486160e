#include "app/inside/form_rows.h"

namespace app {

namespace {

struct TypedRows {
  const records::Field* list;
  base::JsonArray rows;
};

std::vector<TypedRows> take_rows(const records::RecordType& type, base::JsonObject& values) {
  std::vector<TypedRows> out;
  for (const auto& field : type.fields) {
    if (field.type != records::FieldType::Children) continue;
    const auto* rows = values.if_contains(field.id);
    if (rows == nullptr) continue;
    if (rows->is_array()) out.push_back({&field, rows->as_array()});
    values.erase(field.id);
  }
  return out;
}

// What is computed in the form the record computes by itself.
base::JsonObject written_by_hand(const records::RecordType& child, base::JsonObject row) {
  for (const auto& field : child.fields) {
    if (field.computed.is_set()) row.erase(field.id);
  }
  return row;
}

base::Error in_row(base::Error refused, const records::Field& list, size_t number) {
  using Kind = base::Missing::Kind;
  const std::string place = list.id + "." + std::to_string(number);
  const std::string count = std::to_string(number + 1);
  const base::Text row{list.title.zh + " 第 " + count + " 行", list.title.en + " row " + count};
  for (auto& missing : refused.missing) {
    if (missing.kind != Kind::Field) continue;
    missing.name = place + "." + missing.name;
    missing.label = {row.zh + " " + missing.label.zh, row.en + ", " + missing.label.en};
  }
  if (refused.missing.empty()) refused.missing.push_back({Kind::Field, place, row, refused.title});
  return refused;
}

}  // namespace

base::Result<records::Record> create_with_rows(Act& act, const records::Environment& environment,
                                               std::string_view type_id, base::JsonObject values) {
  const auto& type = *act.types().type(type_id);
  const auto typed = take_rows(type, values);
  auto record = records::create(act.tx(), act.types(), environment, type_id, values);
  if (!record) return record;
  for (const auto& [list, rows] : typed) {
    const auto& child = *act.types().type(list->of);
    const std::string link(act.types().link_of(type, *list));
    const auto id = std::to_string(record->ref.id);
    for (size_t number = 0; number < rows.size(); ++number) {
      auto row = written_by_hand(child, rows[number].as_object());
      row[link] =
          child.field(link)->is_many ? base::Json(base::JsonArray{base::Json(id)}) : base::Json(id);
      const auto made = records::create(act.tx(), act.types(), environment, child.id, row);
      if (!made) return in_row(made.error(), *list, number);
    }
  }
  return record;
}

}  // namespace app
