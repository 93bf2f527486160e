// What a notice is about, as far as its link says.
#pragma once

#include <string_view>

#include "records/catalogue.h"
#include "storage/connection.h"

namespace app {

// Whether everybody may read the record that the link of a notice leads to, be it by its task or
// matter. What is about no record is open.
bool is_open_to_all(storage::Connection& db, const records::Catalogue& types,
                    std::string_view link);

}  // namespace app
