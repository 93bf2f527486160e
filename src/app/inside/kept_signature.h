// The hand signature that a person keeps to sign with again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "storage/connection.h"

namespace app {

struct KeptSignature {
  std::string image;  // an attachment of that person
  base::Time at;
};
std::optional<KeptSignature> kept_signature(storage::Connection& db, std::string_view person);
// Instead of one kept before.
void keep_signature(storage::Connection& db, std::string_view person, const KeptSignature& kept);
void forget_signature(storage::Connection& db, std::string_view person);

}  // namespace app
