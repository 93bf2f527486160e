// Private to the module: an undecided seat finds its people again.
#pragma once

#include "work/steps/common.h"
#include "work/task.h"

namespace work {

bool are_same(const std::vector<Candidate>& a, const std::vector<Candidate>& b);
// Whether they are others than before. Newcomers are told, and where nobody is left who waits for
// the seat and who can fill it.
bool resolve_seat(Context& context, const Task& task, const Seat& seat, const Why& why);
// A seat that was given to those alone whose own matter it is: whoever stands in has it, or a rule
// decides it, or it is vacant, and told so.
void fill_own_seat(Context& context, const Task& task, const Seat& seat);
// The seat was given to somebody whose own matter it is and who by rule does not decide it: in the
// story, and to whoever is asked in his place.
void tell_own_matter(Context& context, const Task& task, const Seat& seat);
// In the story that nobody may take the seat, and to who waits for it and who can appoint somebody.
void tell_vacant(Context& context, const Task& task, const Seat& seat);
// All undecided seats of a task; nothing happens where everybody is still who he was.
void resolve_seats_of(Context& context, int64_t task);
// Whoever has claimed a task and sits on it no more does not hold it.
void drop_claim_without_seat(Context& context, int64_t task);

}  // namespace work
