// Which records hold a file. Files belong to `app`; records only name them.
#pragma once

#include <string_view>
#include <vector>

#include "records/records.h"

namespace records {

// Records whose attachments, photos or signature name the file, in no order.
std::vector<Ref> records_with_file(storage::Connection& db, const Catalogue& catalogue,
                                   std::string_view file);

}  // namespace records
