#include "records/catalogue.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/decimal.h"
#include "base/text.h"
#include "base/time.h"
#include "records/building/builder.h"

namespace records {

namespace {

constexpr std::array reserved = {
    "id",         "record_type", "number", "state", "row_version", "created_at", "created_by",
    "updated_at", "updated_by",  "parent", "old",   "actor",       "task",       "siblings",
    "item",       "votes",       "holds",  "rowid", "record",      "records",
};

}  // namespace

bool is_reserved_field(std::string_view id) {
  return std::ranges::find(reserved, id) != reserved.end();
}

const RecordType* Catalogue::type(std::string_view id) const {
  const auto found = types_.find(id);
  return found == types_.end() ? nullptr : &found->second;
}

const feel::Expression& Catalogue::compiled(const Formula& formula) const {
  const auto found = expressions_.find(formula.text);
  base::ensure(found != expressions_.end(), "formula of another catalogue: " + formula.text);
  return found->second;
}

std::string_view Catalogue::link_of(const RecordType& type, const Field& children) const {
  const RecordType* child = this->type(children.of);
  base::ensure(child != nullptr, "children of an unknown type");
  if (!children.via.empty()) return children.via;
  const Field* parent = child->parent.empty() ? nullptr : child->field(child->parent);
  if (parent && parent->to == type.id) return parent->id;
  for (const Field& field : child->fields) {
    if (field.type == FieldType::Link && field.to == type.id) return field.id;
  }
  return {};
}

const Field* Catalogue::title_field(const RecordType& type) const {
  if (!type.title_field.empty()) return type.field(type.title_field);
  if (const Field* name = type.field("name")) return name;
  return type.field("title");
}

std::vector<const RecordType*> Catalogue::child_types(std::string_view type) const {
  std::vector<const RecordType*> found;
  for (const auto& [id, child] : types_) {
    if (child.parent.empty()) continue;
    const Field* parent = child.field(child.parent);
    if (parent && parent->to == type) found.push_back(&child);
  }
  return found;
}

Catalogue::Built Catalogue::build(std::vector<RecordType> types) {
  CatalogueBuilder builder;
  return builder.build(std::move(types));
}

}  // namespace records
