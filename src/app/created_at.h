// Where a new record is filled in.
#pragma once

#include <cstdint>
#include <string>

namespace app {

// On the record `parent` (0: on none), which its field `link` will name (empty: its parent link).
struct CreatedAt {
  int64_t parent = 0;
  std::string link = {};
};

}  // namespace app
