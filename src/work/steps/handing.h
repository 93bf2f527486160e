// Private to the module: a seat passes to another person, and comes back from him.
#pragma once

#include <string>

#include "work/steps/mine.h"

namespace work {

// The acting one, or whom he stands in for, is replaced; the seat is opened anew.
base::Result<void> hand_over(Context& context, const Mine& mine, const std::string& successor,
                             const std::string& reason);

// The seat comes back from whom was asked last (delegate) to whom it was before.
base::Result<void> take_question_back(Context& context, const Task& task, const Seat& seat,
                                      const std::string& words);

}  // namespace work
