// Whom a model names though nobody is there to act: people who have left, positions, roles and
// units that nobody holds. Nothing keeps such a model from being published, since people come and
// go; its author is told.
#pragma once

#include <string>
#include <vector>

#include "app/inside/json.h"
#include "base/result.h"

namespace app {

struct ModelWarning {
  std::string code;  // person_left, position_vacant, role_empty, unit_empty
  base::Text text;
  base::Problem at;  // its place; the text of the problem is empty
};
// As the organisation is now, in the order of the file; none of what cannot be read as a model.
std::vector<ModelWarning> warnings_of(Look& look, const std::string& file, const std::string& xml);

}  // namespace app
