// Opening what one was told of reads the notice.
#pragma once

#include <string>

#include "app/inside/parts.h"

namespace app {

// Goes on without waiting for it.
void note_notices_read(Parts& parts, const Caller& caller, const std::string& link);

}  // namespace app
