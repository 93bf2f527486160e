// What is likely not meant, though nothing keeps such a model from being published; its author is
// told. Whom it names though nobody is there to act: people who have left, positions, roles and
// units that nobody holds; the starter's superior, where rules alone start it. That its decisions
// hold back no record. And what does keep it from being published, since a record would wait for
// ever.
#pragma once

#include <string>
#include <vector>

#include "app/inside/json.h"
#include "base/result.h"

namespace app {

struct ModelWarning {
  // person_left, position_vacant, role_empty, unit_empty, record_without_states, record_not_moved,
  // no_starter;
  // of standing_records: way_not_moved, dissent_not_moved
  std::string code;
  base::Text text;
  base::Problem at;  // its place; the text of the problem is empty
};
// As the organisation is now, in the order of the file; none of what cannot be read as a model.
std::vector<ModelWarning> warnings_of(Look& look, const std::string& file, const std::string& xml);

// Where decisions would leave the record in its first state for ever: a branch on which what is
// agreed moves nothing, a step whose dissent does. Asked of what is drawn now only: a version in
// force stays so.
std::vector<ModelWarning> standing_records(Look& look, const std::string& file,
                                           const std::string& xml);

}  // namespace app
