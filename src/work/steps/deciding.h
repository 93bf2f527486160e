// Private to the module: what follows when the seats of a task changed.
#pragma once

#include <optional>
#include <string>

#include "work/steps/common.h"
#include "work/task.h"

namespace work {

// Who decided: the last vote, what its form set, and, of a decision by rule, why.
struct Decider {
  Seat last;
  Accepted accepted;
  Why why;  // without a reason: people decided
};

// Seats whose turn has come are opened and their people told, those whose vote cannot matter any
// more are cancelled, votes that a rule gives are cast, and the task is finished when its rule says
// so. Gives the outcome then.
base::Result<std::optional<std::string>> settle(Context& context, int64_t task,
                                                const Decider& decider);

// Finishes the task with this outcome whatever the votes are; `decider.why` says why.
base::Result<void> decide_by_rule(Context& context, const Task& task, const std::string& outcome,
                                  const Why& why);

// The latest vote that counts; without an outcome where there is none.
Seat last_vote(const Task& task);
// What a task that is done says to the process.
base::JsonObject result_of(Context& context, const Task& done);

}  // namespace work
