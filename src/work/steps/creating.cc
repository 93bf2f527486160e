#include "work/steps/creating.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/assignment.h"
#include "work/callback.h"
#include "work/end_notice.h"
#include "work/instances.h"
#include "work/signers.h"
#include "work/steps/as_before.h"
#include "work/steps/automatic.h"
#include "work/steps/calling_back.h"
#include "work/steps/clocks.h"
#include "work/steps/common.h"
#include "work/steps/copies.h"
#include "work/steps/deciding.h"
#include "work/steps/due.h"
#include "work/steps/nobody.h"
#include "work/steps/passable.h"
#include "work/steps/seats_anew.h"

namespace work {
namespace {

Task new_task(Context& context, const engine::UserTask& user_task) {
  Task task;
  task.key = user_task.key;
  task.instance = user_task.at.instance;
  task.definition = user_task.at.definition;
  task.process = user_task.at.process_id;
  task.element = user_task.at.element_id;
  if (context.hooks.title_of) task.title = context.hooks.title_of(task.process, task.element, "");
  if (task.title.zh.empty()) task.title = {user_task.at.element_name, user_task.at.element_name};
  task.properties = user_task.properties;
  task.form_id = user_task.form_id;
  task.record = user_task.at.record;
  task.starter = user_task.at.starter;
  task.created_at = context.tx.now;
  if (!user_task.due_date.empty()) task.due_at = base::parse_time(user_task.due_date);
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
  return plan.title;  // a pool of people has no name of its own
}

Seat new_seat(Context& context, const Task& task, const SeatPlan& plan, size_t place) {
  Seat seat;
  seat.id = std::to_string(place);
  seat.position = plan.position;
  seat.title = seat_title(context.tx.db, plan);
  seat.state = SeatState::Waiting;
  seat.candidates = candidates_of(context, task, plan);
  seat.weight = weight_of(task, plan);
  return seat;
}

// Who has a seat of his own stands in on no other of a counted vote.
void leave_to_holders(Context& context, Task& task, const std::vector<SeatPlan>& plans) {
  for (size_t place = 0; place < plans.size(); ++place) {
    Seat& seat = task.seats[place];
    const bool has_deputy = std::ranges::any_of(
        seat.candidates, [](const Candidate& each) { return !each.on_behalf_of.empty(); });
    if (has_deputy)
      seat.candidates = candidates_of(context, task, plans[place], barred_of(task, seat.id));
  }
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

// Where the model insists on whom it asks, a position that nobody holds is filled by an appointment
// first, and who may not act himself is replaced; elsewhere substitutes are asked, so that who
// acted before is not held up.
base::Result<void> check_vacancies(Context& context, const Task& task,
                                   const std::vector<SeatPlan>& plans) {
  if (task.settings.nobody.act != Nobody::Act::Refuse) return {};
  base::Error vacant = base::refusal("work.seat_vacant");
  if (!task.settings.clauses.empty()) vacant.clause = task.settings.clauses.front();
  bool has_candidate = false;
  for (size_t place = 0; place < plans.size(); ++place) {
    const Seat& seat = task.seats[place];
    has_candidate = has_candidate || !seat.candidates.empty();
    const bool is_named = !seat.position.empty() || !seat.title.zh.empty();
    const bool is_vacant = seat.candidates.empty() && is_named;
    if (is_vacant && !is_skipped_for_applicant(context, task, plans[place]))
      vacant.missing.push_back(vacancy(seat));
  }
  const bool is_every_seat_needed = is_counted(task.settings.rule.policy);
  if (vacant.missing.empty()) return {};
  if (is_every_seat_needed || !has_candidate) return vacant;
  return {};
}

// A seat that nobody may take would be a task that never ends: substitutes have to be allowed, too.
base::Result<void> check_somebody(Context& context, const Task& task,
                                  const std::vector<SeatPlan>& plans) {
  const Nobody::Act act = task.settings.nobody.act;
  if (act == Nobody::Act::Pass || act == Nobody::Act::Reject || act == Nobody::Act::Wait) return {};
  const bool is_every_seat_needed = is_counted(task.settings.rule.policy);
  bool has_candidate = false;
  std::vector<SeatPlan> gaps;
  for (size_t place = 0; place < plans.size(); ++place) {
    const bool is_filled = !task.seats[place].candidates.empty() ||
                           is_skipped_for_applicant(context, task, plans[place]);
    has_candidate = has_candidate || is_filled;
    if (!is_filled) gaps.push_back(plans[place]);
  }
  if (has_candidate && (!is_every_seat_needed || gaps.empty())) return {};
  const auto substitutes = substitutes_of(context, task);
  if (!substitutes) return substitutes.error();
  if (!candidates_of(context, task, {"", *substitutes}).empty()) return {};
  return nobody_for(context, task, gaps).at(task.process + "#" + task.element);
}

void store(Context& context, const Task& task, const std::vector<SeatPlan>& plans) {
  insert_task(context.tx, task);
  for (size_t place = 0; place < plans.size(); ++place) {
    insert_seat(context.tx, task.key, task.seats[place], plans[place].persons);
    for (const Candidate& candidate : task.seats[place].candidates)
      add_participant(context.tx, task.instance, candidate.person);
  }
}

base::JsonArray seats_told(const Task& task) {
  base::JsonArray seats;
  for (const Seat& seat : task.seats) seats.push_back(json_of(seat.title));
  return seats;
}

}  // namespace

base::Result<void> store_task(Context& context, Task task, const std::vector<SeatPlan>& plans) {
  auto settings = read_settings(task.properties);
  if (!settings) return settings.error();
  task.settings = std::move(settings).value();
  task.seats.clear();
  for (size_t place = 1; place <= plans.size(); ++place) {
    task.seats.push_back(new_seat(context, task, plans[place - 1], place));
  }
  leave_to_holders(context, task, plans);
  if (task.settings.due) task.due_at = due_of(context, task, *task.settings.due);
  if (!is_plain(task.properties)) {
    if (auto checked = check_vacancies(context, task, plans); !checked) return checked;
    if (auto checked = check_somebody(context, task, plans); !checked) return checked;
    if (auto checked = check_passable(context, task); !checked) return checked;
  }
  task.steps_before = context.hooks.elements_before(task.instance, task.element);
  store(context, task, plans);
  tell(context, task, "created", {{"seats", seats_told(task)}});
  call_back_begun(context, task);
  start_clocks(context, task);
  return {};
}

base::Result<void> offer_task(Context& context, Task task, const std::vector<SeatPlan>& plans) {
  const int64_t key = task.key;
  if (auto stored = store_task(context, std::move(task), plans); !stored) return stored;
  const auto settled = settle(context, key, {});
  return settled ? base::Result<void>() : settled.error();
}

base::Result<void> migrate_task(Context& context, const engine::UserTask& user_task) {
  const auto before = find_task(context.tx.db, user_task.key);
  if (!before) return {};
  Task task = new_task(context, user_task);
  if (auto settings = read_settings(task.properties); !settings) return settings.error();
  const auto found = before->properties.find(due_found);
  if (found != before->properties.end()) task.properties[found->first] = found->second;
  task.steps_before = context.hooks.elements_before(task.instance, task.element);
  describe_task(context.tx, task);
  store_form(context.tx, user_task);
  bump_version(context.tx, task.key);
  signal_task(context, *before, open_candidates(*before));
  return {};
}

namespace {

// The step was taken back: nobody is looked for, its seats are those that it had.
base::Result<void> create_as_before(Context& context, Task task, const engine::UserTask& user_task,
                                    const TakenBack& taken) {
  store_assignment(context.tx, task.key, assignment_of(context.tx.db, taken.done.key));
  if (user_task.form_key != 0 || !user_task.external_form.empty())
    store_form(context.tx, user_task);
  if (task.settings.due) task.due_at = due_of(context, task, *task.settings.due);
  task.steps_before = context.hooks.elements_before(task.instance, task.element);
  insert_task(context.tx, task);
  seat_as_before(context, task.key, taken);
  task = *find_task(context.tx.db, task.key);
  tell(context, task, "created", {{"seats", seats_told(task)}});
  call_back_begun(context, task);
  start_clocks(context, task);
  if (const auto settled = settle(context, task.key, {}); !settled) return settled.error();
  drop_claim_without_seat(context, task.key);
  return {};
}

void keep_what_is_told_at_end(Context& context, const engine::UserTask& first) {
  const auto said = [&](std::string_view name) {
    const auto found = first.process_properties.find(name);
    return found == first.process_properties.end() ? std::string() : found->second;
  };
  keep_callback_at_end(context.tx, first.at.instance, said("jw:callback.end"));
  keep_end_notice(context.tx, first.at.instance, said("jw:end_notice"));
}

}  // namespace

base::Result<void> create_task(Context& context, const engine::UserTask& user_task) {
  Task task = new_task(context, user_task);
  auto settings = read_settings(task.properties);
  if (!settings) return settings.error();
  task.settings = std::move(settings).value();
  const auto process = read_process_settings(user_task.process_properties);
  if (!process) return process.error();
  if (!is_plain(task.properties)) find_due(context, task, user_task.due_date);
  if (const auto taken = take_mark(context, task))
    return create_as_before(context, std::move(task), user_task, *taken);
  const auto plans = plan_seats(context, task, user_task);
  if (!plans) return plans.error();
  const bool is_first = !instance(context.tx.db, task.instance);
  open_instance(context, opening(task.instance, task.process, task.record, task.starter,
                                 user_task.process_properties));
  if (is_first) keep_what_is_told_at_end(context, user_task);
  store_assignment(context.tx, task.key,
                   {user_task.assignee, user_task.candidate_groups, user_task.candidate_users,
                    user_task.priority, follow_up_of(context, task, user_task.follow_up_date)});
  if (user_task.form_key != 0 || !user_task.external_form.empty())
    store_form(context.tx, user_task);
  if (auto offered = offer_task(context, task, *plans); !offered) return offered;
  return is_first ? copy_at_start(context, task, process->copy_at_start) : base::Result<void>();
}

}  // namespace work
