// Who speaks for a matter whose starter has left the company: whoever took his matters over. He
// withdraws it, mends what is returned, adds notes, hears of its end, evaluates it and starts it
// again as the starter would.
#pragma once

#include <string>

#include "work/context.h"
#include "work/instances.h"

namespace work {

// The starter while he is there. Once he has left: who took the matter over last; the starter again
// when nobody did.
std::string acting_starter(storage::Connection& db, const Instance& instance);
// Who took the matter over last, whether its starter is back or not; empty: nobody.
std::string spoken_for_by(storage::Connection& db, int64_t instance);
// Whether the matter of the task is the person's own: he started it, or took it over.
bool is_starter(storage::Connection& db, const Task& task, const std::string& person);
// As may_start_again of an instance, for whoever speaks for it.
bool may_start_again(storage::Connection& db, const Instance& instance, std::string_view person);
// What the person has taken over, newest first; it stays among what he started.
std::vector<int64_t> spoken_for(storage::Connection& db, std::string_view person);
// The matters that `from` speaks for and that run on, or have passed and may still be withdrawn,
// are spoken for by `to`, as far as he may see them, and he is told of each.
void hand_matters(Context& context, const std::string& from, const std::string& to,
                  const std::string& reason);

}  // namespace work
