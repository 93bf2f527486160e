// Who may read a file that somebody uploaded, and so hand it in again.
#pragma once

#include <string_view>

#include "app/inside/parts.h"

namespace app {

// With the right to a record that holds it, part in a matter that does, or a written notice with
// it; until something holds it, only who uploaded it.
bool may_read_file(Parts& parts, storage::Connection& db, const Caller& caller,
                   std::string_view file);

}  // namespace app
