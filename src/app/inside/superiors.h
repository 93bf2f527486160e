// `superiors_of(person)` of formulas.
#pragma once

#include "base/clock.h"
#include "feel/feel.h"
#include "storage/database.h"

namespace app {

// Who stands above a person now, by his main post: a list of persons, the nearest first; empty
// where nobody does. Both must outlive the function. Any thread.
feel::HostFunction superiors_of(storage::Database& database, const base::Clock& clock);

}  // namespace app
