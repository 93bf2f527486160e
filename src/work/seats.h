// Open seats follow the organisation: a change of holder or deputy finds them new people. Cast
// votes stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// Resolves every open seat again. Call after posts or deputies changed. Returns how many seats
// changed.
int64_t resolve_open_seats(Context& context);
// Resolves now and at the deputy's beginning and end.
void follow_deputy(Context& context, base::Time from, std::optional<base::Time> until);

// All open person-bound seats and claims of one person go to another (离职交接), each with an
// event. Seats of positions follow the position instead. Returns how many seats moved.
base::Result<int64_t> hand_over(Context& context, std::string_view from, std::string_view to,
                                std::string_view reason);

// Open tasks with a seat that nobody may take: for administrators.
std::vector<int64_t> vacant_tasks(storage::Connection& db);

// Resolves candidates outside of a task (notify:send's `to`): person ids, each once.
base::Result<std::vector<std::string>> resolve_persons(Context& context, const Task& about,
                                                       const std::vector<CandidateEntry>& entries);

}  // namespace work
