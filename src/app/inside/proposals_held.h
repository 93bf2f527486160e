// Versions that somebody who leaves has handed in to be published and that wait.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/inside/act.h"
#include "app/inside/proposals.h"

namespace app {

// Of one among those that somebody has: no other has handed in one of that process.
std::string id_of(const Proposal& proposal);

// What he has handed in, and what he has taken over from who has left before.
std::vector<Proposal> proposals_held(storage::Connection& db, const std::string& person);

// [{id, title: of the process}]
base::Json proposals_held_json(Look& look, const std::vector<Proposal>& held);

// Who takes it over hears what becomes of it, and finds it as his draft where he has none of that
// process; empty: nobody does.
void hand_proposals(Act& act, const std::vector<Proposal>& held,
                    const std::function<std::string(const std::string& id)>& successor_of);

}  // namespace app
