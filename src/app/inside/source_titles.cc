#include "app/inside/source_titles.h"

namespace app {

namespace {

const records::RecordType* parent_of(const Definitions& definitions,
                                     const records::RecordType* type) {
  const auto* link = type == nullptr ? nullptr : type->field(type->parent);
  return link == nullptr ? nullptr : definitions.types->type(link->to);
}

}  // namespace

void name_source(const Definitions& definitions, std::string_view record_type,
                 base::Missing& source) {
  const size_t colon = source.name.find(':');
  if (colon == std::string::npos) return;
  const std::string kind = source.name.substr(0, colon);
  const std::string id = source.name.substr(colon + 1);
  if (kind == "role") {
    if (const auto* role = definitions.role(id)) source.label = role->title;
    return;
  }
  const auto* type = definitions.types->type(record_type);
  if (kind == "parent.field") type = parent_of(definitions, type);
  const auto* field = type == nullptr ? nullptr : type->field(id);
  if (field != nullptr) source.label = field->title;
}

base::Error named(const Definitions& definitions, std::string_view record_type,
                  base::Error refusal) {
  for (base::Missing& each : refusal.missing) name_source(definitions, record_type, each);
  return refusal;
}

}  // namespace app
