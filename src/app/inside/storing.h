// Acts of a caller that only store something.
#pragma once

#include <functional>

#include "app/inside/parts.h"

namespace app {

// As Parts::run, for an act that answers nothing.
base::Result<void> store(Parts& parts, const Caller& caller,
                         const std::function<base::Result<void>(storage::Tx&)>& act);

}  // namespace app
