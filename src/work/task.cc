#include "work/task.h"

#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/assignment.h"
#include "work/instances.h"
#include "work/steps/candidates.h"
#include "work/steps/clocks.h"
#include "work/steps/common.h"

namespace work {
namespace {

Task new_task(Context& context, const engine::UserTask& user_task, Settings settings) {
  Task task;
  task.key = user_task.key;
  task.instance = user_task.at.instance;
  task.definition = user_task.at.definition;
  task.process = user_task.at.process_id;
  task.element = user_task.at.element_id;
  if (context.hooks.title_of) task.title = context.hooks.title_of(task.process, task.element, "");
  if (task.title.zh.empty()) task.title = {user_task.at.element_name, user_task.at.element_name};
  task.settings = std::move(settings);
  task.properties = user_task.properties;
  task.form_id = user_task.form_id;
  task.record = user_task.at.record;
  task.starter = user_task.at.starter;
  task.created_at = context.tx.now;
  if (task.settings.due)
    task.due_at = base::add(context.calendar, context.tx.now, *task.settings.due);
  if (!task.due_at && !user_task.due_date.empty())
    task.due_at = base::parse_time(user_task.due_date);
  return task;
}

base::Text seat_title(storage::Connection& db, const SeatPlan& plan) {
  if (!plan.position.empty()) {
    const auto position = org::position(db, plan.position);
    if (!position) return {plan.position, plan.position};
    return {position->title.zh,
            position->title.en.empty() ? position->title.zh : position->title.en};
  }
  if (plan.persons.size() == 1) return org::name_of(db, plan.persons.front());
  return {};  // a pool of people has no name of its own
}

Seat new_seat(Context& context, const Task& task, const SeatPlan& plan, size_t place) {
  Seat seat;
  seat.id = std::to_string(place);
  seat.position = plan.position;
  seat.title = seat_title(context.tx.db, plan);
  const bool must_wait = task.settings.policy == Policy::Sequence && place > 1;
  seat.state = must_wait ? SeatState::Waiting : SeatState::Open;
  seat.candidates = candidates_of(context, task, plan);
  return seat;
}

base::Missing vacancy(const Seat& seat) {
  const std::string id = seat.position.empty() ? "seat_" + seat.id : seat.position;
  return {base::Missing::Kind::Condition,
          id,
          seat.title,
          {"任命任职人，或为该席位设定代理人（申请人本人不能为自己的申请表决）",
           "Appoint a holder or set a deputy for this seat (the applicant cannot vote on his own "
           "application)"}};
}

// A seat that nobody may take would be a task that never ends.
base::Result<void> check_seats(const Task& task) {
  base::Error vacant = base::refusal("work.seat_vacant");
  bool has_candidate = false;
  bool has_position = false;
  for (const Seat& seat : task.seats) {
    has_position = has_position || !seat.position.empty();
    has_candidate = has_candidate || !seat.candidates.empty();
    if (seat.candidates.empty()) vacant.missing.push_back(vacancy(seat));
  }
  if (!task.settings.clauses.empty()) vacant.clause = task.settings.clauses.front();
  if (is_counted(task.settings.policy) && !vacant.missing.empty()) return vacant;
  if (has_candidate) return {};
  if (has_position) return vacant;
  return base::refusal("work.no_candidate").at(task.process + "#" + task.element);
}

void store(Context& context, const Task& task, const std::vector<SeatPlan>& plans) {
  insert_task(context.tx, task);
  for (size_t place = 0; place < plans.size(); ++place) {
    insert_seat(context.tx, task.key, task.seats[place], plans[place].persons);
    for (const Candidate& candidate : task.seats[place].candidates) {
      add_participant(context.tx, task.instance, candidate.person);
    }
  }
}

base::JsonArray seats_told(const Task& task) {
  base::JsonArray seats;
  for (const Seat& seat : task.seats) seats.push_back(json_of(seat.title));
  return seats;
}

}  // namespace

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

const Seat* Task::seat(std::string_view id) const {
  const auto found = std::ranges::find(seats, id, &Seat::id);
  return found == seats.end() ? nullptr : &*found;
}

base::Result<void> create_task(Context& context, const engine::UserTask& user_task) {
  auto settings = read_settings(user_task.properties);
  if (!settings) return settings.error();
  const auto rule = read_withdraw_rule(user_task.process_properties);
  if (!rule) return rule.error();
  Task task = new_task(context, user_task, std::move(settings).value());
  const auto plans = plan_seats(context, task, user_task);
  if (!plans) return plans.error();
  for (size_t place = 1; place <= plans->size(); ++place) {
    task.seats.push_back(new_seat(context, task, (*plans)[place - 1], place));
  }
  if (!is_plain(task.properties)) {
    if (auto checked = check_seats(task); !checked) return checked;
  }

  open_instance(context, {task.instance, task.process, task.record, task.starter, name_of(*rule)});
  store(context, task, *plans);
  store_assignment(context.tx, task.key,
                   {user_task.assignee, user_task.candidate_groups, user_task.candidate_users,
                    user_task.priority, base::parse_time(user_task.follow_up_date)});
  tell(context, task, "created", {{"seats", seats_told(task)}});
  start_clocks(context, task);
  tell_candidates(context, task, "task", {"待办", "To do"}, "assigned");
  signal_task(context, task, open_candidates(task));
  return {};
}

void cancel_task(Context& context, int64_t key, std::string_view reason) {
  const auto task = find_task(context.tx.db, key);
  if (!task || !task->is_open()) return;
  const Why why{std::string(reason), reason_for_people(reason)};
  cancel_seats(context.tx, key, why);
  end_task(context.tx, key, TaskState::Canceled, "", why);
  tell(context, *task, "canceled", {{"reason", reason}, {"text", json_of(why.text)}});
  signal_task(context, *task, open_candidates(*task));
}

base::Text reason_for_people(std::string_view reason) {
  if (reason == "withdrawn") return {"发起人已撤回", "withdrawn by the starter"};
  if (reason == "returned") return {"已退回前一环节", "returned to an earlier step"};
  if (reason == "canceled") return {"流程已终止", "the process was cancelled"};
  if (reason.empty() || reason == "terminated")
    return {"流程已离开此环节", "the process left this step"};
  return {std::string(reason), std::string(reason)};
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

std::vector<Task> tasks_of_instance(storage::Connection& db, int64_t instance) {
  return load_all(db, task_keys(db, "instance = ? ORDER BY id DESC", {instance}));
}

bool is_participant(storage::Connection& db, const Task& task, std::string_view person) {
  return takes_part(db, task.instance, person);
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

}  // namespace work
