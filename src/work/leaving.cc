#include "work/leaving.h"

#include <algorithm>
#include <set>

#include "org/leaving.h"
#include "org/organisation.h"
#include "work/acting_starter.h"
#include "work/on_record.h"
#include "work/own_matters.h"
#include "work/steps/automatic.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/steps/deciding.h"
#include "work/steps/one_vote.h"
#include "work/steps/passing_on.h"
#include "work/steps/seats_anew.h"

namespace work {
namespace {

// Whose the seat was before anybody was asked for his opinion.
std::vector<std::string> owners_of(storage::Connection& db, const Task& task, const Seat& seat) {
  return seat.delegations.empty() ? persons_of_seat(db, task.key, seat.id)
                                  : seat.delegations.front().persons;
}

// What he alone, or he besides others, had to acknowledge.
bool ends_with(storage::Connection& db, const Task& task, const Seat& seat,
               std::string_view person) {
  const bool may_end = task.settings.when_leaving == LeavingRule::End && task.origin == 0 &&
                       seat.relation == Relation::Own && is_undecided(seat);
  return may_end && contains(owners_of(db, task, seat), person);
}

bool is_held(storage::Connection& db, const Task& task, const Seat& seat, std::string_view person) {
  if (!is_undecided(seat) || ends_with(db, task, seat, person)) return false;
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

// The successor has what he may do; what he asked for himself is done by others.
void tell_taken_over(Context& context, const Task& task, const Seat& before,
                     const std::string& to) {
  const Seat& seat = *task.seat(before.id);
  if (!is_his_own_matter(context, task, to)) return tell_successor(context, task, before, to);
  add_participant(context.tx, task.instance, to);
  if (seat.candidates.empty()) return fill_own_seat(context, task, seat);
  tell_own_matter(context, task, seat);
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
  tell_taken_over(context, *find_task(context.tx.db, task.key), seat, to);
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

using IsMeant = bool (*)(storage::Connection&, const Task&, const Seat&, std::string_view);

std::vector<HeldSeat> seats_of(Context& context, std::string_view person, IsMeant is_meant) {
  std::vector<HeldSeat> found;
  for (const Task& task : tasks_naming(context.tx.db, person)) {
    for (const Seat& seat : task.seats) {
      if (is_meant(context.tx.db, task, seat, person))
        found.push_back({task.key, seat.id, headline(context, task)});
    }
  }
  return found;
}

Why has_left(Context& context, const std::string& person) {
  const base::Text name = org::name_of(context.tx.db, person);
  return {std::string(owner_left),
          {name.zh + "已离职，无需确认", name.en + " has left, nothing to confirm any more"}};
}

void end_seat(Context& context, const Task& task, const Seat& seat, const std::string& person) {
  const Why why = has_left(context, person);
  auto others = owners_of(context.tx.db, task, seat);
  std::erase(others, person);
  if (others.empty()) {
    cancel_seat(context.tx, task.key, seat.id, why);
  } else {
    pass_seat(context, task, seat, person, others.front());
  }
  bump_version(context.tx, task.key);
  const BySystem by_system(context.tx);
  tell(context, task, "seat_ended",
       {{"seat", seat.id},
        {"seat_title", json_of(seat.title)},
        {"persons", base::JsonArray{base::Json(person)}},
        {"reason", why.reason},
        {"text", json_of(why.text)}});
  signal_task(context, task, {person});
}

}  // namespace

std::vector<HeldSeat> held_seats(Context& context, std::string_view person) {
  return seats_of(context, person, is_held);
}

std::vector<HeldSeat> ending_seats(Context& context, std::string_view person) {
  return seats_of(context, person, ends_with);
}

base::Result<void> end_seats(Context& context, const std::string& person) {
  for (const HeldSeat& one : ending_seats(context, person)) {
    const Task task = *find_task(context.tx.db, one.task);
    const Seat& seat = *task.seat(one.seat);
    if (!task.is_open() || !is_undecided(seat)) continue;
    end_seat(context, task, seat, person);
    drop_claim_without_seat(context, task.key);
    if (task.suspended_at) continue;  // settled when it goes on
    if (const auto settled = settle(context, task.key, {}); !settled) return settled.error();
  }
  return {};
}

std::string owner_of_open_task(storage::Connection& db, const engine::RecordRef& record) {
  for (const Task& task : open_tasks_of_record(db, record)) {
    for (const Seat& seat : task.seats) {
      if (seat.relation != Relation::Own || !is_undecided(seat)) continue;
      const auto owners = owners_of(db, task, seat);
      if (!owners.empty()) return owners.front();
    }
  }
  return {};
}

std::vector<ChosenStep> steps_chosen(storage::Connection& db, std::string_view person) {
  std::set<std::pair<int64_t, std::string>> found;
  for (const std::string& chosen : org::present_successor_of(db, person)) {
    for (const storage::Row& row : db.query(
             "SELECT c.instance, c.element FROM ("
             "SELECT v.instance, substr(v.name, 8) AS element FROM variable v"
             " WHERE v.name LIKE 'choice!_%' ESCAPE '!' AND instr(v.value, ?) > 0"
             " UNION SELECT p.instance, p.element FROM work_step_person p WHERE p.person = ?) c"
             " JOIN work_instance i ON i.id = c.instance AND i.state = 'active'"
             " WHERE NOT EXISTS (SELECT 1 FROM work_task t WHERE t.instance = c.instance AND"
             " t.element = c.element AND t.is_superseded = 0)",
             {"\"" + chosen + "\"", chosen}))
      found.emplace(row.integer(0), row.text(1));
  }
  std::vector<ChosenStep> steps;
  for (const auto& [instance, element] : found) steps.push_back({instance, element});
  return steps;
}

bool has_begun(storage::Connection& db, int64_t instance, std::string_view element) {
  return db
      .first("SELECT 1 FROM work_task WHERE instance = ? AND element = ? AND is_superseded = 0",
             {instance, std::string(element)})
      .has_value();
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
