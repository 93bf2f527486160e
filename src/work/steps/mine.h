// Private to the module: the task and seat that an act of a person is about.
#pragma once

#include <string>
#include <string_view>

#include "work/task.h"

namespace work {

// A task that is open, on which the person has a seat.
struct Mine {
  Task task;
  Seat seat;
  Candidate candidate;  // as whom he sits there
};
// Refuses as every act does, with work.claimed when another candidate took the task, and with
// work.act_not_offered when the step does not offer `act`.
base::Result<Mine> my_task(Context& context, int64_t key, std::string_view act);

// Refuses with work.act_not_offered.
base::Result<void> check_offered(const Task& task, std::string_view act);
// The reason, which may be empty unless the step asks for one. Refuses with work.reason_required.
base::Result<std::string> reason_for(const Task& task, std::string_view act,
                                     std::string_view reason);
// Refuses with work.reason_required when there is none.
base::Result<std::string> checked_reason(std::string_view reason);

bool is_administrator(Context& context);

}  // namespace work
