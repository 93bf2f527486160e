// What taking a matter back would do, told before somebody does it.
#pragma once

#include "app/inside/work_json.h"
#include "work/instances.h"

namespace app {

// The transition that jw:on.withdraw.transition, or of an ended matter
// jw:on.withdraw_after.transition, asks of its record; nullptr when there is none.
const records::Transition* transition_of_withdrawal(const Definitions& definitions,
                                                    const work::Instance& instance);
// {transition, from, to, also, persons}: where the record goes and what moves with it, and who is
// told.
base::Json withdrawal_json(Look& look, const work::Instance& instance);

}  // namespace app
