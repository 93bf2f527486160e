// What is to be done about a record.
#pragma once

#include <vector>

#include "work/task.h"

namespace work {

// The newest first.
std::vector<Task> open_tasks_of_record(storage::Connection& db, const engine::RecordRef& record);

}  // namespace work
