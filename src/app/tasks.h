// Tasks of the caller, and what people do on them.
#pragma once

#include <map>

#include "app/workspace.h"

namespace app {

base::Result<base::Json> workbench(Workspace& workspace, const Caller& caller);
// What is asked of a box; what is empty narrows nothing.
struct TaskQuery {
  std::string box;  // todo, done, started, copied, drafts
  std::string words;
  std::string process;
  std::string starter;
  std::string state;  // work::states_of
  std::string from;   // first and last day, in the zone of the working calendar
  std::string to;
};
// All three refuse with request.wrong_type and the place.
base::Result<base::Json> list_tasks(Workspace& workspace, const Caller& caller,
                                    const TaskQuery& query, const Page& page);
// The processes of what is in the box, the most frequent first, with how many.
base::Result<base::Json> list_task_processes(Workspace& workspace, const Caller& caller,
                                             std::string_view box);
// All of it as CSV in the language of the caller's head line: "zh" or "en".
base::Result<std::string> export_tasks(Workspace& workspace, const Caller& caller,
                                       const TaskQuery& query, std::string_view language);
base::Result<base::Json> count_tasks(Workspace& workspace, const Caller& caller);
// Refuses with work.no_task, also when the caller has nothing to do with it.
base::Result<base::Json> task(Workspace& workspace, const Caller& caller, int64_t key);
// `act`: TaskAct of the contract; answers TaskActDone.
base::Result<base::Json> act_on_task(Workspace& workspace, const Caller& caller, int64_t key,
                                     const base::Json& act);
// Agrees to, or refuses, several tasks with one opinion, each by itself: those whose step allows it
// (jw:batch) and asks for nothing else. Answers what became of each.
struct BatchAct {
  std::vector<std::string> tasks;  // keys, as they were sent
  std::string outcome;
  std::string opinion;
  // By task: of its record as the caller saw it, where he says so.
  std::map<std::string, int64_t, std::less<>> record_versions = {};
};
base::Result<base::Json> act_on_tasks(Workspace& workspace, const Caller& caller,
                                      const BatchAct& batch);
// What it would come to if the caller removed the seat (减签): Removal of the contract. Refused as
// the act would be; nothing is changed.
base::Result<base::Json> preview_removal(Workspace& workspace, const Caller& caller, int64_t key,
                                         const std::string& seat);
// Answers {saved_at}.
base::Result<base::Json> save_task_draft(Workspace& workspace, const Caller& caller, int64_t key,
                                         const base::Json& draft);
base::Result<void> drop_task_draft(Workspace& workspace, const Caller& caller, int64_t key);

}  // namespace app
