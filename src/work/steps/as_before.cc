#include "work/steps/as_before.h"

#include <algorithm>

#include "base/text.h"
#include "work/steps/one_vote.h"
#include "work/store/rows.h"

namespace work {
namespace {

// A property of the task that was over: its seat, and a key that is older than what begins later.
constexpr std::string_view mark = "taken_back:seat";

bool stays_closed(const Seat& seat) {
  return seat.state == SeatState::Canceled &&
         (seat.reason == removed_seat || seat.reason == owner_left);
}

Seat waiting(std::string_view id) {
  Seat fresh;
  fresh.id = std::string(id);
  fresh.state = SeatState::Waiting;
  return fresh;
}

bool begins_again(const Seat& seat, std::string_view taken_back) {
  return seat.id == taken_back || (seat.state == SeatState::Canceled && !stays_closed(seat));
}

}  // namespace

Task without_vote(const Task& done, std::string_view taken_back) {
  Task task = done;
  task.state = TaskState::Open;
  for (Seat& seat : task.seats) {
    if (!begins_again(seat, taken_back)) continue;
    seat.state = SeatState::Waiting;
    seat.outcome.clear();
    seat.person.clear();
    seat.reason.clear();
    seat.at.reset();
  }
  return task;
}

void mark_taken_back(Context& context, const Task& done, std::string_view seat) {
  Task marked = done;
  marked.properties[std::string(mark)] =
      std::string(seat) + "@" + std::to_string(context.tx.keys.next());
  describe_task(context.tx, marked);
}

std::optional<TakenBack> take_mark(Context& context, const Task& fresh) {
  for (const int64_t key : task_keys(context.tx.db,
                                     "instance = ? AND element = ? AND state = 'done' AND "
                                     "properties LIKE '%\"taken_back:seat\"%' ORDER BY id DESC",
                                     {fresh.instance, fresh.element})) {
    Task done = *find_task(context.tx.db, key);
    const auto parts = base::split(done.properties[std::string(mark)], '@');
    done.properties.erase(std::string(mark));
    describe_task(context.tx, done);
    const auto later = context.tx.db.first("SELECT 1 FROM work_task WHERE instance = ? AND id > ?",
                                           {fresh.instance, std::stoll(parts.at(1))});
    if (!later) return TakenBack{std::move(done), parts.at(0)};
  }
  return {};
}

void seat_as_before(Context& context, int64_t fresh, const TakenBack& taken) {
  storage::Connection& db = context.tx.db;
  db.execute(
      "INSERT INTO work_seat (task, place, position, title_zh, title_en, persons, state, person, "
      "on_behalf_of, outcome, opinion, signature, variables, written_type, written_id, acted_at, "
      "reason, reason_zh, reason_en, weight, relation, parent, depth, signer_group, signers, "
      "added_by, delegations) SELECT ?, place, position, title_zh, title_en, persons, state, "
      "person, on_behalf_of, outcome, opinion, signature, variables, written_type, written_id, "
      "acted_at, reason, reason_zh, reason_en, weight, relation, parent, depth, signer_group, "
      "signers, added_by, delegations FROM work_seat WHERE task = ?",
      {fresh, taken.done.key});
  for (const Seat& seat : taken.done.seats) {
    replace_candidates(context.tx, fresh, seat.id, seat.candidates);
    if (begins_again(seat, taken.seat)) store_vote(context.tx, fresh, waiting(seat.id));
  }
  if (!taken.done.claimed_by.empty()) store_claim(context.tx, fresh, taken.done.claimed_by);
}

}  // namespace work
