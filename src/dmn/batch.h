// Many decisions at once: one JSON line in, one JSON line out, in order.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "base/time.h"

namespace dmn {

// Reads {"id", "folder", "model", "models", "type", "invocable", "inputs", "inputs_ns",
// "expected"} and
// writes {"id", "results": {name: value}} or {"id", "error"}. Paths are relative to `models`; the
// keys of
// `expected` name the results wanted. A bad line gets an error; reading goes on.
void run_batch(std::istream& in, std::ostream& out, std::ostream& reasons,
               const std::filesystem::path& models, base::Time now);

}  // namespace dmn
