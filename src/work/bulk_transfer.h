// One person's open tasks go to another while both stay (批量转交). For who leaves, see
// work/leaving.h: that hands over everything, this what may be transferred.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// An undecided seat of open work that has to do with a person.
struct SeatToPass {
  int64_t task = 0;
  std::string seat;
  base::Text seat_title;
  base::Text about;  // "立项评议：FA-202603-0001 智慧园区"
  std::optional<base::Time> due_at;
  // Why it stays where it is; nothing: it goes. work.suspended, work.claimed, work.delegated (he
  // asked for an opinion), work.stands_in, work.shared_seat, work.act_not_offered,
  // work.transfer_not_allowed, what keeps the other from the work on its record, and
  // work.task_over, work.no_task of a task that was chosen.
  std::optional<base::Error> stays;
};
// All of them as they would go to `to`; empty: whoever it will be. The most urgent first.
std::vector<SeatToPass> seats_to_pass(Context& context, const std::string& from,
                                      const std::string& to);

struct BulkTransfer {
  std::string from;
  std::string to;
  std::vector<int64_t> tasks = {};  // empty: all that go
  std::string reason = {};          // required
};
// What may go goes, each with an event, which says so when somebody else than `from` does it; the
// other one is told once, and so is `from`. Answers what became of each seat that was meant; of all
// tasks, those too that stayed. Refuses with work.unknown_person, work.reason_required and, where
// both are one, work.transfer_not_allowed.
base::Result<std::vector<SeatToPass>> transfer_in_bulk(Context& context, const BulkTransfer& order);

}  // namespace work
