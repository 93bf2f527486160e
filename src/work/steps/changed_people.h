// Private to the module: people that somebody named for a step before it began.
#pragma once

#include <vector>

#include "work/task.h"

namespace work {

// Whether somebody changed the people of the step in this instance.
bool has_changed_people(storage::Connection& db, int64_t instance, const std::string& element);
// The entries with what was changed: others instead of them, or more beside them; for who has left
// whoever took over everything from him.
std::vector<CandidateEntry> with_changed_people(storage::Connection& db, int64_t instance,
                                                const std::string& element,
                                                std::vector<CandidateEntry> entries);
// `persons` empty: as the model says again.
void keep_changed_people(storage::Tx& tx, int64_t instance, const std::string& element,
                         std::string_view mode, const std::vector<std::string>& persons);

}  // namespace work
