// The five boxes of a person. A count is always the length of its list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/instances.h"
#include "work/status.h"
#include "work/task.h"

namespace work {

enum class Box { Todo, Done, Started, Copied, Drafts };
std::optional<Box> box_of(std::string_view name);

// One line of a box. In `started` it stands for the instance, in `drafts` for the draft, and `key`
// is theirs.
struct BoxRow {
  int64_t key = 0;
  int64_t task = 0;  // 0 in `started`, for drafts of starts and copies of matters without steps
  int64_t instance = 0;
  std::string process;
  base::Text process_title;
  std::string element;
  base::Text title;
  TaskKind kind = TaskKind::Work;
  Policy policy = Policy::Any;
  engine::RecordRef record;
  std::string number;
  std::string subject;
  std::vector<std::string> summary;
  std::string starter;
  bool is_batch_allowed = false;
  std::string state;         // of the task, or of the instance
  Status status;             // the same in the words of people, as the person sees it
  base::Text seat;           // of the person
  std::string on_behalf_of;  // 代 X
  std::string claimed_by;
  base::Time created_at;
  std::optional<base::Time> due_at;
  std::optional<base::Time> ended_at;
  bool is_overdue = false;
  std::string outcome;  // the person's own in `done`
  int64_t urged = 0;
  bool is_unread = false;  // of a copy
  std::string copy_kind;   // copy, escalation
  int64_t version = 0;
};

// What a box is narrowed to; what is empty narrows nothing.
struct BoxFilter {
  std::string process;
  std::string starter;
  std::string state;  // one of states_of the box
  // By the time that the box shows: of arrival, of the end, of the start. `to` is not in it.
  std::optional<base::Time> from;
  std::optional<base::Time> to;
};
// todo: overdue, urged, saved, returned, suspended, and its lights green, yellow, red. done, by
// what the person or his deputy did: agreed, disagreed, handled (where there is nothing to decide),
// signed, returned, transferred, delegated, replied, added_signer, removed_signer, taken_back,
// copied (also circulated). started: running, returned, suspended, passed, auto_passed, rejected,
// auto_rejected, timed_out, done, withdrawn (also after it had passed), withdrawn_after, terminated
// (also voided), voided. copied: unread. done, started and copied: archived (work/archive.h), which
// is in no list otherwise, unless `words` find it. Drafts have none.
std::vector<std::string_view> states_of(Box box);

struct BoxQuery {
  std::string person;
  std::string words;  // number, title, pinyin initials; empty: all
  base::Time now;     // for `overdue`
  int64_t limit = 20;
  int64_t offset = 0;
  BoxFilter filter = {};
};
std::vector<BoxRow> list(storage::Connection& db, Box box, const BoxQuery& query);
int64_t count(storage::Connection& db, Box box, const BoxQuery& query);
// The processes of what is in the box without its filter, the most frequent first.
struct BoxProcess {
  std::string id;
  int64_t count = 0;
};
std::vector<BoxProcess> processes_in(storage::Connection& db, Box box, const std::string& person);
// What a task is about, without its people.
struct TaskMatter {
  int64_t instance = 0;
  engine::RecordRef record;
};
std::optional<TaskMatter> matter_of_task(storage::Connection& db, int64_t task);

// The first task of `todo` on which something can be done: none that is suspended. Or nothing.
std::optional<int64_t> next_to_do(storage::Connection& db, std::string_view person);

struct Counts {
  int64_t todo = 0;
  int64_t overdue = 0;
  int64_t done = 0;
  int64_t started = 0;
  int64_t copied = 0;
  int64_t copied_unread = 0;
  int64_t drafts = 0;
  int64_t notices_unread = 0;
};
Counts counts(storage::Connection& db, std::string_view person, base::Time now);

// The person has opened what was copied to him.
void read_copies(Context& context, int64_t instance);

}  // namespace work
