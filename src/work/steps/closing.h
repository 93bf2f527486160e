// Private to the module: a notice ends when what it asks for is done.
#pragma once

#include <string_view>

#include "storage/tx.h"

namespace work {

// The acting person has done what the link is about.
void close_own_notices(storage::Tx& tx, std::string_view link);

}  // namespace work
