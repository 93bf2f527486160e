// Which records hold a file. Files belong to `app`; records only name them.
#pragma once

#include <string_view>
#include <vector>

#include "records/records.h"

namespace records {

// Records whose attachments, photos or signature name the file, in no order.
std::vector<Ref> records_with_file(storage::Connection& db, const Catalogue& catalogue,
                                   std::string_view file);

// Whether a field that tells the caller its value holds the file in this record.
bool tells_file(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
                const Record& record, std::string_view file);

}  // namespace records
