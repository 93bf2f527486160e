#include "records/guarded.h"

#include <set>

#include "records/scope/scope.h"

namespace records {

namespace {

// The types that the names lead to, and the names that computed fields on the way read: whether
// anything was added.
bool grow(const Catalogue& catalogue, std::set<const RecordType*>& types, Mentioned& names) {
  const size_t before = types.size() + names.size();
  const auto add = [&](std::string_view id) {
    if (const RecordType* found = catalogue.type(id)) types.insert(found);
  };
  for (const std::string& name : Mentioned(names)) add(name);  // records("type", …)
  for (const RecordType* type : std::set<const RecordType*>(types)) {
    for (const Field& field : type->fields) {
      const bool is_parent = field.id == type->parent && names.contains("parent");
      if (!is_parent && !names.contains(field.id)) continue;
      add(field.to);
      add(field.of);
      add_mentioned(field.computed.text, names);
    }
  }
  return types.size() + names.size() > before;
}

}  // namespace

std::string guarded_field(const Catalogue& catalogue, const RecordType& type,
                          std::string_view text) {
  std::set<const RecordType*> types{&type};
  Mentioned names = mentioned_in(text);
  while (grow(catalogue, types, names)) {
  }
  for (const RecordType* each : types) {
    for (const Field& field : each->fields) {
      if (field.read.is_set() && names.contains(field.id)) return each->id + "." + field.id;
    }
  }
  return {};
}

}  // namespace records
