// What gave nobody who may do a step, called by its title.
#pragma once

#include "app/inside/definitions.h"

namespace app {

// A field or a role as jw:candidates names it ("role:clerk", "field:owner") of a step whose record
// is of this type; everything else stays as it is called.
void name_source(const Definitions& definitions, std::string_view record_type,
                 base::Missing& source);
// The same of all that a refusal misses.
base::Error named(const Definitions& definitions, std::string_view record_type,
                  base::Error refusal);

}  // namespace app
