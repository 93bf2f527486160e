// What an expression gives, as far as its text tells.
#pragma once

#include <span>

#include "feel/nodes/node.h"
#include "feel/type.h"

namespace feel {

// The type of the body of a function whose parameters have these types (null: any); Any when only
// evaluation can tell.
TypeRef result_type_of(const Node& body, std::span<const TypeRef> parameters);

}  // namespace feel
