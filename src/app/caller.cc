#include "app/caller.h"

#include <algorithm>

namespace app {

bool Caller::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace app
