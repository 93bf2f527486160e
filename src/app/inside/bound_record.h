// What operators do to a whole matter leaves its record where the rules of the pack put it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

// Refuses with app.jump_past_state where the record of the matter could not have come to `element`
// in its present state: a jump would pass over a step that moves it.
base::Result<void> check_jump(const Definitions& definitions, storage::Connection& db,
                              const work::Instance& instance, std::string_view element);
// The steps that may be jumped to, by id, in the order of the model: none while the matter is
// suspended, none that asks whom somebody has yet to choose, since a jump chooses nobody.
std::vector<std::string> jump_targets(const Definitions& definitions, storage::Connection& db,
                                      const work::Instance& instance);
// What is open before a jump, for let_go() after it.
std::vector<work::Task> open_steps(storage::Connection& db, int64_t instance);
// What the steps that the jump has left undecided work on besides (`jw:writes=latest:…`) makes
// their `jw:left_transition` where its state has it: a paper in confirmation goes back to its
// maker. Refuses as records::transition does.
base::Result<void> let_go(Act& act, const std::vector<work::Task>& before);
// An operator ends the matter: its record makes jw:on.cancel.transition where its state has it, and
// the instance is canceled, for `reason`. Refuses as records::transition does.
base::Result<void> cancel_with_record(Act& act, int64_t instance, const std::string& reason);
// The first half of it.
base::Result<void> end_record(Act& act, int64_t instance);
// A matter has come to its own end: its record makes jw:on.reject.transition where the last
// approval dissented, else jw:on.pass.transition, where its state has it. Refuses as
// records::transition does.
base::Result<void> settle_record(Act& act, const engine::InstanceEnded& ended);

}  // namespace app
