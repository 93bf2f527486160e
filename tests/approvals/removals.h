#pragma once

namespace approvals {

// 减签 from every state of the seat, by every policy; gives how many cells failed.
int play_removals();

}  // namespace approvals
