// What can be decided from a list, without opening the task.
#pragma once

#include "app/inside/json.h"
#include "work/boxes.h"

namespace app {

struct AtOnce {
  // That the caller can give to an open task at once, each with whether it wants words
  // (`needs_opinion`). None where the step does not allow it (jw:batch), asks for a signature, or
  // for something in its form that is not filled in yet; and not those whose transition requires
  // more of the record than it holds.
  base::JsonArray outcomes;
  int64_t record_version = 0;  // of what its form shows; 0: of no record, or nothing is offered
};
AtOnce at_once(Look& look, const work::BoxRow& row);

}  // namespace app
