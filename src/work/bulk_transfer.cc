#include "work/bulk_transfer.h"

#include <algorithm>
#include <ranges>

#include "org/organisation.h"
#include "work/administering.h"
#include "work/assignment.h"
#include "work/notices.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/steps/handed_on.h"
#include "work/steps/mine.h"
#include "work/steps/passing_on.h"
#include "work/store/rows.h"

namespace work {
namespace {

constexpr size_t named_in_notice_max = 10;

// Open tasks on which he or whoever stands in for him sits, and those from which he waits for an
// opinion.
std::vector<Task> tasks_about(storage::Connection& db, const std::string& person) {
  const std::string in_json = "%\"" + person + "\"%";
  std::vector<Task> tasks;
  for (const int64_t key : task_keys(
           db,
           "state = 'open' AND id IN (SELECT task FROM work_candidate WHERE person = ? AND "
           "listed_due IS NOT NULL UNION SELECT s.task FROM work_participant p JOIN work_task t ON "
           "t.instance = p.instance JOIN "
           "work_seat s ON s.task = t.id WHERE p.person = ? AND t.state = 'open' AND (s.persons "
           "LIKE ? OR s.delegations LIKE ?)) ORDER BY CASE WHEN due_at IS NULL THEN 1 ELSE 0 END, "
           "due_at, id",
           {person, person, "%," + person + ",%", in_json})) {
    tasks.push_back(*find_task(db, key));
  }
  return tasks;
}

const Candidate* candidacy(const Seat& seat, const std::string& person) {
  const auto found = std::ranges::find(seat.candidates, person, &Candidate::person);
  return found == seat.candidates.end() ? nullptr : &*found;
}

// His own, also while somebody acts instead of him.
bool is_own(storage::Connection& db, const Task& task, const Seat& seat,
            const std::string& person) {
  const Candidate* sits = candidacy(seat, person);
  return (sits && sits->on_behalf_of.empty()) ||
         contains(persons_of_seat(db, task.key, seat.id), person);
}

// Others hold the position as well, or are asked by a program as well: the work waits for nobody.
bool is_shared(storage::Connection& db, const Task& task, const Seat& seat,
               const std::string& person) {
  const bool is_bound = !persons_of_seat(db, task.key, seat.id).empty();
  if (is_bound && !is_plain(task.properties)) return false;
  return std::ranges::any_of(seat.candidates, [&](const Candidate& each) {
    return each.person != person && each.on_behalf_of.empty();
  });
}

std::optional<base::Error> why_it_stays(Context& context, const Task& task, const Seat& seat,
                                        const std::string& from) {
  storage::Connection& db = context.tx.db;
  if (task.suspended_at) return base::refusal("work.suspended");
  if (task.held_by != 0) return base::refusal("work.returned");
  if (!is_own(db, task, seat, from))
    return base::refusal(candidacy(seat, from) ? "work.stands_in" : "work.delegated");
  if (is_claimed_by_other(task, seat, from)) return base::refusal("work.claimed");
  if (auto offered = check_offered(task, "transfer"); !offered) return offered.error();
  if (!may_be_transferred(task)) return base::refusal("work.transfer_not_allowed");
  if (is_shared(db, task, seat, from)) return base::refusal("work.shared_seat");
  return {};
}

std::optional<base::Error> why_not_to(Context& context, const Task& task, const Seat& seat,
                                      const std::string& to) {
  if (to.empty()) return {};
  if (auto may = check_participants(context, task, {to}); !may) return may.error();
  if (auto may = check_successors(context, task, {to}); !may) return may.error();
  if (is_his_own_matter(context, task, to) || is_seated_elsewhere(task, seat.id, to))
    return not_to_him(context, task, to, "work.transfer_not_allowed").at("to");
  return {};
}

bool concerns(storage::Connection& db, const Task& task, const Seat& seat,
              const std::string& person) {
  return is_undecided(seat) &&
         (candidacy(seat, person) || returns_to(seat, person) || is_own(db, task, seat, person));
}

SeatToPass seat_to_pass(Context& context, const Task& task, const Seat& seat,
                        const std::string& from, const std::string& to) {
  SeatToPass found{task.key,    seat.id,
                   seat.title,  headline(context, task),
                   task.due_at, why_it_stays(context, task, seat, from)};
  if (!found.stays) found.stays = why_not_to(context, task, seat, to);
  return found;
}

// --- the act

void tell_passed(Context& context, const Task& task, const Seat& seat, const BulkTransfer& order) {
  base::JsonObject more;
  if (order.from != context.tx.actor.person) more = by_administrator();
  more["persons"] = base::JsonArray{base::Json(order.to)};
  more["from"] = order.from;
  more["seat"] = seat.id;
  more["seat_title"] = json_of(seat.title);
  more["text"] = order.reason;
  tell(context, task, "transferred", std::move(more));
  note_handed_on(context.tx, task.key, order.from, handed_transferred);
  close_notices_of_others(context.tx, link_of(task),
                          open_candidates(*find_task(context.tx.db, task.key)));
  signal_task(context, task, {order.from, order.to});
}

base::Result<void> pass(Context& context, int64_t key, std::string_view id,
                        const BulkTransfer& order) {
  const Task task = *find_task(context.tx.db, key);
  const Seat* seat = task.seat(id);
  // The seat before it may have changed what he sits on.
  if (auto refused = why_not_to(context, task, *seat, order.to)) return *refused;
  if (is_plain(task.properties)) {
    auto assigned = assign(context, key, order.to, Override::Allowed, "transfer");
    if (!assigned) return assigned;
  } else {
    bind_seat(context, task, *seat, order.from, order.to);
  }
  tell_passed(context, task, *seat, order);
  return {};
}

// "…\n…\n等 12 项"
base::Text list_of(const std::vector<const SeatToPass*>& passed, const std::string& reason) {
  base::Text text{reason, reason};
  for (const SeatToPass* each : passed | std::views::take(named_in_notice_max)) {
    text.zh += "\n" + each->about.zh;
    text.en += "\n" + each->about.en;
  }
  if (passed.size() > named_in_notice_max) {
    text.zh += "\n……";
    text.en += "\n…";
  }
  return text;
}

// One notice for all of it.
void tell_both(Context& context, const BulkTransfer& order,
               const std::vector<const SeatToPass*>& passed) {
  const std::string count = std::to_string(passed.size());
  const base::Text from = org::name_of(context.tx.db, order.from);
  const base::Text to = org::name_of(context.tx.db, order.to);
  const bool is_his_own = order.from == context.tx.actor.person;
  const base::Text words = list_of(passed, order.reason);
  notify(context, {order.to},
         {"task",
          {{(is_his_own ? "转交：" : "转交（管理员代操作）：") + from.zh + "的 " + count +
                " 项待办转交给您",
            count + " tasks of " + from.en + " were transferred to you" +
                (is_his_own ? "" : " by an administrator")},
           {}},
          words,
          "/tasks",
          ""});
  if (is_his_own) return;
  notify(context, {order.from},
         {"message",
          {{"已由管理员转交：您的 " + count + " 项待办转交给" + to.zh,
            count + " of your tasks were given to " + to.en + " by an administrator"},
           {}},
          words,
          "/tasks?box=done",
          ""});
}

base::Result<BulkTransfer> checked(Context& context, const BulkTransfer& order) {
  if (auto known = check_persons(context.tx.db, {order.to}); !known) return known.error();
  if (order.to == order.from)
    return base::refusal("work.transfer_not_allowed").at("to").because(order.to);
  auto words = checked_reason(order.reason);
  if (!words) return words.error();
  BulkTransfer said = order;
  said.reason = *words;
  return said;
}

// Tasks that were chosen and of which he has nothing any more.
void add_gone(Context& context, const BulkTransfer& order, std::vector<SeatToPass>& seats) {
  for (const int64_t key : order.tasks) {
    if (std::ranges::count(seats, key, &SeatToPass::task) > 0) continue;
    SeatToPass gone{key, "", {}, {}, {}, base::refusal("work.no_task")};
    const auto task = find_task(context.tx.db, key);
    if (task && is_participant(context.tx.db, *task, order.from)) {
      gone.about = headline(context, *task);
      if (!task->is_open()) gone.stays = task_over(context, *task);
    }
    seats.push_back(std::move(gone));
  }
}

}  // namespace

std::vector<SeatToPass> seats_to_pass(Context& context, const std::string& from,
                                      const std::string& to) {
  std::vector<SeatToPass> seats;
  for (const Task& task : tasks_about(context.tx.db, from)) {
    for (const Seat& seat : task.seats) {
      if (concerns(context.tx.db, task, seat, from))
        seats.push_back(seat_to_pass(context, task, seat, from, to));
    }
  }
  return seats;
}

base::Result<std::vector<SeatToPass>> transfer_in_bulk(Context& context,
                                                       const BulkTransfer& asked) {
  const auto order = checked(context, asked);
  if (!order) return order.error();
  auto seats = seats_to_pass(context, order->from, order->to);
  if (!order->tasks.empty()) {
    std::erase_if(seats, [&](const SeatToPass& each) {
      return std::ranges::count(order->tasks, each.task) == 0;
    });
    add_gone(context, *order, seats);
  }
  std::vector<const SeatToPass*> passed;
  for (SeatToPass& each : seats) {
    if (each.stays) continue;
    if (auto done = pass(context, each.task, each.seat, *order); !done) each.stays = done.error();
    if (!each.stays) passed.push_back(&each);
  }
  if (!passed.empty()) tell_both(context, *order, passed);
  return seats;
}

}  // namespace work
