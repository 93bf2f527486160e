// Who speaks for a matter whose starter has left the company: whoever took his matters over. He
// withdraws it, mends what is returned, adds notes and hears of its end as the starter would.
#pragma once

#include <string>

#include "work/context.h"
#include "work/instances.h"

namespace work {

// The starter while he is there. Once he has left: who took the matter over last; the starter again
// when nobody did.
std::string acting_starter(storage::Connection& db, const Instance& instance);
// The matters that `from` speaks for and that run on are spoken for by `to`, as far as he may see
// them, and he is told of each.
void hand_matters(Context& context, const std::string& from, const std::string& to,
                  const std::string& reason);

}  // namespace work
