// Processes to start, and running instances.
#pragma once

#include "app/workspace.h"

namespace app {

// Those that the caller may start, and the new records with which others begin.
base::Result<base::Json> list_processes(Workspace& workspace, const Caller& caller,
                                        std::string_view words);
// `again`: an ended matter that the caller started, with which the form begins; 0: none. Refuses
// with app.no_instance when it is none. `behalf`: the person for whom it would be handed in; empty:
// the caller. Refuses as applicant_of does.
base::Result<base::Json> process(Workspace& workspace, const Caller& caller, std::string_view id,
                                 int64_t again = 0, std::string_view behalf = {});
// Creates the bound record from the start form and starts the process; answers ProcessStarted.
// `choices`: persons by element, for steps whose people the starter names; `again` and `behalf` as
// above; who may only start for others is refused with app.behalf_required.
base::Result<base::Json> start_process(Workspace& workspace, const Caller& caller,
                                       std::string_view id, const base::Json& values,
                                       const base::JsonObject& choices = {}, int64_t again = 0,
                                       std::string_view behalf = {});

base::Result<base::Json> list_drafts(Workspace& workspace, const Caller& caller, const Page& page);
// Answers {saved_at}.
base::Result<base::Json> save_start_draft(Workspace& workspace, const Caller& caller,
                                          std::string_view process, const base::Json& values);
base::Result<void> drop_start_draft(Workspace& workspace, const Caller& caller,
                                    std::string_view process);

struct InstanceQuery {
  bool is_mine = true;
  std::string state;  // empty: any
  std::string words;
};
base::Result<base::Json> list_instances(Workspace& workspace, const Caller& caller,
                                        const InstanceQuery& query, const Page& page);
base::Result<base::Json> instance(Workspace& workspace, const Caller& caller, int64_t key);
base::Result<base::Json> diagram(Workspace& workspace, const Caller& caller, int64_t key);
// `act`: urge, comment (with `files` and `mentions`), withdraw, evaluate with a `score`; by
// administrators suspend, resume, cancel, void, and jump to the element `target`.
base::Result<base::Json> act_on_instance(Workspace& workspace, const Caller& caller, int64_t key,
                                         const base::Json& act);

}  // namespace app
