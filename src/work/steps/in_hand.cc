#include "work/steps/in_hand.h"

#include <algorithm>

#include "work/steps/common.h"

namespace work {

std::vector<std::string> people_in_hand(const Task& task) {
  auto persons = open_candidates(task);
  const auto add = [&](const std::string& person) {
    if (std::ranges::count(persons, person) == 0) persons.push_back(person);
  };
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open) continue;
    for (const Delegation& asked : seat.delegations) add(asked.by);
    const Seat* below = &seat;
    while (below->relation == Relation::Before && task.seat(below->parent)) {
      below = task.seat(below->parent);
      for (const Candidate& each : below->candidates) add(each.person);
    }
  }
  return persons;
}

}  // namespace work
