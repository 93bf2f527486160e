// A step may ask another system before a person's act takes place (jw:callback.ask).
#pragma once

#include <functional>
#include <string>

#include "app/inside/parts.h"
#include "runtime/runtime.h"

namespace app {

struct Question {
  int64_t task = 0;
  base::Json act;  // {outcome, opinion, values} as the person gave them
};
// Whether somebody's completion of a task may go on. The system is asked only about what would take
// place: `act` is tried first and undone. Refuses as `act` does, with app.callback_refused and the
// system's reason, and with app.callback_unanswered where the step says so. Gives the id of a
// system that gave no answer and is passed over; empty otherwise. Waits for the network.
using TriedAct = std::function<base::Result<void>(runtime::Op&)>;
base::Result<std::string> ask_before(Parts& parts, const Caller& caller, const Question& question,
                                     const TriedAct& act);
// The history says that the act went on without an answer; does nothing for an empty `system`.
void note_unanswered(storage::Tx& tx, int64_t task, const std::string& system);

}  // namespace app
