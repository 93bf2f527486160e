// Many expressions at once: one JSON line in, one JSON line out, in order.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/time.h"
#include "feel/value.h"

namespace feel {

// Reads {"id", "kind": "expression"|"unary", "expr", "context" | "context_feel", "input",
// "dialect"}
// and writes {"id", "result"} or {"id", "error", "parse"}. A bad line gets an error; reading goes
// on.
// Why values are null goes to `reasons`.
void run_batch(std::istream& in, std::ostream& out, std::ostream& reasons, base::Time now);

// Names in a context at any depth, for Options::known_members.
std::vector<std::string> names_within(const Value& value);

}  // namespace feel
