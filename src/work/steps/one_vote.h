// Private to the module: in a vote where every seat counts a person counts once. Who holds two of
// the positions that are asked has two posts, two seats and two votes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// Machine reason of a seat that fell away since whoever it has voted on another one.
constexpr std::string_view same_person = "same_person";
// And of one whose person is the applicant (jw:applicant=skip), where others decide.
constexpr std::string_view applicant_aside = "applicant_aside";

// Likewise, since who alone had to acknowledge something left the company.
constexpr std::string_view owner_left = "left";
// Likewise, since it was taken away (减签), perhaps after its vote.
constexpr std::string_view removed_seat = "removed";

// Of a seat that nobody has to act on, since a signer before it disagreed: that is its dissent; and
// since other signers of its group have decided.
constexpr std::string_view signer_disagreed = "signer_disagreed";
constexpr std::string_view group_decided = "group_decided";

// The vote counts without it: it is neither cast nor missing.
bool counts_no_more(const Seat& seat);
// Its vote is still to come.
bool is_undecided(const Seat& seat);
bool contains(const std::vector<std::string>& list, std::string_view item);
// An opinion on it was asked for, and it comes back to him or is with him.
bool returns_to(const Seat& seat, std::string_view person);

// He may act on a seat of the task, has acted there, or one comes back to him.
bool is_seated(const Task& task, const std::string& person);
// Likewise, on another seat of a counted vote than this one.
bool is_seated_elsewhere(const Task& task, std::string_view seat, const std::string& person);

// Whom a seat of a counted vote may not ask. An opinion asked for is no vote, so a delegated seat
// bars nobody.
struct Barred {
  struct Posted {
    std::string person;
    std::string position;
  };
  std::vector<std::string> voted;  // on another seat: they have had their vote
  std::vector<Posted> posted;  // likewise, each for a position: that bars from no post of theirs
  std::vector<std::string> seated;  // with a seat of their own: they stand in on no other

  bool is_empty() const { return voted.empty() && posted.empty(); }
  bool has_voted(const std::string& person) const;
};
Barred barred_of(const Task& task, std::string_view seat);
// Whether he has voted on another seat so that this one, which asks the holders of `post` (empty:
// persons), does not ask him.
bool has_had_his_vote(Context& context, const Barred& barred, std::string_view post,
                      const std::string& person);

// A seat that nobody is left for, since they have voted, may fall away: it has an own vote, others
// do too, and the rule can still be met with them.
bool may_fall_away(const Task& task, const Seat& seat);
// Open seats with somebody who has voted elsewhere wait, to be opened anew for the others.
void pass_over_voters(Context& context, const Task& task);
// Whether it was dropped for a vote cast elsewhere, and is asked again where that is gone.
bool was_dropped(const Seat& seat);
// A vote is gone: what was dropped for a vote waits again. Settling drops once more what is still
// not needed.
void restore_dropped_seats(storage::Tx& tx, const Task& task);

}  // namespace work
