#include "work/seats.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"

namespace work {
namespace {

bool is_same(const std::vector<Candidate>& a, const std::vector<Candidate>& b) {
  return std::ranges::equal(a, b, [](const Candidate& x, const Candidate& y) {
    return x.person == y.person && x.on_behalf_of == y.on_behalf_of;
  });
}

std::vector<std::string> newcomers(const Seat& before, const std::vector<Candidate>& after) {
  std::vector<std::string> fresh;
  for (const Candidate& candidate : after) {
    if (std::ranges::count(before.candidates, candidate.person, &Candidate::person) == 0) {
      fresh.push_back(candidate.person);
    }
  }
  return fresh;
}

void drop_claim_without_seat(Context& context, int64_t key) {
  const Task task = *find_task(context.tx.db, key);
  if (task.claimed_by.empty() || seat_for(task, task.claimed_by)) return;
  context.tx.db.execute("UPDATE work_task SET claimed_by = '', claimed_at = NULL WHERE id = ?",
                        {key});
}

void tell_newcomers(Context& context, const Task& task, const std::vector<std::string>& persons) {
  const base::Text about = headline(context, task);
  for (const std::string& person : persons) add_participant(context.tx, task.instance, person);
  notify(context, persons,
         {"task",
          {"待办：" + about.zh, "To do: " + about.en},
          summary_of(context, task),
          link_of(task),
          "task:" + std::to_string(task.key) + ":seat:" + std::to_string(context.tx.now.micros)});
}

bool resolve_seat(Context& context, const Task& task, const Seat& seat) {
  const SeatPlan plan{seat.position, persons_of_seat(context.tx.db, task.key, seat.id)};
  const auto candidates = candidates_of(context, task, plan);
  if (is_same(candidates, seat.candidates)) return false;
  replace_candidates(context.tx, task.key, seat.id, candidates);
  bump_version(context.tx, task.key);
  const auto fresh = newcomers(seat, candidates);
  const base::Text text =
      candidates.empty()
          ? base::Text{"席位空缺，等待任命或代理", "The seat is vacant until somebody is appointed"}
          : base::Text{"任职或代理变化，席位重新确定办理人",
                       "Holder or deputy changed; the seat found its people again"};
  tell(context, task, "reassigned",
       {{"seat", seat.id},
        {"seat_title", json_of(seat.title)},
        {"persons", base::JsonArray(fresh.begin(), fresh.end())},
        {"reason", candidates.empty() ? "seat_vacant" : "holder_changed"},
        {"text", json_of(text)}});
  if (seat.state == SeatState::Open) tell_newcomers(context, task, fresh);
  if (candidates.empty()) {
    const base::Text about = headline(context, task);
    // Who waits for the result, and who can appoint somebody.
    std::vector<std::string> concerned = context.hooks.persons_of_role("administrator");
    concerned.push_back(task.starter);
    notify(context, concerned,
           {"vacant",
            {"席位空缺：" + about.zh, "Vacant seat: " + about.en},
            text,
            link_of(task),
            "task:" + std::to_string(task.key) + ":vacant:" + seat.id});
  }
  auto concerned = fresh;
  for (const Candidate& candidate : seat.candidates) concerned.push_back(candidate.person);
  signal_task(context, task, concerned);
  return true;
}

bool is_undecided(const Seat& seat) {
  return seat.state == SeatState::Open || seat.state == SeatState::Waiting;
}

}  // namespace

int64_t resolve_open_seats(Context& context) {
  int64_t changed = 0;
  for (const int64_t key : task_keys(context.tx.db, "state = 'open' ORDER BY id", {})) {
    const Task task = *find_task(context.tx.db, key);
    for (const Seat& seat : task.seats) {
      if (!is_undecided(seat) || !resolve_seat(context, task, seat)) continue;
      ++changed;
      const Task now = *find_task(context.tx.db, key);
      close_notices_of_others(context.tx, link_of(now), open_candidates(now));
    }
    drop_claim_without_seat(context, key);
  }
  return changed;
}

std::vector<int64_t> vacant_tasks(storage::Connection& db) {
  return task_keys(
      db,
      "state = 'open' AND EXISTS (SELECT 1 FROM work_seat s WHERE s.task = work_task.id AND "
      "s.state = 'open'"
      " AND NOT EXISTS (SELECT 1 FROM work_candidate c WHERE c.task = s.task AND c.seat = s.place))"
      " ORDER BY id",
      {});
}

}  // namespace work
