// A parallel gateway: joined by the tokens (core/tokens.cc), then all flows go out.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool choose(Work& work, int64_t key, std::vector<int>& flows) {
  flows = work.node_of(key).outgoing;
  return true;
}

}  // namespace

const Behaviour kParallelGateway = {.enter = [](Work& work, int64_t key) { work.leave(key); },
                                    .choose = choose};

}  // namespace engine
