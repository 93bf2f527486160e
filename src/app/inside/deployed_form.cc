#include "app/inside/deployed_form.h"

#include "runtime/searches.h"

namespace app {

base::Json deployed_form(storage::Connection& db, int64_t key) {
  const auto item = storage::find_item(db, runtime::resources(), key);
  const auto source = runtime::source(db, key);
  if (!item || !source) return {};
  return base::JsonObject{{"tenantId", "<default>"},
                          {"formId", item->at("resourceId")},
                          {"schema", source->text},
                          {"version", item->at("version")},
                          {"formKey", std::to_string(key)}};
}

}  // namespace app
