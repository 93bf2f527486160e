#include "work/task.h"

#include <algorithm>
#include <array>

#include "work/instances.h"
#include "work/on_record.h"
#include "work/steps/common.h"
#include "work/steps/rework.h"

namespace work {
std::string_view name_of(TaskState state) {
  switch (state) {
    case TaskState::Open: return "open";
    case TaskState::Done: return "done";
    case TaskState::Canceled: return "canceled";
  }
  return "open";
}

std::string_view name_of(SeatState state) {
  switch (state) {
    case SeatState::Open: return "open";
    case SeatState::Waiting: return "waiting";
    case SeatState::Acted: return "acted";
    case SeatState::Canceled: return "canceled";
  }
  return "open";
}

std::string_view name_of(Relation relation) {
  switch (relation) {
    case Relation::Own: return "own";
    case Relation::Before: return "before";
    case Relation::After: return "after";
    case Relation::Beside: return "beside";
  }
  return "own";
}

std::string_view name_of(Signers signers) {
  switch (signers) {
    case Signers::All: return "all";
    case Signers::Any: return "any";
    case Signers::OneByOne: return "one_by_one";
  }
  return "all";
}

const Seat* Task::seat(std::string_view id) const {
  const auto found = std::ranges::find(seats, id, &Seat::id);
  return found == seats.end() ? nullptr : &*found;
}

std::optional<base::Text> sentence_of_end(std::string_view reason) {
  struct Known {
    std::string_view reason;
    base::Text text;
  };
  static const std::array<Known, 9> known = {{
      {"withdrawn", {"发起人已撤回", "withdrawn by the starter"}},
      {"returned", {"已退回前一环节", "returned to an earlier step"}},
      {"taken_back", {"上一办理人已拿回", "taken back by who did the step before"}},
      {"jumped", {"流程已跳转到其他环节", "the process was moved to another step"}},
      {"canceled", {"流程已终止", "the process was cancelled"}},
      {"voided", {"流程已作废", "the matter was voided"}},
      {"terminated", {"流程已离开此环节", "the process left this step"}},
      {"modified", {"管理员已调整流程", "an administrator changed where the process stands"}},
      {ended_with_record, {"流程随单据结束", "the matter ended with its record"}},
  }};
  const auto found = std::ranges::find(known, reason, &Known::reason);
  if (found == known.end()) return {};
  return found->text;
}

namespace {

// For machines and for people; what the program does not say of itself is a person's words.
Why why_canceled(std::string_view reason) {
  if (reason.empty()) reason = "terminated";
  if (const auto text = sentence_of_end(reason)) return {std::string(reason), *text};
  return {"canceled", {std::string(reason), std::string(reason)}};
}

void end_canceled(Context& context, const Task& task, const Why& why) {
  end_task(context.tx, task.key, TaskState::Canceled, "", why);
  tell(context, task, "canceled", {{"reason", why.reason}, {"text", json_of(why.text)}});
  signal_task(context, task, open_candidates(task));
}

}  // namespace

void cancel_task(Context& context, int64_t key, std::string_view reason) {
  const auto task = find_task(context.tx.db, key);
  if (!task || !task->is_open()) return;
  const Why why = why_canceled(reason);
  drop_rework(context, *task, why);
  cancel_seats(context.tx, key, why);
  end_canceled(context, *task, why);
}

void keep_uncreated_task(Context& context, const engine::UserTaskCanceled& canceled) {
  Task task;
  task.key = canceled.key;
  task.instance = canceled.at.instance;
  task.definition = canceled.at.definition;
  task.process = canceled.at.process_id;
  task.element = canceled.at.element_id;
  task.starter = canceled.at.starter;
  task.created_at = context.tx.now;
  insert_task(context.tx, task);
  end_task(context.tx, task.key, TaskState::Canceled, "", why_canceled(canceled.reason));
}

void cancel_completing_task(Context& context, int64_t key, std::string_view reason) {
  const auto task = find_task(context.tx.db, key);
  if (task && task->state == TaskState::Done) end_canceled(context, *task, why_canceled(reason));
}

base::Result<Task> get_task(storage::Connection& db, int64_t key) {
  auto task = find_task(db, key);
  if (!task) return base::refusal("work.no_task");
  return std::move(*task);
}

namespace {

std::vector<Task> load_all(storage::Connection& db, const std::vector<int64_t>& keys) {
  std::vector<Task> tasks;
  for (const int64_t key : keys) tasks.push_back(*find_task(db, key));
  return tasks;
}

}  // namespace

std::vector<Task> open_tasks(storage::Connection& db, int64_t instance) {
  return load_all(db, task_keys(db, "instance = ? AND state = 'open' ORDER BY id", {instance}));
}

std::vector<Task> tasks_of_record(storage::Connection& db, const engine::RecordRef& record) {
  return load_all(db, task_keys(db, "record_type = ? AND record_id = ? ORDER BY id DESC",
                                {record.type, record.id}));
}

std::vector<Task> open_tasks_of_record(storage::Connection& db, const engine::RecordRef& record) {
  return load_all(
      db, task_keys(db, "record_type = ? AND record_id = ? AND state = 'open' ORDER BY id DESC",
                    {record.type, record.id}));
}

std::vector<Task> open_tasks_saying(storage::Connection& db, std::string_view person,
                                    std::string_view word) {
  return load_all(db, task_keys(db,
                                "state = 'open' AND record_id <> 0 AND properties LIKE ? AND id IN "
                                "(SELECT task FROM work_candidate WHERE person = ? AND listed_due "
                                "IS NOT NULL UNION SELECT task FROM work_seat WHERE delegations <> "
                                "'[]' AND delegations LIKE ?) ORDER BY id",
                                {"%" + std::string(word) + "%", std::string(person),
                                 "%\"" + std::string(person) + "\"%"}));
}

std::vector<Task> tasks_of_instance(storage::Connection& db, int64_t instance) {
  return load_all(db, task_keys(db, "instance = ? ORDER BY id DESC", {instance}));
}

bool is_participant(storage::Connection& db, const Task& task, std::string_view person) {
  return takes_part(db, task.instance, person);
}

bool is_claimed_by_other(const Task& task, const Seat& seat, std::string_view person) {
  return seat.relation == Relation::Own && !task.claimed_by.empty() && task.claimed_by != person;
}

const Seat* seat_for(const Task& task, std::string_view person) {
  const Seat* as_deputy = nullptr;
  for (const Seat& seat : task.seats) {
    const auto candidate = std::ranges::find(seat.candidates, person, &Candidate::person);
    if (seat.state != SeatState::Open || candidate == seat.candidates.end()) continue;
    if (candidate->on_behalf_of.empty()) return &seat;
    if (!as_deputy) as_deputy = &seat;
  }
  return as_deputy;
}

std::string holder_at(const Task& task, std::string_view person) {
  const Seat* seat = seat_for(task, person);
  if (seat == nullptr) return {};
  return std::ranges::find(seat->candidates, person, &Candidate::person)->on_behalf_of;
}

}  // namespace work
