// Private to the module: who has a task in hand.
#pragma once

#include <string>
#include <vector>

#include "work/task.h"

namespace work {

// Everyone who has an open seat, and whose seat waits for them: who asked for an opinion, or for
// signers before himself, decides in the end. Each once.
std::vector<std::string> people_in_hand(const Task& task);

}  // namespace work
