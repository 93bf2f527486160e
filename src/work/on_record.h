// What is to be done about a record.
#pragma once

#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// The newest first.
std::vector<Task> open_tasks_of_record(storage::Connection& db, const engine::RecordRef& record);
// Open tasks about records, with an open seat for the person or one for which he has asked
// somebody's opinion, whose settings hold the word: what a rare setting says is found without
// reading what else is to do.
std::vector<Task> open_tasks_saying(storage::Connection& db, std::string_view person,
                                    std::string_view word);

}  // namespace work
