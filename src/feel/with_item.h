// Lists that are filled item by item.
#pragma once

#include "feel/value.h"

namespace feel {

// A list with another item at `index`, filled up with null to there; in place where nobody else
// holds the list. Null where the whole would be too deep or too heavy, and of what is no list.
Value with_item(Value list, size_t index, Value item);

}  // namespace feel
