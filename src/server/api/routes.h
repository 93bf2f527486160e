// The routes of /api/v1, a file a subject. Each reads its parameters strictly and calls one use
// case.
#pragma once

#include "app/workspace.h"
#include "server/http/answers.h"
#include "server/http/decode.h"
#include "server/http/router.h"

namespace server {

void add_session_routes(Router& router, app::Workspace& workspace);
void add_identity_routes(Router& router, app::Workspace& workspace);
void add_task_routes(Router& router, app::Workspace& workspace);
void add_process_routes(Router& router, app::Workspace& workspace);
void add_paper_routes(Router& router, app::Workspace& workspace);
void add_record_routes(Router& router, app::Workspace& workspace);
void add_form_routes(Router& router, app::Workspace& workspace);
void add_view_routes(Router& router, app::Workspace& workspace);
void add_people_routes(Router& router, app::Workspace& workspace);
void add_history_routes(Router& router, app::Workspace& workspace);
void add_subscriber_routes(Router& router, app::Workspace& workspace);
void add_notice_routes(Router& router, app::Workspace& workspace);
void add_calendar_routes(Router& router, app::Workspace& workspace);
void add_duty_routes(Router& router, app::Workspace& workspace);
void add_outside_routes(Router& router, app::Workspace& workspace);
void add_rule_routes(Router& router, app::Workspace& workspace);
void add_clock_routes(Router& router, app::Workspace& workspace);
// Below /control, for the command line on the same machine.
void add_control_routes(Router& router, app::Workspace& workspace);

// The answer of a use case as a response.
base::Result<Response> ok(const base::Result<base::Json>& answer);
base::Result<Response> created(const base::Result<base::Json>& answer);
base::Result<Response> done(const base::Result<void>& answer);
// A file to keep, NAME.csv.
Response csv_file(std::string text, const std::string& name);
base::Result<app::Page> page_of(const Request& request, int64_t size = 20);

constexpr std::string_view cookie_name = "jingwei_session";
// As the header Set-Cookie holds it: kept to https where people open the pages so.
std::string session_cookie(app::Workspace& workspace, const Call& call, std::string_view token);

}  // namespace server
