// Recurring work as pages show it: a month of it, and who did his on time.
#pragma once

#include "app/workspace.h"

namespace app {

enum class DutyScope { Mine, All };  // All: also of others, as far as the caller may read them

// `month` "2026-03", empty: this one. {month, today, days, items, planned}. Refuses with
// request.wrong_type.
base::Result<base::Json> duty_calendar(Workspace& workspace, const Caller& caller,
                                       std::string_view month, DutyScope scope);

// The `months` months up to `until`. {months, rows: [{person, duty, cells}], cut}; only what the
// caller may read.
base::Result<base::Json> duty_compliance(Workspace& workspace, const Caller& caller,
                                         std::string_view until, int64_t months);

}  // namespace app
