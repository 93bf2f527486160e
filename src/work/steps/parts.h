// Private to the module: which instances of multi-instance activities a task is in, and what of a
// step is done that several of them have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/steps/common.h"
#include "work/task.h"

namespace work {

// Whether it is in an instance of any of them.
bool is_one_of_several(const Task& task);
// A task that took the place of another counts where that stands.
void move_to_parts_of(Context& context, int64_t key, const Task& other);

// The activity of which the two are in instances of their own, which go on apart; empty: of none.
std::string apart_in(const Task& one, const Task& other);
// Whether the task is in an instance of the activity, or is one.
bool is_part_of(const Task& task, std::string_view activity);

// The tasks of an executed step that count, as seen from a task: one, or one for each instance; in
// order. Not those of the instances that go on beside the task's own.
std::vector<Task> done_at(storage::Connection& db, const Task& from, std::string_view element);

// The key of the instance that it is in or is; 0: none.
int64_t innermost_part(const Task& task);

// Of a return from a task to an executed step: what was decided there and behind it does not count
// any more, but for that in instances which go on beside.
void supersede_behind(Context& context, const Task& from, const std::string& element);
// The same of the step alone.
void supersede_at(Context& context, const Task& from, const std::string& element);

}  // namespace work
