// The keys that lists show for variables: made of the scope and the name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/search.h"

namespace runtime {

std::string variable_key(int64_t scope, std::string_view name);

// A search of variables by `variableKey` asks by scopes and names instead, and is sorted by them.
// False: nothing can be found. What does not fit stays, so that it is refused with its place.
bool ask_by_places(storage::Connection& db, base::Json& request);

}  // namespace runtime
