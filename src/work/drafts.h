// What people have begun and not handed in: of a task, or of a process they have not started.
// Private.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

struct Draft {
  int64_t key = 0;
  int64_t task = 0;  // 0: of a start
  std::string process;
  base::JsonObject values;
  std::string outcome;
  std::string opinion;
  base::Time saved_at;
  int64_t record_version = 0;  // of the record as the form showed it; 0: not known
};

// One a person and task, with what of `draft` his form holds. Refuses with work.no_task,
// work.task_over, work.not_yours.
base::Result<void> save_task_draft(Context& context, int64_t task, const Completion& draft);
// One a person and process.
void save_start_draft(Context& context, std::string_view process, const base::JsonObject& values);
// Nothing happens when there is none.
void drop_task_draft(Context& context, int64_t task);
void drop_start_draft(Context& context, std::string_view process);

std::optional<Draft> task_draft(storage::Connection& db, std::string_view person, int64_t task);
std::optional<Draft> start_draft(storage::Connection& db, std::string_view person,
                                 std::string_view process);
// Newest first, those of open tasks and of starts.
std::vector<Draft> drafts(storage::Connection& db, std::string_view person, int64_t limit,
                          int64_t offset);

}  // namespace work
