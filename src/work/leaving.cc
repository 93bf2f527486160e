#include "work/leaving.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/acting_starter.h"
#include "work/own_matters.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/steps/passing_on.h"

namespace work {
namespace {

bool is_held(storage::Connection& db, const Task& task, const Seat& seat, std::string_view person) {
  if (!is_undecided(seat)) return false;
  return contains(persons_of_seat(db, task.key, seat.id), person) || returns_to(seat, person);
}

// Tasks with a seat whose row names the person at all; read closer by `is_held`.
std::vector<Task> tasks_naming(storage::Connection& db, std::string_view person) {
  const std::string in_list = "%," + std::string(person) + ",%";
  const std::string in_json = "%\"" + std::string(person) + "\"%";
  std::vector<Task> tasks;
  for (const int64_t key :
       task_keys(db,
                 "state = 'open' AND EXISTS (SELECT 1 FROM work_seat s WHERE s.task = "
                 "work_task.id AND (s.persons LIKE ? OR s.delegations LIKE ?)) ORDER BY id",
                 {in_list, in_json})) {
    tasks.push_back(*find_task(db, key));
  }
  return tasks;
}

void tell_successor(Context& context, const Task& task, const Seat& seat, const std::string& to) {
  add_participant(context.tx, task.instance, to);
  if (seat.state != SeatState::Open) return;
  const base::Text about = headline(context, task);
  notify(context, {to},
         {"task",
          {{"待办", "To do"}, about},
          {},
          link_of(task),
          cause_of_seat(task.key, seat.id, task.version)});
}

void hand_seat(Context& context, const Task& task, const Seat& seat, const HandOver& order,
               const std::string& to) {
  pass_seat(context, task, seat, order.from, to);
  tell(context, task, "handed_over",
       {{"seat", seat.id},
        {"seat_title", json_of(seat.title)},
        {"from", order.from},
        {"text", order.reason},
        {"persons", base::JsonArray{base::Json(to)}}});
  tell_successor(context, task, seat, to);
  close_notices_of_others(context.tx, link_of(task),
                          open_candidates(*find_task(context.tx.db, task.key)));
  signal_task(context, task, {order.from, to});
}

std::string successor_of(const HandOver& order, int64_t task) {
  const auto named = order.to_of_task.find(task);
  return named == order.to_of_task.end() ? order.to : named->second;
}

base::Result<void> check(Context& context, const HandOver& order,
                         const std::vector<HeldSeat>& seats) {
  base::Error missing = base::refusal("work.no_successor");
  for (const HeldSeat& held : seats) {
    const std::string to = successor_of(order, held.task);
    if (to.empty() || to == order.from) {
      missing.missing.push_back({base::Missing::Kind::Field,
                                 std::to_string(held.task),
                                 held.about,
                                 {"请选择接手人", "Choose who takes it over"}});
      continue;
    }
    if (auto known = check_persons(context.tx.db, {to}); !known) return known;
    const Task task = *find_task(context.tx.db, held.task);
    if (auto open = check_participants(context, task, {to}); !open) return open;
    if (auto may = check_successors(context, task, {to}); !may) {
      return std::move(may)
          .error()
          .at(std::to_string(held.task))
          .lacking({base::Missing::Kind::Field,
                    std::to_string(held.task),
                    held.about,
                    {"请选择可以接手此环节的人员", "Choose somebody who may take this step over"}});
    }
    if (is_seated_elsewhere(task, held.seat, to)) {
      const base::Text name = org::name_of(context.tx.db, to);
      missing.missing.push_back({base::Missing::Kind::Field,
                                 std::to_string(held.task),
                                 held.about,
                                 {name.zh + "在此环节已有席位，请另选接手人",
                                  name.en + " sits on this step already, choose somebody else"}});
    }
  }
  if (!missing.missing.empty()) return missing;
  return {};
}

}  // namespace

std::vector<HeldSeat> held_seats(Context& context, std::string_view person) {
  std::vector<HeldSeat> held;
  for (const Task& task : tasks_naming(context.tx.db, person)) {
    for (const Seat& seat : task.seats) {
      if (is_held(context.tx.db, task, seat, person))
        held.push_back({task.key, seat.id, headline(context, task)});
    }
  }
  return held;
}

int64_t count_position_seats(storage::Connection& db, std::string_view position) {
  return db
      .first(
          "SELECT count(*) FROM work_seat s JOIN work_task t ON t.id = s.task WHERE t.state = "
          "'open' AND s.position = ? AND s.state IN ('open', 'waiting')",
          {std::string(position)})
      ->integer(0);
}

base::Result<int64_t> hand_over(Context& context, const HandOver& order) {
  HandOver said = order;
  const auto words = checked_text(order.reason);
  if (!words) return base::refusal("work.reason_required");
  said.reason = *words;
  const auto held = held_seats(context, order.from);
  if (auto checked = check(context, said, held); !checked) return checked.error();
  if (!said.to.empty()) hand_matters(context, said.from, said.to, said.reason);
  for (const HeldSeat& one : held) {
    const Task task = *find_task(context.tx.db, one.task);
    const auto seat = std::ranges::find(task.seats, one.seat, &Seat::id);
    hand_seat(context, task, *seat, said, successor_of(said, task.key));
  }
  if (auto left = leave_own_matters(context, said.to); !left) return left.error();
  return static_cast<int64_t>(held.size());
}

}  // namespace work
