// Where somebody's work goes on behind a task that he has just done.
#pragma once

#include "work/boxes.h"

namespace work {

struct NextToDo {
  int64_t task = 0;
  bool is_of_matter = false;
};
// A task of the matter that he has worked on, the same instance or record, before the first of all
// that he has to do; none that is suspended. Or nothing.
std::optional<NextToDo> next_to_do(storage::Connection& db, std::string_view person,
                                   const TaskMatter& worked_on);

}  // namespace work
