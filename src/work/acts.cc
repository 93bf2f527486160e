#include "work/acts.h"

#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/instances.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"

namespace work {
namespace {

constexpr base::Span urge_interval = base::hours(1);

// A task that is open, on which the person has a seat.
struct Mine {
  Task task;
  Seat seat;
};
base::Result<Mine> my_task(Context& context, int64_t key) {
  auto task = open_task(context, key);
  if (!task) return task.error();
  const std::string& person = context.tx.actor.person;
  const Seat* seat = seat_for(*task, person);
  if (!seat) return base::refusal("work.not_yours");
  if (!task->claimed_by.empty() && task->claimed_by != person) {
    return base::refusal("work.claimed")
        .with_title(told_by(context, task->claimed_by, *task->claimed_at,
                            {"已签收此任务", "claimed this task"}));
  }
  return Mine{*task, *seat};
}

base::Result<std::string> checked_reason(std::string_view reason) {
  auto text = checked_text(reason);
  if (text) return text;
  return base::refusal("work.reason_required")
      .lacking({base::Missing::Kind::Field,
                "text",
                {"原因", "Reason"},
                {"请说明原因", "Give a reason"}});
}

// A seat whose member did not vote before the end.
const Seat* silent_seat(const Task& task, std::string_view person) {
  if (task.is_open() || !is_counted(task.settings.policy)) return nullptr;
  for (const Seat& seat : task.seats) {
    const bool is_member = std::ranges::count(seat.candidates, person, &Candidate::person) > 0;
    if (is_member && seat.state == SeatState::Canceled && seat.opinion.empty()) return &seat;
  }
  return nullptr;
}

std::vector<std::string> participants(storage::Connection& db, int64_t instance) {
  std::vector<std::string> persons;
  for (const storage::Row& row :
       db.query("SELECT person FROM work_participant WHERE instance = ?", {instance})) {
    persons.push_back(row.text(0));
  }
  return persons;
}

std::optional<base::Time> last_urged(storage::Connection& db, int64_t task) {
  return time_or_nothing(*db.first("SELECT urged_at FROM work_task WHERE id = ?", {task}), 0);
}

base::Result<void> urge_task(Context& context, const Task& task) {
  const auto last = last_urged(context.tx.db, task.key);
  if (last && *last + urge_interval > context.tx.now) return base::refusal("work.urged_recently");
  context.tx.db.execute("UPDATE work_task SET urged = urged + 1, urged_at = ? WHERE id = ?",
                        {context.tx.now.micros, task.key});
  const auto persons = open_candidates(task);
  tell_candidates(context, task, "urge", {"催办", "Please act"},
                  "urge:" + std::to_string(context.tx.now.micros));
  tell(context, task, "urged", {{"persons", base::JsonArray(persons.begin(), persons.end())}});
  signal_task(context, task, persons);
  return {};
}

// What a comment on an open or ended task and a late opinion have in common.
void tell_text(Context& context, const Task& task, std::string_view act, const std::string& text,
               const Seat* seat) {
  base::JsonObject more{{"text", text}};
  if (seat) {
    more["seat"] = seat->id;
    more["seat_title"] = json_of(seat->title);
  }
  tell(context, task, act, std::move(more));
  signal_task(context, task, participants(context.tx.db, task.instance));
}

bool can_transfer(const Task& task) { return !task.settings.is_final; }

base::Result<void> check_successor(Context& context, const Task& task, const std::string& person) {
  if (auto known = check_persons(context.tx.db, {person}); !known) return known;
  const bool is_own_matter = task.settings.is_applicant_excluded && person == task.starter;
  const bool is_seated = std::ranges::any_of(task.seats, [&](const Seat& seat) {
    const bool is_in =
        seat.state == SeatState::Open || seat.state == SeatState::Waiting || seat.person == person;
    return is_in && std::ranges::count(seat.candidates, person, &Candidate::person) > 0;
  });
  if (is_own_matter || is_seated || !can_transfer(task))
    return base::refusal("work.transfer_not_allowed");
  return {};
}

}  // namespace

base::Result<void> comment(Context& context, int64_t key, std::string_view text) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  const auto words = checked_text(text);
  if (!words) return words.error();
  tell_text(context, *task, "commented", *words, nullptr);
  return {};
}

base::Result<void> add_opinion(Context& context, int64_t key, std::string_view text) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  const Seat* seat = silent_seat(*task, context.tx.actor.person);
  if (!seat) return base::refusal("work.not_yours");
  const auto words = checked_text(text);
  if (!words) return words.error();
  context.tx.db.execute(
      "UPDATE work_seat SET person = ?, opinion = ? WHERE task = ? AND place = ?",
      {context.tx.actor.person, *words, key, static_cast<int64_t>(std::stoll(seat->id))});
  const auto candidate =
      std::ranges::find(seat->candidates, context.tx.actor.person, &Candidate::person);
  const OnBehalf on_behalf(context.tx, candidate->on_behalf_of);
  tell_text(context, *task, "opinion_added", *words, seat);
  return {};
}

