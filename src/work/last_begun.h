// What somebody begins again and again.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/time.h"
#include "storage/connection.h"

namespace work {

// When the person last began a matter of each process, of his latest hundred.
using LastBegun = std::map<std::string, base::Time, std::less<>>;
LastBegun last_begun(storage::Connection& db, std::string_view person);

}  // namespace work
