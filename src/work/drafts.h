// What people have begun and not handed in: of a task, of a process they have not started, or of a
// record they have not created.
// Private.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// Where a new record is filled in: on the record `on` (0: on none), which its field `link` will
// name (empty: its parent link).
struct NewRecord {
  std::string type;
  int64_t on = 0;
  std::string link = {};
};

struct Draft {
  int64_t key = 0;
  int64_t task = 0;     // 0: of a start or a new record
  std::string process;  // empty: of a new record
  base::JsonObject values;
  std::string outcome;
  std::string opinion;
  base::Time saved_at;
  int64_t record_version = 0;  // of the record as the form showed it; 0: not known
  NewRecord record = {};       // its type is empty: of a task or a start
};

// One a person and task, with what of `draft` his form holds. Refuses with work.no_task,
// work.task_over, work.not_yours.
base::Result<void> save_task_draft(Context& context, int64_t task, const Completion& draft);
// One a person and process.
void save_start_draft(Context& context, std::string_view process, const base::JsonObject& values);
// One a person and place.
void save_record_draft(Context& context, const NewRecord& record, const base::JsonObject& values);
// Nothing happens when there is none.
void drop_task_draft(Context& context, int64_t task);
void drop_start_draft(Context& context, std::string_view process);
void drop_record_draft(Context& context, const NewRecord& record);

std::optional<Draft> task_draft(storage::Connection& db, std::string_view person, int64_t task);
std::optional<Draft> start_draft(storage::Connection& db, std::string_view person,
                                 std::string_view process);
std::optional<Draft> record_draft(storage::Connection& db, std::string_view person,
                                  const NewRecord& record);
// What stands in the place of the process of a draft of a new record; nothing for a process.
std::optional<NewRecord> new_record_at(std::string_view place);
// Newest first.
std::vector<Draft> drafts(storage::Connection& db, std::string_view person, int64_t limit,
                          int64_t offset);

}  // namespace work