base::Result<void> copy(Context& context, int64_t key, const std::vector<std::string>& persons) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  if (auto known = check_persons(context.tx.db, persons); !known) return known;
  base::JsonArray told;
  std::vector<std::string> fresh;
  for (const std::string& person : persons) {
    const int64_t added = context.tx.db.execute(
        "INSERT INTO work_copy (id, instance, task, person, kind, by_person, at, read_at)"
        " VALUES (?, ?, ?, ?, 'copy', ?, ?, NULL) ON CONFLICT (person, instance, kind) DO NOTHING",
        {context.tx.keys.next(), task->instance, key, person, context.tx.actor.person,
         context.tx.now.micros});
    if (added == 0) continue;
    add_participant(context.tx, task->instance, person);
    told.push_back(base::Json(person));
    fresh.push_back(person);
  }
  if (fresh.empty()) return {};
  const base::Text about = headline(context, *task);
  notify(context, fresh,
         {"copy",
          {"抄送：" + about.zh, "Copied to you: " + about.en},
          {},
          link_of(*task),
          "copy:" + std::to_string(task->instance)});
  tell(context, *task, "copied", {{"persons", told}});
  signal_task(context, *task, fresh);
  return {};
}

base::Result<void> transfer(Context& context, int64_t key, std::string_view person,
                            std::string_view reason) {
  const auto mine = my_task(context, key);
  if (!mine) return mine.error();
  const Task& task = mine->task;
  const std::string successor(person);
  if (auto allowed = check_successor(context, task, successor); !allowed) return allowed;

  const std::string& actor = context.tx.actor.person;
  const auto candidate = std::ranges::find(mine->seat.candidates, actor, &Candidate::person);
  const std::string replaced = candidate->on_behalf_of.empty() ? actor : candidate->on_behalf_of;
  auto persons = persons_of_seat(context.tx.db, key, mine->seat.id);
  if (persons.empty()) persons = {successor};
  std::ranges::replace(persons, replaced, successor);
  set_persons_of_seat(context.tx, key, mine->seat.id, persons);
  replace_candidates(context.tx, key, mine->seat.id,
                     candidates_of(context, task, {mine->seat.position, persons}));
  context.tx.db.execute("UPDATE work_task SET claimed_by = '', claimed_at = NULL WHERE id = ?",
                        {key});
  bump_version(context.tx, key);
  add_participant(context.tx, task.instance, successor);

  const OnBehalf on_behalf(context.tx, candidate->on_behalf_of);
  tell(context, task, "transferred",
       {{"persons", base::JsonArray{base::Json(successor)}},
        {"text", std::string(base::trim(reason))},
        {"seat", mine->seat.id},
        {"seat_title", json_of(mine->seat.title)}});
  const base::Text about = headline(context, task);
  notify(context, {successor},
         {"task",
          {"转办：" + about.zh, "Transferred to you: " + about.en},
          {},
          link_of(task),
          "task:" + std::to_string(key) + ":transfer:" + std::to_string(context.tx.now.micros)});
  signal_task(context, task, {actor, successor});
  return {};
}

base::Result<void> return_to(Context& context, int64_t key, std::string_view element,
                             std::string_view reason) {
  const auto mine = my_task(context, key);
  if (!mine) return mine.error();
  const Task& task = mine->task;
  const auto targets = return_targets(context.tx.db, task);
  if (std::ranges::count(targets, element, &ReturnTarget::element) == 0) {
    return base::refusal("work.return_not_allowed").at("target");
  }
  const auto words = checked_reason(reason);
  if (!words) return words.error();

  const auto candidate =
      std::ranges::find(mine->seat.candidates, context.tx.actor.person, &Candidate::person);
  const OnBehalf on_behalf(context.tx, candidate->on_behalf_of);
  const Why why{"returned", reason_for_people("returned")};
  cancel_seats(context.tx, key, why);
  end_task(context.tx, key, TaskState::Canceled, "", why);
  // What was decided behind the target does not count any more.
  for (const std::string& behind :
       context.hooks.elements_behind(task.instance, std::string(element))) {
    context.tx.db.execute(
        "UPDATE work_task SET is_superseded = 1 WHERE instance = ? AND element = ?",
        {task.instance, behind});
  }
  tell(context, task, "returned",
       {{"text", *words},
        {"target", std::string(element)},
        {"target_title",
         json_of(std::ranges::find(targets, element, &ReturnTarget::element)->title)},
        {"seat", mine->seat.id},
        {"seat_title", json_of(mine->seat.title)}});
  signal_task(context, task, open_candidates(task));
  return context.hooks.return_in_engine(key, std::string(element), *words);
}

base::Result<void> urge(Context& context, int64_t key) {
  const auto task = open_task(context, key);
  if (!task) return task.error();
  return urge_task(context, *task);
}

