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

// running, returned, suspended, passed, auto_passed, rejected, auto_rejected, timed_out, done,
// withdrawn, withdrawn_after, terminated, voided, deleted.
Status status_of(storage::Connection& db, const Instance& instance);
// open, unclaimed, returned, suspended, done, agreed, disagreed, canceled.
Status status_of(const Task& task);
// Whether it is past its due date while somebody could do it: neither rests nor waits for what it
// was returned to.
bool is_overdue(const Task& task, base::Time now);
// The same as the person sees it: also overdue, saved (his draft lies there), transferred (he gave
// it away and has no part in it any more).
Status status_for(storage::Connection& db, const Task& task, std::string_view person,
                  base::Time now);
// Of what is not handed in yet.
Status draft_status();
// not_started, waiting_signers, vacant, open, asking, held, agreed, disagreed, acted, skipped,
// void, removed, returned, taken_back, withdrawn.
Status status_of(const Task& task, const Seat& seat);

// The number that WeCom gives the state: sp_status of a matter, that of its record of a task. Empty
// where it has none.
enum class CodeOf { Matter, Task };
std::string wecom_code(std::string_view status, CodeOf of);

// With jw:blind, what others voted is not told before the decision: only that they did.
bool is_hidden(const Task& task, const Seat& seat, std::string_view person);
Status voted_status();

}  // namespace work
