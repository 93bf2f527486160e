// Processes closed for new starts, as people read of it.
#pragma once

#include <string_view>

#include "app/inside/work_json.h"

namespace app {

// Refuses with engine.process_closed, saying why, who and when.
base::Result<void> check_open(Parts& parts, storage::Connection& db, std::string_view process);
// {reason, person, at}; null when it is open.
base::Json closing_json(Look& look, std::string_view process);
// What of new starts the history tells, the newest first: closed, opened, and what did not begin.
base::JsonArray closings_json(Look& look, std::string_view process);

}  // namespace app
