// Standard loops: a body that runs its activity again and again, one round after the other.
#include "engine/core/work.h"

namespace engine {

void Work::enter_loop(int64_t key) {
  if (!open_boundaries(key)) return;
  wait(key);
  if (node_of(key).is_tested_before) {
    loop_again(key);
    return;
  }
  at(key).loop = 1;
  spawn_child(key, 1);
}

// `loop` of the body counts the rounds that have begun; the condition is asked between them.
void Work::loop_again(int64_t body) {
  const Node& here = node_of(body);
  const int rounds = at(body).loop;
  bool goes_on = here.loop_maximum == 0 || rounds < here.loop_maximum;
  if (goes_on && !here.loop_condition.empty()) {
    std::string why;
    const feel::ContextNames counter(
        feel::Fields().set("loopCounter", feel::Value(rounds)).build());
    const feel::Value value = evaluate(here.loop_condition, body, counter, why);
    if (!value.is(feel::Kind::Boolean)) {
      incident(body, "EXTRACT_VALUE_ERROR",
               "the loop condition of " + here.id + " is neither true nor false" +
                   (why.empty() ? "" : ": " + why));
      return;
    }
    goes_on = value.boolean();
  }
  if (!goes_on) {
    leave(body);
    return;
  }
  at(body).loop = rounds + 1;
  at(body).is_dirty = true;
  spawn_child(body, rounds + 1);
}

}  // namespace engine
