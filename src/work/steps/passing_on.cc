#include "work/steps/passing_on.h"

#include <algorithm>

#include "work/due_dates.h"
#include "work/steps/candidates.h"
#include "work/store/rows.h"

namespace work {
namespace {

// The list with one put in another's place, each once.
std::vector<std::string> replaced(std::vector<std::string> persons, const std::string& from,
                                  const std::string& to) {
  if (!contains(persons, to)) {
    std::ranges::replace(persons, from, to);
  } else {
    std::erase(persons, from);
  }
  return persons;
}

std::vector<Delegation> replaced(std::vector<Delegation> delegations, const std::string& from,
                                 const std::string& to) {
  for (Delegation& each : delegations) {
    if (each.by == from) each.by = to;
    each.persons = replaced(std::move(each.persons), from, to);
  }
  return delegations;
}

void seat_persons(Context& context, const Task& task, const Seat& seat,
                  const std::vector<std::string>& persons) {
  set_persons_of_seat(context.tx, task.key, seat.id, persons);
  const auto candidates =
      candidates_of(context, task, {seat.position, persons}, barred_of(task, seat.id));
  replace_candidates(context.tx, task.key, seat.id, candidates);
  // Also who stands in for him.
  for (const Candidate& each : candidates) add_participant(context.tx, task.instance, each.person);
  bump_version(context.tx, task.key);
  follow_people(context, task.key);
}

}  // namespace

void pass_seat(Context& context, const Task& task, const Seat& seat, const std::string& from,
               const std::string& to) {
  set_delegations(context.tx, task.key, seat.id, replaced(seat.delegations, from, to));
  seat_persons(context, task, seat,
               replaced(persons_of_seat(context.tx.db, task.key, seat.id), from, to));
  if (task.claimed_by == from) pass_claim(context, task.key, seat.id, to);
}

void pass_claim(Context& context, int64_t key, const std::string& id, const std::string& to) {
  const Task task = *find_task(context.tx.db, key);
  if (task.seat(id)->relation != Relation::Own) return;
  const auto& candidates = task.seat(id)->candidates;
  auto found = std::ranges::find(candidates, to, &Candidate::person);
  if (found == candidates.end())
    found = std::ranges::find(candidates, to, &Candidate::on_behalf_of);
  if (found == candidates.end() || candidates.size() == 1) return drop_claim(context.tx, key);
  store_claim(context.tx, key, found->person);
}

void bind_seat(Context& context, const Task& task, const Seat& seat, const std::string& from,
               const std::string& to) {
  pass_seat(context, task, seat, from, to);
  if (persons_of_seat(context.tx.db, task.key, seat.id).empty())
    seat_persons(context, task, seat, {to});
}

}  // namespace work
