// Whether a field of a record could be written now, whoever asks.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "records/records.h"

namespace records {

// What says that the field rests: a freeze of the record or of one that it belongs to, or a rule
// that keeps the field (Rule::keep). Whether they have ended and who asks is not looked at.
std::optional<base::Error> resting(storage::Connection& db, const Catalogue& catalogue,
                                   const Environment& environment, const Record& record,
                                   std::string_view field);

}  // namespace records
