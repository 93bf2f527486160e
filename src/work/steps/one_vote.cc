#include "work/steps/one_vote.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/signers.h"
#include "work/store/rows.h"

namespace work {

bool counts_no_more(const Seat& seat) {
  return seat.reason == removed_seat || seat.reason == same_person ||
         seat.reason == applicant_aside || seat.reason == owner_left;
}

bool is_undecided(const Seat& seat) {
  return seat.state == SeatState::Open || seat.state == SeatState::Waiting;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

bool returns_to(const Seat& seat, std::string_view person) {
  return std::ranges::any_of(seat.delegations, [&](const Delegation& each) {
    return each.by == person || contains(each.persons, person);
  });
}

namespace {

bool sits_on(const Seat& seat, const std::string& person) {
  if (!is_undecided(seat)) return seat.person == person && seat.state == SeatState::Acted;
  return std::ranges::count(seat.candidates, person, &Candidate::person) > 0 ||
         returns_to(seat, person);
}

// Whether they are votes of one count: all of a counted step, and signers who all have to agree.
bool count_together(const Task& task, const Seat& one, const Seat& other) {
  if (is_counted(task.settings.rule.policy)) return true;
  const bool was_added = one.relation == Relation::Before || one.relation == Relation::After;
  return was_added && one.group == other.group && one.signers != Signers::Any;
}

void add_own_people(const Seat& seat, std::vector<std::string>& persons) {
  for (const Candidate& candidate : seat.candidates) {
    if (candidate.on_behalf_of.empty() && seat.delegations.empty())
      persons.push_back(candidate.person);
  }
  for (const Delegation& each : seat.delegations)
    persons.insert(persons.end(), each.persons.begin(), each.persons.end());
}

}  // namespace

bool is_seated(const Task& task, const std::string& person) {
  return std::ranges::any_of(task.seats, [&](const Seat& seat) { return sits_on(seat, person); });
}

bool is_seated_elsewhere(const Task& task, std::string_view seat, const std::string& person) {
  const Seat* own = task.seat(seat);
  return own && std::ranges::any_of(task.seats, [&](const Seat& each) {
           return each.id != seat && count_together(task, *own, each) && sits_on(each, person);
         });
}

bool Barred::has_voted(const std::string& person) const {
  return contains(voted, person) || std::ranges::count(posted, person, &Posted::person) > 0;
}

Barred barred_of(const Task& task, std::string_view id) {
  Barred barred;
  const Seat* own = task.seat(id);
  if (!own || !own->delegations.empty()) return barred;
  for (const Seat& seat : task.seats) {
    if (seat.id == id || !count_together(task, *own, seat)) continue;
    if (is_undecided(seat)) add_own_people(seat, barred.seated);
    if (seat.state != SeatState::Acted || seat.person.empty()) continue;
    const bool is_post = !own->position.empty() && !seat.position.empty();
    if (is_post && seat.on_behalf_of.empty()) {
      barred.posted.push_back({seat.person, seat.position});
    } else {
      barred.voted.push_back(seat.person);
    }
  }
  return barred;
}

bool has_had_his_vote(Context& context, const Barred& barred, std::string_view post,
                      const std::string& person) {
  if (contains(barred.voted, person)) return true;
  const auto holds = [&](std::string_view position) {
    return org::holds(context.tx.db, person, position, context.tx.now);
  };
  return std::ranges::any_of(barred.posted, [&](const Barred::Posted& vote) {
    return vote.person == person && !(!post.empty() && holds(post) && holds(vote.position));
  });
}

bool may_fall_away(const Task& task, const Seat& seat) {
  Task rest = task;
  std::erase_if(rest.seats, [&](const Seat& each) { return each.id == seat.id; });
  for (Seat& each : rest.seats) {
    if (each.parent == seat.id) each.parent.clear();
  }
  std::vector<Ballot> ballots;
  for (const Seat* each : voting_seats(rest)) ballots.push_back({"", each->weight});
  return !ballots.empty() && can_pass(task.settings.rule, ballots, task.settings.sides());
}

void pass_over_voters(Context& context, const Task& task) {
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open) continue;
    const Barred barred = barred_of(task, seat.id);
    if (barred.is_empty()) continue;
    const bool asks_persons = !persons_of_seat(context.tx.db, task.key, seat.id).empty();
    const std::string_view post = asks_persons ? "" : std::string_view(seat.position);
    const bool has_voter = std::ranges::any_of(seat.candidates, [&](const Candidate& candidate) {
      return has_had_his_vote(context, barred, post, candidate.person) ||
             (!candidate.on_behalf_of.empty() && barred.has_voted(candidate.person));
    });
    if (has_voter) set_seat_state(context.tx, task.key, seat.id, SeatState::Waiting);
  }
}

bool was_dropped(const Seat& seat) {
  return seat.state == SeatState::Canceled &&
         (seat.reason == same_person || seat.reason == applicant_aside ||
          seat.reason == signer_disagreed || seat.reason == group_decided);
}

void restore_dropped_seats(storage::Tx& tx, const Task& task) {
  for (const Seat& seat : task.seats) {
    if (!was_dropped(seat)) continue;
    Seat fresh;
    fresh.id = seat.id;
    fresh.state = SeatState::Waiting;
    store_vote(tx, task.key, fresh);
  }
}

}  // namespace work
