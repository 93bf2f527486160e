#include "work/urging.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/called.h"
#include "work/evaluation.h"
#include "work/own_matters.h"
#include "work/steps/common.h"
#include "work/steps/mine.h"

namespace work {
namespace {

constexpr base::Span urge_interval = base::hours(1);

std::optional<base::Time> last_urged(storage::Connection& db, int64_t task) {
  return time_or_nothing(*db.first("SELECT urged_at FROM work_task WHERE id = ?", {task}), 0);
}

base::Text words_of_urging(Context& context, Urging::By by) {
  if (by == Urging::By::Participant) return done_by_actor(context, "催办", "asks you to act");
  const base::Text name = org::name_of(context.tx.db, context.tx.actor.person);
  return {"流程负责人" + name.zh + "催办",
          "Please act, asks " + (name.en.empty() ? name.zh : name.en) + ", who owns the process"};
}

std::vector<std::string> others_of_administrators(Context& context) {
  auto persons = context.hooks.persons_of_role("administrator");
  std::erase(persons, context.tx.actor.person);
  return persons;
}

// Those hear of it who can find somebody for the seat.
NewNotice urge_of_vacancy(Context& context, const Task& task) {
  return notice_of(context, task, "vacant",
                   {"催办：席位空缺，请转办或任命", "Please find somebody: the seat is vacant"},
                   "urge:" + context.tx.actor.person);
}

// Nobody urges himself; of a vacant seat the administrators hear.
base::Result<void> urge_task(Context& context, const Task& task, Urging::By by) {
  if (task.held_by != 0) return base::refusal("work.nothing_to_urge");
  auto persons = others_waited_for(task, context.tx.actor.person);
  const bool is_nobodys = std::ranges::any_of(task.seats, is_vacant) && persons.empty() &&
                          open_candidates(task).empty();
  if (is_nobodys) persons = others_of_administrators(context);
  if (persons.empty() && !open_candidates(task).empty()) return base::refusal("work.own_turn");
  const auto last = last_urged(context.tx.db, task.key);
  if (last && *last + urge_interval > context.tx.now) return base::refusal("work.urged_recently");
  context.tx.db.execute("UPDATE work_task SET urged = urged + 1, urged_at = ? WHERE id = ?",
                        {context.tx.now.micros, task.key});
  notify_again(context, persons,
               is_nobodys ? urge_of_vacancy(context, task)
                          : notice_of(context, task, "urge", words_of_urging(context, by),
                                      "urge:" + context.tx.actor.person));
  base::JsonObject more{{"persons", base::JsonArray(persons.begin(), persons.end())}};
  if (by == Urging::By::Owner)
    more["text"] = json_of({"由流程负责人催办", "By the owner of the process"});
  tell(context, task, "urged", std::move(more));
  signal_task(context, task, persons);
  return {};
}

// What waits until another step is done over waits for nobody itself.
std::vector<Task> tasks_to_urge(storage::Connection& db, int64_t instance, const Urging& urging) {
  auto tasks = tasks_waited_for(db, instance, urging.answering);
  std::erase_if(tasks, [](const Task& task) { return task.held_by != 0; });
  return tasks;
}

bool waits_for_others(storage::Connection& db, const Instance& instance, std::string_view person,
                      const Urging& urging) {
  return std::ranges::any_of(tasks_to_urge(db, instance.key, urging), [&](const Task& task) {
    const bool is_his_turn =
        others_waited_for(task, person).empty() && !open_candidates(task).empty();
    return !task.suspended_at && !is_his_turn;
  });
}

}  // namespace

std::vector<std::string> offered_acts(const Moment& moment, const Instance& instance,
                                      std::string_view person) {
  return offered_acts(moment, instance, person, {});
}

std::vector<std::string> offered_acts(const Moment& moment, const Instance& instance,
                                      std::string_view person, const Urging& urging) {
  storage::Connection& db = moment.db;
  const bool is_his_part = takes_part(db, instance.key, person);
  const bool is_owners = urging.by == Urging::By::Owner && instance.state == "active";
  if (!is_his_part && !is_owners) return {};
  std::vector<std::string> acts;
  if (is_his_part) acts.emplace_back("comment");
  if (waits_for_others(db, instance, person, urging)) acts.emplace_back("urge");
  if (!is_his_part) return acts;
  if (may_withdraw(moment, instance, person)) acts.emplace_back("withdraw");
  if (may_evaluate(db, instance, person)) acts.emplace_back("evaluate");
  return acts;
}

base::Result<void> urge(Context& context, int64_t key) {
  const auto task = open_task(context, key);
  if (!task) return task.error();
  if (auto offered = check_offered(*task, "urge"); !offered) return offered;
  return urge_task(context, *task, Urging::By::Participant);
}

base::Result<void> urge_instance(Context& context, int64_t key) {
  return urge_instance(context, key, {});
}

base::Result<void> urge_instance(Context& context, int64_t key, const Urging& urging) {
  const bool is_his_part = takes_part(context.tx.db, key, context.tx.actor.person);
  if (!is_his_part && urging.by != Urging::By::Owner) return base::refusal("work.no_instance");
  // Who takes part urges as such, whatever he owns.
  const auto by = is_his_part ? Urging::By::Participant : Urging::By::Owner;
  const auto open = tasks_to_urge(context.tx.db, key, urging);
  if (open.empty()) return base::refusal("work.nothing_to_urge");
  bool has_urged = false;
  std::optional<base::Error> refused;
  for (const Task& task : open) {
    if (task.suspended_at) return base::refusal("work.suspended");
    const auto urged = urge_task(context, task, by);
    has_urged = has_urged || urged.ok();
    // What was urged already is more to the point than what waits for himself.
    if (!urged && (!refused || refused->code == "work.own_turn")) refused = urged.error();
  }
  if (!has_urged) return *refused;
  return {};
}

}  // namespace work
