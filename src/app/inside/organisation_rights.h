// Who keeps the organisation: administrators, and who has the role `organisation_keeper` of a pack,
// which lets him do nothing else. It makes nobody an administrator, and gives its own people
// nothing.
#pragma once

#include <functional>

#include "app/inside/parts.h"

namespace app {

bool keeps_organisation(const Caller& caller);
// Refuses with app.not_allowed.
base::Result<void> require_keeper(const Caller& caller);

// Runs a change of the organisation that takes effect at `at`. Refuses as the change does, and,
// unless an administrator makes it, with app.beyond_keeping when by then somebody is or is no more
// an administrator, when the caller holds or answers for more or stands above others, and when an
// address by which somebody signs in is another. What was changed has to be undone then.
using OrganisationChange = std::function<base::Result<base::Json>()>;
base::Result<base::Json> keep_within_rights(Parts& parts, storage::Connection& db,
                                            const Caller& caller, base::Time at,
                                            const OrganisationChange& change);

// A hand-over gives its work to others than who makes it, an administrator aside. Refuses with
// app.beyond_keeping.
base::Result<void> may_hand_over(const Caller& caller, const base::Json& request);

}  // namespace app
