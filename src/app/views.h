// Lists, boards, Gantt charts, cockpits, the menu, metrics and charters.
#pragma once

#include "app/records.h"
#include "app/workspace.h"

namespace app {

base::Result<base::Json> menu(Workspace& workspace, const Caller& caller);
base::Result<base::Json> view(Workspace& workspace, const Caller& caller, std::string_view id);
// `record`: of a cockpit or a chart of one record, else 0.
base::Result<base::Json> view_data(Workspace& workspace, const Caller& caller, std::string_view id,
                                   int64_t record, const RecordQuery& query, const Page& page);

base::Result<base::Json> list_metrics(Workspace& workspace, const Caller& caller);
base::Result<base::Json> metric(Workspace& workspace, const Caller& caller, std::string_view id,
                                int64_t record);

base::Result<base::Json> list_charters(Workspace& workspace, const Caller& caller);
base::Result<base::Json> charter(Workspace& workspace, const Caller& caller, std::string_view pack);

}  // namespace app
