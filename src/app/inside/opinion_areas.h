// Named areas of a form for the opinions of its steps (意见框), as jw:area has it.
#pragma once

#include "app/inside/json.h"
#include "work/instances.h"

namespace app {

// OpinionArea of the contract, in the order of the model; several steps may share an area. An area
// without opinions is there, empty. Of an opinion that the caller may not read nothing is said.
base::JsonArray opinion_areas(Look& look, const work::Instance& instance);

}  // namespace app