base::Result<void> claim(Context& context, int64_t key) {
  const auto mine = my_task(context, key);
  if (!mine) return mine.error();
  if (mine->task.claimed_by == context.tx.actor.person) return {};
  if (is_counted(mine->task.settings.policy)) return base::refusal("work.claim_not_allowed");
  context.tx.db.execute("UPDATE work_task SET claimed_by = ?, claimed_at = ? WHERE id = ?",
                        {context.tx.actor.person, context.tx.now.micros, key});
  bump_version(context.tx, key);
  tell(context, mine->task, "claimed", {});
  signal_task(context, mine->task, open_candidates(mine->task));
  return {};
}

base::Result<void> unclaim(Context& context, int64_t key) {
  const auto mine = my_task(context, key);
  if (!mine) return mine.error();
  if (mine->task.claimed_by.empty()) return {};
  context.tx.db.execute("UPDATE work_task SET claimed_by = '', claimed_at = NULL WHERE id = ?",
                        {key});
  bump_version(context.tx, key);
  tell(context, mine->task, "unclaimed", {});
  signal_task(context, mine->task, open_candidates(mine->task));
  return {};
}

std::vector<ReturnTarget> return_targets(storage::Connection& db, const Task& task) {
  std::vector<ReturnTarget> targets;
  if (!task.is_open() || !task.settings.is_return_allowed) return targets;
  for (const storage::Row& row :
       db.query("SELECT element, max(title_zh), max(title_en) FROM work_task WHERE instance = ? "
                "AND state = 'done'"
                " AND is_superseded = 0 AND element <> ? GROUP BY element ORDER BY max(id) DESC",
                {task.instance, task.element})) {
    targets.push_back({row.text(0), {row.text(1), row.text(2)}});
  }
  return targets;
}

std::vector<std::string> offered_acts(storage::Connection& db, const Task& task,
                                      std::string_view person) {
  std::vector<std::string> acts;
  const bool takes_part_in_it = is_participant(db, task, person);
  const bool can_move = task.is_open() && !task.suspended_at;
  const Seat* seat = can_move ? seat_for(task, person) : nullptr;
  const bool is_held_by_other = !task.claimed_by.empty() && task.claimed_by != person;
  if (seat && !is_held_by_other) {
    acts = {"complete", "save_draft"};
    if (can_transfer(task)) acts.emplace_back("transfer");
    if (!return_targets(db, task).empty()) acts.emplace_back("return");
    const bool is_shared = !is_counted(task.settings.policy) && open_candidates(task).size() > 1;
    if (is_shared && task.claimed_by.empty()) acts.emplace_back("claim");
    if (task.claimed_by == person) acts.emplace_back("unclaim");
  }
  if (takes_part_in_it) acts.insert(acts.end(), {"comment", "copy"});
  if (takes_part_in_it && can_move && !seat) acts.emplace_back("urge");
  if (silent_seat(task, person)) acts.emplace_back("opinion");
  return acts;
}

base::Result<void> withdraw(Context& context, int64_t key, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || !takes_part(context.tx.db, key, context.tx.actor.person))
    return base::refusal("work.no_instance");
  const auto acts = offered_acts(context.tx.db, *known, context.tx.actor.person);
  if (std::ranges::find(acts, "withdraw") == acts.end())
    return base::refusal("work.withdraw_not_allowed");
  const auto words = checked_reason(reason);
  if (!words) return words.error();

  std::vector<std::string> concerned;
  for (const Task& task : open_tasks(context.tx.db, key)) {
    if (task.suspended_at) return base::refusal("work.suspended");
    for (const std::string& person : open_candidates(task)) concerned.push_back(person);
  }
  close_instance(context, key, "withdrawn", *words);
  std::erase(concerned, context.tx.actor.person);
  notify(context, concerned,
         {"withdraw",
          {"已撤回：" + known->title.zh + " " + known->number,
           "Withdrawn: " + known->title.en + " " + known->number},
          {*words, *words},
          "/instances/" + std::to_string(key),
          "withdraw:" + std::to_string(key)});
  if (context.hooks.withdrawn) {
    if (auto done = context.hooks.withdrawn(key); !done) return done;
  }
  return context.hooks.cancel_in_engine(key, "withdrawn");
}

base::Result<void> urge_instance(Context& context, int64_t key) {
  if (!takes_part(context.tx.db, key, context.tx.actor.person))
    return base::refusal("work.no_instance");
  bool has_urged = false;
  for (const Task& task : open_tasks(context.tx.db, key)) {
    if (task.suspended_at) return base::refusal("work.suspended");
    has_urged = urge_task(context, task).ok() || has_urged;
  }
  if (!has_urged) return base::refusal("work.urged_recently");
  return {};
}

base::Result<void> comment_on_instance(Context& context, int64_t key, std::string_view text) {
  const auto known = instance(context.tx.db, key);
  if (!known || !takes_part(context.tx.db, key, context.tx.actor.person))
    return base::refusal("work.no_instance");
  const auto words = checked_text(text);
  if (!words) return words.error();
  tell_instance(context, *known, "commented", {{"text", *words}});
  if (context.hooks.signal)
    context.hooks.signal({"instance", std::to_string(key), participants(context.tx.db, key)});
  return {};
}

}  // namespace work
