// One person's open tasks go to another (批量转交): by himself, or by those who keep the
// organisation, who are told in its story. Others are refused with app.not_allowed, and with
// app.beyond_keeping who keeps the organisation and would take them himself.
#pragma once

#include "app/workspace.h"

namespace app {

// {person, to?, items: [{task, title, seat?, due_at?, stays?: {code, title}}]}: what would go to
// `to`, which may be empty, and what stays and why. Refuses with app.no_person.
base::Result<base::Json> tasks_to_transfer(Workspace& workspace, const Caller& caller,
                                           std::string_view person, std::string_view to);

// {to, reason, tasks?: keys; all that go when absent}. Answers the same of what was meant: what has
// no `stays` has gone. Refuses as work::transfer_in_bulk does.
base::Result<base::Json> transfer_tasks(Workspace& workspace, const Caller& caller,
                                        std::string_view person, const base::Json& request);

}  // namespace app
