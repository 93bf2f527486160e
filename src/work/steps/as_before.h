// Private to the module: a step that is over begins again as it stood before one of its votes.
//
// The engine begins the step anew with a task of its own, perhaps only when listeners have looked
// at it. Until then the task that was over keeps whose vote is taken back.
#pragma once

#include "work/task.h"

namespace work {

// The task as it stood before the vote on the seat: his seat and whatever the decision or the vote
// closed wait, other votes stay.
Task without_vote(const Task& done, std::string_view seat);

void mark_taken_back(Context& context, const Task& done, std::string_view seat);

// The task that the step of a fresh one stood at before it, and its seats as they are to be again.
struct TakenBack {
  Task done;
  std::string seat;
};
// Nothing where its step was not taken back, or the process has begun another task since. Asked
// once: the mark is gone then.
std::optional<TakenBack> take_mark(Context& context, const Task& fresh);

// Gives the stored fresh task the seats, with their people, votes and claim.
void seat_as_before(Context& context, int64_t fresh, const TakenBack& taken);

}  // namespace work
