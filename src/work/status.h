// The states of approvals as people call them: a stable code with its words, from what is stored.
#pragma once

#include <string_view>

#include "work/instances.h"
#include "work/task.h"

namespace work {

struct Status {
  std::string_view code;
  base::Text title;
};

// running, returned, suspended, passed, rejected, done, withdrawn, withdrawn_after, terminated,
// voided.
Status status_of(storage::Connection& db, const Instance& instance);
// open, unclaimed, returned, suspended, done, agreed, disagreed, canceled.
Status status_of(const Task& task);
// not_started, waiting_signers, vacant, open, asking, held, agreed, disagreed, acted, skipped,
// void, removed, returned, taken_back, withdrawn.
Status status_of(const Task& task, const Seat& seat);

// With jw:blind, what others voted is not told before the decision: only that they did.
bool is_hidden(const Task& task, const Seat& seat, std::string_view person);
Status voted_status();

}  // namespace work
