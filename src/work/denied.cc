// What a listener of the process did not accept: the task is not done, or stays as it was.
#include <algorithm>

#include "work/acts.h"
#include "work/steps/clocks.h"
#include "work/steps/common.h"
#include "work/steps/one_vote.h"

namespace work {

namespace {

// Who handed it in last gets it back; of two at the same moment, who ended it.
void reopen_last_act(storage::Tx& tx, const Task& task) {
  const auto last = std::ranges::max_element(task.seats, {}, [&](const Seat& seat) {
    const bool is_gone = counts_no_more(seat);
    return std::pair(is_gone ? base::Time{} : seat.at.value_or(base::Time{}),
                     !is_gone && seat.person == task.ended_by);
  });
  if (last == task.seats.end() || !last->at || counts_no_more(*last)) return;
  Seat open;
  open.id = last->id;
  store_vote(tx, task.key, open);
}

// Seats that only the decision had closed; all of them, when a program handed the task in.
void reopen_cancelled_seats(storage::Tx& tx, const Task& task) {
  const bool is_sequence = task.settings.rule.policy == Policy::Sequence;
  const auto state = is_sequence ? SeatState::Waiting : SeatState::Open;
  const bool has_acted =
      std::ranges::any_of(task.seats, [](const Seat& seat) { return seat.at.has_value(); });
  for (const Seat& seat : task.seats) {
    const bool is_closed_by_decision =
        seat.state == SeatState::Canceled &&
        (seat.reason == "decided" || (!has_acted && seat.reason == "done_by_other"));
    if (is_closed_by_decision) set_seat_state(tx, task.key, seat.id, state);
  }
}

}  // namespace

void deny(Context& context, int64_t key, std::string_view reason) {
  const auto task = find_task(context.tx.db, key);
  if (!task || task->state != TaskState::Done) return;
  end_task(context.tx, key, TaskState::Open, "", {});
  context.tx.db.execute("UPDATE work_task SET ended_at = NULL, ended_by = '' WHERE id = ?", {key});
  reopen_cancelled_seats(context.tx, *task);
  reopen_last_act(context.tx, *task);
  restore_dropped_seats(context.tx, *task);
  const Task fresh = *find_task(context.tx.db, key);
  tell(context, fresh, "denied", {{"text", reason}});
  start_clocks(context, fresh);
  notify(context, open_candidates(fresh),
         notice_of(context, fresh, "task", {"未被接受，请重新办理", "Not accepted, do it again"},
                   "denied:" + std::to_string(fresh.version)));
  signal_task(context, fresh, open_candidates(fresh));
}

void deny_change(Context& context, int64_t key, const std::string& person,
                 std::string_view reason) {
  const auto task = find_task(context.tx.db, key);
  if (!task || !task->is_open()) return;
  tell(context, *task, "change_denied", {{"text", reason}});
  signal_task(context, *task, open_candidates(*task));
  if (!takes_part(context.tx.db, task->instance, person)) return;
  const base::Text about = headline(context, *task);
  notify(context, {person},
         {"task",
          {{"未被接受", "Not accepted"}, about},
          {std::string(reason), std::string(reason)},
          link_of(*task),
          "denied:" + std::to_string(key) + ":" + std::to_string(context.tx.now.micros)});
}

}  // namespace work
