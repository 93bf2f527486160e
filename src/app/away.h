// Who is away, and who stands in for him meanwhile: by an absence on record, as an approved leave
// makes one, or by a deputy for everything who acts instead of him or until a stated moment. Why
// somebody is away is told to nobody here.
#pragma once

#include "app/workspace.h"

namespace app {

// {items: [{person, unit?, from, until?, stand_ins}]}: everybody who is away now, for everybody.
base::Result<base::Json> away_now(Workspace& workspace, const Caller& caller);
// The same of a span, by its beginning: of the caller's own unit and of those that he heads with
// all below them; of the whole company for who keeps the organisation. Refuses with
// request.wrong_type what are no two moments, the earlier one first.
base::Result<base::Json> away_between(Workspace& workspace, const Caller& caller,
                                      std::string_view from, std::string_view until);

}  // namespace app
