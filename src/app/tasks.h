// Tasks of the caller, and what people do on them.
#pragma once

#include "app/workspace.h"

namespace app {

base::Result<base::Json> workbench(Workspace& workspace, const Caller& caller);
// `box`: todo, done, started, copied, drafts.
base::Result<base::Json> list_tasks(Workspace& workspace, const Caller& caller,
                                    std::string_view box, std::string_view words, const Page& page);
base::Result<base::Json> count_tasks(Workspace& workspace, const Caller& caller);
// Refuses with work.no_task, also when the caller has nothing to do with it.
base::Result<base::Json> task(Workspace& workspace, const Caller& caller, int64_t key);
// `act`: TaskAct of the contract; answers TaskActDone.
base::Result<base::Json> act_on_task(Workspace& workspace, const Caller& caller, int64_t key,
                                     const base::Json& act);
// Agrees to, or refuses, several tasks with one opinion, each by itself: those whose step allows it
// (jw:batch) and asks for nothing else. Answers what became of each.
struct BatchAct {
  std::vector<int64_t> tasks;
  std::string outcome;
  std::string opinion;
};
base::Result<base::Json> act_on_tasks(Workspace& workspace, const Caller& caller,
                                      const BatchAct& batch);
base::Result<void> save_task_draft(Workspace& workspace, const Caller& caller, int64_t key,
                                   const base::Json& draft);
base::Result<void> drop_task_draft(Workspace& workspace, const Caller& caller, int64_t key);

}  // namespace app
