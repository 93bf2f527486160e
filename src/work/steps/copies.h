// Private to the module: what is shown to people who do not act (抄送, 传阅).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/instances.h"
#include "work/task.h"

namespace work {

// Once a person, instance and kind ("copy", "circulation", "escalation"). Gives who is new; they
// take part from now on, and are told `what` and `text`. A task without a key stands for a matter
// that has none.
std::vector<std::string> add_copies(Context& context, const Task& task,
                                    const std::vector<std::string>& persons, std::string_view kind,
                                    const base::Text& what, const std::string& text);
// Whom jw:copy of a task, jw:copy_at_start and jw:copy_at_end of its process name: told by rule.
base::Result<void> copy_decision(Context& context, const Task& task);
base::Result<void> copy_at_start(Context& context, const Task& first,
                                 const std::vector<CandidateEntry>& entries);
// Of a matter that has met nobody's step yet, or never did: the copy is of the matter. Whoever
// cannot be found is not told; the start and the end themselves stand.
void copy_matter_at_start(Context& context, const Instance& matter, const std::string& candidates);
void copy_at_end(Context& context, const Instance& matter, const std::string& candidates);

}  // namespace work
