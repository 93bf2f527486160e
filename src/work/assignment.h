// Whom a model or a program has named for a task, in their own words: not every name is a person
// here. Tasks without a policy of their own (no `jw:` properties) can be handled by programs; all
// others are decided by their people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/search.h"
#include "work/task.h"

namespace work {

struct Assignment {
  std::string assignee;
  std::vector<std::string> candidate_groups;
  std::vector<std::string> candidate_users;
  int64_t priority = 50;
  std::optional<base::Time> follow_up_at;
};

// No `jw:` property says who decides it and how.
bool is_plain(const engine::Properties& properties);

void store_assignment(storage::Tx& tx, int64_t task, const Assignment& assignment);
// Which form it has besides `form_id`: the key of a version that is bound, and one outside.
void store_form(storage::Tx& tx, const engine::UserTask& user_task);
Assignment assignment_of(storage::Connection& db, int64_t task);

// All refuse with work.no_task, work.task_over, work.suspended and, when the task is not plain,
// with work.decided_by_people.

enum class Override { Allowed, Refused };
// `action` is a word of whoever asks, for listeners. Refuses with work.assigned when it may not be
// overridden. A person of this name finds the task among his own from then on.
base::Result<void> assign(Context& context, int64_t task, const std::string& assignee,
                          Override override_existing, const std::string& action = "assign");
base::Result<void> unassign(Context& context, int64_t task);

// A person takes a plain task, or gives it back: the assignment to him, as a program would make it.
base::Result<void> claim_plain(Context& context, const Task& task);
base::Result<void> unclaim_plain(Context& context, const Task& task);
// Who has it hands it on. He may have lost it by the time listeners have seen that; then it is
// assigned to the successor all the same.
base::Result<void> transfer_plain(Context& context, const Task& task, const std::string& successor,
                                  const std::string& reason);

struct Change {
  std::optional<std::string> assignee;
  std::optional<std::vector<std::string>> candidate_groups;
  std::optional<std::vector<std::string>> candidate_users;
  std::optional<int64_t> priority;
  // Of the optional: whether it changes; inside: nothing takes it away.
  std::optional<std::optional<base::Time>> due_at;
  std::optional<std::optional<base::Time>> follow_up_at;
};
// {assignee, candidateGroups, candidateUsers, priority, dueDate, followUpDate}; what is not there
// stays, an empty date takes it away. Refuses with request.wrong_type.
base::Result<Change> read_change(const base::Json& values);
base::Result<void> change_task(Context& context, int64_t task, const base::JsonObject& values);
// What the engine lets take place of these.
base::Result<void> apply_change(Context& context, const engine::UserTaskChanged& changed);
// Ends the task; the process goes on with the variables.
base::Result<void> complete_plain(Context& context, int64_t task, const base::JsonObject& variables,
                                  const std::string& action);

// User tasks with the names of the compatible API. The second has those too whose creating
// listeners are at work, of which only model and key are known; it costs more, so it is for when
// there are any.
const storage::Searchable& user_tasks();
const storage::Searchable& user_tasks_with_creating();
bool is_any_creating(storage::Connection& db);

}  // namespace work
