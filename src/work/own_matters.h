// Who takes over what a leaver started is the applicant of it, also at the steps he has open
// already.
#pragma once

#include <string>
#include <string_view>

#include "work/context.h"
#include "work/task.h"

namespace work {

// Matters that the person took over have become his own: an open seat of theirs that `jw:applicant`
// does not let him decide is filled as it would be if its step came now. Call when who started them
// has left.
base::Result<void> leave_own_matters(Context& context, const std::string& person);
// A change (a successor, an appointment, a field) has left an open seat to those alone whose own
// matter it is, and whoever stands in is not there: what the rules of the step say when it begins
// decides it, as a step of its own and right after the change.
bool opens_anew(Context& context, const Task& task, const Seat& seat);
void schedule_opening(Context& context, const Task& task);
constexpr std::string_view opening_schedule = "work.open_anew";
base::Result<void> open_anew(Context& context, const Task& task);
// Where the seat is vacant all the same, also since its rule could not be carried out.
constexpr std::string_view vacancy_schedule = "work.tell_vacant";
void tell_vacancies(Context& context, const Task& task);
bool is_vacant(const Seat& seat);
// A starter who is back mends himself what was returned to whoever took his matter over. What that
// one has handed on stays where it is.
void take_back_forms(Context& context);

}  // namespace work
