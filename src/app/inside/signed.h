// What somebody signed at a step: kept as a hash, so that a later change shows.
#pragma once

#include <string>

#include "app/inside/json.h"
#include "engine/rows.h"
#include "records/records.h"

namespace app {

// SHA-256 of what the record says, as hash_of_signed() counts it; empty: there is none.
std::string hash_of_record(storage::Connection& db, const records::Catalogue& types,
                           const engine::RecordRef& record);
// {image, name, at, hash}, and `changed` where the record says something else by now.
base::Json signature_json(Look& look, const engine::RecordRef& written,
                          const base::Json& signature);

}  // namespace app
