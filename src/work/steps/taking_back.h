// Private to the module: whether somebody can take back what he did (拿回).
#pragma once

#include <functional>
#include <string>

#include "work/task.h"

namespace work {

base::Error not_taken_back(const base::Text& why);
bool has_transition(const Task& task, const std::string& outcome);
// The seat on which the person acted himself; nullptr when there is none.
const Seat* acted_seat(const Task& task, std::string_view person);

// The open seat whose question the person asked last (委派), which nobody has answered yet, or
// nullptr. He may take the question back.
const Seat* seat_asked_by(const Task& task, std::string_view person);

using IsBehind = std::function<bool(const Task& later)>;
// Open tasks that came after a task that is done; refuses when one of them was acted on.
base::Result<std::vector<Task>> untouched_successors(storage::Connection& db, const Task& task,
                                                     const IsBehind& is_behind);
// Refuses with what stands in the way of it for the seat.
base::Result<void> check_take_back(storage::Connection& db, const Task& task, const Seat& seat,
                                   const IsBehind& is_behind);
// As far as the tasks tell by themselves, without the process.
bool can_take_back(storage::Connection& db, const Task& task, std::string_view person);

}  // namespace work
