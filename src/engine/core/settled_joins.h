// Joins of a scope whose work was moved by hand.
#pragma once

#include <cstdint>
#include <vector>

namespace engine {

class Work;

// Tokens that nobody can join any more end, and at a join that is still to come a branch that
// nobody is in counts as done. `beginning`: nodes that begin in the scope and are queued so far.
void settle_joins(Work& work, int64_t scope, const std::vector<int>& beginning);

}  // namespace engine
