// What is likely not meant, though nothing keeps such a model from being published; its author is
// told. Whom it names though nobody is there to act: people who have left, positions, roles and
// units that nobody holds. That its decisions hold back no record, or those on one of its ways
// leave it where it began.
#pragma once

#include <string>
#include <vector>

#include "app/inside/json.h"
#include "base/result.h"

namespace app {

struct ModelWarning {
  // person_left, position_vacant, role_empty, unit_empty, record_without_states, record_not_moved,
  // way_not_moved
  std::string code;
  base::Text text;
  base::Problem at;  // its place; the text of the problem is empty
};
// As the organisation is now, in the order of the file; none of what cannot be read as a model.
std::vector<ModelWarning> warnings_of(Look& look, const std::string& file, const std::string& xml);

}  // namespace app
