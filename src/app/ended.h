// How an act ended that the listeners of a user task may look at first.
#pragma once

#include <functional>

#include "base/result.h"

namespace app {

// Called once: before the act comes back when it is done at once or refused, else on any thread
// when its listeners have seen it; with work.denied when one of them refused it.
using Ended = std::function<void(const base::Result<void>&)>;

}  // namespace app
