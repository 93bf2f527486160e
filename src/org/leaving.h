// Who is to leave at a later moment, and who took over everything from who has left.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "storage/database.h"
#include "storage/tx.h"

namespace org {

// What is meant later for who has left is his successor's; empty: nobody took over everything.
void name_successor(storage::Tx& tx, std::string_view leaver, std::string_view successor);
// The person while he is there. Once he has left: who took over everything from him, or from that
// one where he has left as well; empty where nobody did.
std::string present_successor(storage::Connection& db, std::string_view person);
// Those whose present successor he is, and he himself; nobody where he has left.
std::vector<std::string> present_successor_of(storage::Connection& db, std::string_view person);

// Who takes over what was said before; it happens at the moment.
struct PlannedLeaving {
  std::string person;
  base::Time at;
  std::string by;           // who planned it
  std::string request;      // who takes over what, for whoever carries it out
  bool has_failed = false;  // its moment came, and he is still here
};
// One a person: it takes the place of what was planned before. It is over when he has left.
void plan_leaving(storage::Tx& tx, const PlannedLeaving& planned);
void fail_leaving(storage::Tx& tx, std::string_view person);
// Nothing happens where nothing is planned.
void cancel_leaving(storage::Tx& tx, std::string_view person);

std::optional<PlannedLeaving> planned_leaving(storage::Connection& db, std::string_view person);
// In the order of their moments.
std::vector<PlannedLeaving> planned_leavings(storage::Connection& db);

}  // namespace org
