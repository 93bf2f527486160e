// What the checks say of a process, for people: the problems themselves are English text for those
// who write files.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace packs {

struct ProblemWords {
  std::string code;  // "unknown_role": one a kind of problem; "other" when it is none of the known
  base::Text text;
};

// Ids and what an expression's reader says stay as they are.
ProblemWords words_of(std::string_view problem);

}  // namespace packs
