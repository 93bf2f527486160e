// What a matter waits for, in its own steps and in the processes that it has called; and what it
// has called without waiting for it (jw:wait=false).
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "work/instances.h"
#include "work/task.h"

namespace work {

// The acts of persons in it, and in what it has called: whether `counts` holds for any of them,
// told by the person. What was taken back or superseded is none.
bool has_act(storage::Connection& db, int64_t instance,
             const std::function<bool(std::string_view person)>& counts);

// It rests, or something that it waits for: what it has called, and what that has called.
bool is_held_up(storage::Connection& db, int64_t instance);

std::vector<Task> tasks_in_hand(storage::Connection& db, int64_t instance);
// Those, and what the matters have in hand that are to bring about what it waits for; of these only
// what does not rest.
std::vector<Task> tasks_waited_for(storage::Connection& db, int64_t instance,
                                   const std::vector<int64_t>& answering);

// The caller's story tells that what runs beside it has begun, and what it came to. Nothing is told
// of what its caller waits for.
void tell_caller_of_beginning(Context& context, const Instance& called);
void tell_caller_of_end(Context& context, const engine::InstanceEnded& called);

}  // namespace work
