#include "work/signers.h"

#include <algorithm>
#include <map>

#include "work/steps/one_vote.h"

namespace work {
namespace {

bool has_own_vote(const Seat& seat) {
  return seat.relation == Relation::Own || seat.relation == Relation::Beside;
}

// A seat counts while it may act or has acted, and when a signer before it decided for it.
bool is_there(const Seat& seat) {
  return seat.state != SeatState::Canceled || seat.reason == signer_disagreed;
}

using Group = std::vector<const Seat*>;

// Those added before or after a seat, by group.
std::vector<Group> groups_of(const Task& task, const Seat& seat, Relation relation) {
  std::map<std::string, Group> groups;
  for (const Seat& each : task.seats) {
    if (each.parent == seat.id && each.relation == relation && is_there(each))
      groups[each.group].push_back(&each);
  }
  std::vector<Group> all;
  for (auto& [name, group] : groups) all.push_back(std::move(group));
  return all;
}

std::string standing_of_group(const Task& task, const Group& group) {
  const std::string agreeing(task.settings.agreeing());
  std::string dissent;
  size_t agreed = 0;
  size_t dissented = 0;
  for (const Seat* seat : group) {
    const std::string outcome = standing(task, *seat);
    if (outcome == agreeing) ++agreed;
    if (outcome.empty() || outcome == agreeing) continue;
    ++dissented;
    if (dissent.empty()) dissent = outcome;
  }
  if (group.front()->signers == Signers::Any) {
    if (agreed > 0) return agreeing;
    return dissented == group.size() ? dissent : "";
  }
  if (dissented > 0) return dissent;
  return agreed == group.size() ? agreeing : "";
}

// The first dissent of the groups, else empty while one is open, else the agreeing outcome.
std::string standing_of_all(const Task& task, const std::vector<Group>& groups) {
  const std::string agreeing(task.settings.agreeing());
  std::string together = agreeing;
  for (const Group& group : groups) {
    const std::string outcome = standing_of_group(task, group);
    if (!outcome.empty() && outcome != agreeing) return outcome;
    if (outcome.empty()) together.clear();
  }
  return together;
}

bool agrees(const Task& task, std::string_view outcome) {
  return outcome == task.settings.agreeing();
}

// In a sequence the planned seats come one after the other; those beside one share its turn.
int64_t turn_of(const Task& task, const Seat& seat) {
  const Seat* own = &seat;
  while (own->relation != Relation::Own) own = task.seat(own->parent);
  return std::stoll(own->id);
}

bool is_turn(const Task& task, const Seat& seat) {
  if (!has_own_vote(seat)) {
    const Seat& parent = *task.seat(seat.parent);
    return seat.relation == Relation::Before ? is_turn(task, parent) : agrees(task, parent.outcome);
  }
  if (task.settings.rule.policy != Policy::Sequence) return true;
  const int64_t turn = turn_of(task, seat);
  return std::ranges::all_of(voting_seats(task), [&](const Seat* earlier) {
    return turn_of(task, *earlier) >= turn || agrees(task, standing(task, *earlier));
  });
}

bool comes_in_group(const Task& task, const Seat& seat) {
  if (has_own_vote(seat) || seat.signers != Signers::OneByOne) return true;
  return std::ranges::all_of(task.seats, [&](const Seat& earlier) {
    const bool is_earlier = earlier.group == seat.group && is_there(earlier) &&
                            std::stoll(earlier.id) < std::stoll(seat.id);
    return !is_earlier || agrees(task, standing(task, earlier));
  });
}

}  // namespace

std::string standing(const Task& task, const Seat& seat) {
  const std::string before = standing_of_all(task, groups_of(task, seat, Relation::Before));
  if (!before.empty() && !agrees(task, before)) return before;
  if (!agrees(task, seat.outcome)) return seat.outcome;
  const std::string after = standing_of_all(task, groups_of(task, seat, Relation::After));
  return agrees(task, after) ? seat.outcome : after;
}

bool is_held(const Task& task, const Seat& seat) {
  return seat.state == SeatState::Acted && agrees(task, seat.outcome) &&
         standing(task, seat).empty();
}

std::vector<const Seat*> voting_seats(const Task& task) {
  std::vector<const Seat*> seats;
  for (const Seat& seat : task.seats) {
    if (has_own_vote(seat) && !counts_no_more(seat)) seats.push_back(&seat);
  }
  return seats;
}

std::vector<Ballot> ballots_of(const Task& task) {
  std::vector<Ballot> ballots;
  for (const Seat* seat : voting_seats(task)) {
    ballots.push_back({standing(task, *seat), seat->weight});
  }
  return ballots;
}

bool is_due(const Task& task, const Seat& seat) {
  if (task.held_by != 0) return false;
  const std::string before = standing_of_all(task, groups_of(task, seat, Relation::Before));
  return agrees(task, before) && is_turn(task, seat) && comes_in_group(task, seat);
}

bool is_moot(const Task& task, const Seat& seat) {
  if (!is_undecided(seat)) return false;
  const std::string before = standing_of_all(task, groups_of(task, seat, Relation::Before));
  if (!before.empty() && !agrees(task, before)) return true;
  if (has_own_vote(seat)) return false;
  const Seat& parent = *task.seat(seat.parent);
  if (!is_undecided(parent) &&
      (parent.state == SeatState::Canceled || !agrees(task, parent.outcome)))
    return true;
  Group group;
  for (const Seat& each : task.seats) {
    if (each.group == seat.group && is_there(each)) group.push_back(&each);
  }
  return !standing_of_group(task, group).empty();
}

}  // namespace work
