// A task without a kind and a manual task: passed through.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

const Behaviour kPlainTask = {.enter = [](Work& work, int64_t key) { work.leave(key); }};

}  // namespace engine
