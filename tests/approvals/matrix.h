// Every state of a step × every operation × whether a colleague has acted: 240 cells.
#pragma once

namespace approvals {

// Prints each cell: done, refused by a rule (with its code), or failed. Gives the number of failed
// cells, and one more when more than forty are refused.
int play_matrix();

}  // namespace approvals
