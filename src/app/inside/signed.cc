#include "app/inside/signed.h"

#include "app/inside/act.h"
#include "app/inside/task_forms.h"

namespace app {

std::string hash_of_record(storage::Connection& db, const records::Catalogue& types,
                           const engine::RecordRef& record) {
  const auto* type = types.type(record.type);
  const auto found = type == nullptr || record.id == 0
                         ? std::nullopt
                         : records::find(db, types, record_ref(record));
  return found ? hash_of_signed(*type, found->values) : std::string();
}

base::Json signature_json(Look& look, const engine::RecordRef& written,
                          const base::Json& signature) {
  const auto hash = base::text_or_empty(signature, "hash");
  if (hash.empty() || written.id == 0) return signature;
  auto out = signature.as_object();
  if (hash_of_record(look.db(), look.types(), written) != hash) out["changed"] = true;
  return out;
}

}  // namespace app
