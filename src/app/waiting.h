// What the owner of a process sees: where its work waits, for whom and how long. Owners are named
// by jw:owner of the process; administrators own every process.
#pragma once

#include "app/workspace.h"

namespace app {

struct ProcessDefinition;

bool is_owner(const ProcessDefinition& process, const Caller& caller);

// The processes that the caller owns, each with how much waits.
base::Json owned_processes(Workspace& workspace, const Caller& caller);
// By step. Refuses with app.not_owner, also when there is no such process.
base::Result<base::Json> waiting(Workspace& workspace, const Caller& caller,
                                 std::string_view process);

// Nobody and nothing starts the process any more, until it is opened again; what runs goes on. By
// its owner. Both refuse with app.not_owner.
base::Result<void> close_process(Workspace& workspace, const Caller& caller,
                                 std::string_view process, const std::string& reason);
base::Result<void> open_process(Workspace& workspace, const Caller& caller,
                                std::string_view process);

// One of the two: what ended on a day or before it, or whatever ended so many days ago.
struct ArchiveChoice {
  std::string through;     // a date, not in the future
  int64_t after_days = 0;  // 0: by `through`
};
// The ended matters leave the lists (work/archive.h), in place of those named before; or all of
// them come back. By the owner. Both refuse with app.not_owner, the first also with
// request.wrong_type.
base::Result<void> archive_process(Workspace& workspace, const Caller& caller,
                                   std::string_view process, const ArchiveChoice& choice);
base::Result<void> unarchive_process(Workspace& workspace, const Caller& caller,
                                     std::string_view process);

struct WaitingRows {
  std::string process;
  std::string element;  // empty: every step
  std::string person;   // empty: anybody
};
// The open tasks behind a number, the longest waiting first.
base::Result<base::Json> waiting_rows(Workspace& workspace, const Caller& caller,
                                      const WaitingRows& rows, const Page& page);

}  // namespace app
