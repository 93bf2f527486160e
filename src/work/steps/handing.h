// Private to the module: a seat passes to another person for good.
#pragma once

#include <string>

#include "work/steps/mine.h"

namespace work {

// The acting one, or whom he stands in for, is replaced; the seat is opened anew.
base::Result<void> hand_over(Context& context, const Mine& mine, const std::string& successor,
                             const std::string& reason);

}  // namespace work
