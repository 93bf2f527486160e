// What a seat with added signers stands for, and whose turn it is. Pure.
//
// A seat and those added before and after it are one vote: a signer's dissent is the seat's
// dissent. Signers beside it are seats of their own.
#pragma once

#include <string>
#include <vector>

#include "work/task.h"

namespace work {

constexpr int64_t signer_depth_max = 3;

// The outcome that a seat stands for, its signers counted in; empty: not decided yet.
std::string standing(const Task& task, const Seat& seat);
// It agreed, and signers after it have still to act (审批通过中).
bool is_held(const Task& task, const Seat& seat);
// One ballot a seat that has a vote of its own, in their order; removed and fallen seats have none.
std::vector<Ballot> ballots_of(const Task& task);

// Whether it is the turn of a seat that has not acted.
bool is_due(const Task& task, const Seat& seat);
// Whether its vote cannot matter any more though it has not acted: another signer of the group was
// enough, or a signer before it disagreed.
bool is_moot(const Task& task, const Seat& seat);
// Seats with a vote of their own that are not removed and have not fallen away.
std::vector<const Seat*> voting_seats(const Task& task);

}  // namespace work
