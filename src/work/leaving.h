// What a person who leaves still holds, and handing it over (离职交接).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// An open seat that is the person's own and goes to his successor: bound to him, or returning to
// him when somebody whom he asked has answered.
struct HeldSeat {
  int64_t task = 0;
  std::string seat;
  base::Text about;  // "立项评议：FA-202603-0001 智慧园区"
};
std::vector<HeldSeat> held_seats(Context& context, std::string_view person);
// Those that go to nobody: he alone was to acknowledge something, and the step says that this ends
// with him (jw:when_leaving).
std::vector<HeldSeat> ending_seats(Context& context, std::string_view person);
// Ends them, each with an event. They count neither as done nor as missing; a task that waits for
// nobody else is done. Call it when he is inactive, so that what follows does not come to him.
base::Result<void> end_seats(Context& context, const std::string& person);
// Whose the record's open task is, before anybody was asked for his opinion; empty where nobody has
// one.
std::string owner_of_open_task(storage::Connection& db, const engine::RecordRef& record);
// Steps of running matters for which a starter, whoever did a step before, or who may change people
// chose him, and which have not begun. Whoever takes over everything follows him there.
struct ChosenStep {
  int64_t instance = 0;
  std::string element;
};
std::vector<ChosenStep> steps_chosen(storage::Connection& db, std::string_view person);
// Whether a step of a matter is there or was done in this pass.
bool has_begun(storage::Connection& db, int64_t instance, std::string_view element);
// Open seats that follow a position.
int64_t count_position_seats(storage::Connection& db, std::string_view position);

struct HandOver {
  std::string from;
  std::string to;  // of every task that `to_of_task` does not name
  std::map<int64_t, std::string> to_of_task;
  std::string reason;
};
// Every held seat goes to its successor, claims with it, each with an event. Returns how many.
// Refuses with work.unknown_person, work.reason_required and, where a task has no successor,
// work.no_successor.
base::Result<int64_t> hand_over(Context& context, const HandOver& order);

}  // namespace work
