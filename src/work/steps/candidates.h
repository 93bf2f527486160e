// Private to the module: who may sit on which seat now.
#pragma once

#include <string>
#include <vector>

#include "work/task.h"

namespace work {

// A seat before anybody is asked: bound to a position, or to persons.
struct SeatPlan {
  std::string position;
  std::vector<std::string> persons;
};

// Persons of one entry; active ones only, each once. Entries of kind Position give the holders.
base::Result<std::vector<std::string>> persons_of_entry(Context& context, const Task& task,
                                                        const CandidateEntry& entry);

// The seats that jw:candidates asks for; without them those of the zeebe assignment.
base::Result<std::vector<SeatPlan>> plan_seats(Context& context, const Task& task,
                                               const engine::UserTask& user_task);

// Holders or persons, then their deputies; without the starter where he may not act on his own
// matter.
std::vector<Candidate> candidates_of(Context& context, const Task& task, const SeatPlan& plan);

}  // namespace work
