// Ending a whole matter out of turn: withdrawn by its starter, moved or voided by an administrator.
#include <algorithm>

#include "work/acts.h"
#include "work/administering.h"
#include "work/instances.h"
#include "work/steps/common.h"
#include "work/steps/mine.h"
#include "work/steps/overdue.h"

namespace work {
namespace {

void tell_withdrawn(Context& context, const Instance& known, std::vector<std::string> concerned,
                    const std::string& words) {
  std::erase(concerned, context.tx.actor.person);
  notify(context, concerned,
         {"withdraw",
          {{"已撤回", "Withdrawn"},
           {known.title.zh + " " + known.number, known.title.en + " " + known.number}},
          {words, words},
          link_of_instance(known.key),
          "withdraw:" + std::to_string(known.key)});
}

base::Result<void> withdraw_running(Context& context, const Instance& known,
                                    const std::string& words) {
  std::vector<std::string> concerned;
  for (const Task& task : open_tasks(context.tx.db, known.key)) {
    if (task.suspended_at) return base::refusal("work.suspended");
    for (const std::string& person : open_candidates(task)) concerned.push_back(person);
  }
  close_instance(context, known.key, "withdrawn", words);
  tell_withdrawn(context, known, std::move(concerned), words);
  if (context.hooks.withdrawn) {
    if (auto done = context.hooks.withdrawn(known.key, Withdrawal::Running); !done) return done;
  }
  return context.hooks.cancel_in_engine(known.key, "withdrawn");
}

// The record's own rules say whether what was approved can still be undone.
base::Result<void> withdraw_ended(Context& context, const Instance& known,
                                  const std::string& words) {
  if (context.hooks.withdrawn) {
    if (auto done = context.hooks.withdrawn(known.key, Withdrawal::Ended); !done) return done;
  }
  reclose_instance(context, known.key, "withdrawn_after", words);
  std::vector<std::string> concerned;
  for (const Task& task : tasks_of_instance(context.tx.db, known.key)) {
    for (const Seat& seat : task.seats) {
      if (seat.at) concerned.push_back(seat.person);
    }
  }
  tell_withdrawn(context, known, std::move(concerned), words);
  return {};
}

}  // namespace

base::Result<void> withdraw(Context& context, int64_t key, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || !takes_part(context.tx.db, key, context.tx.actor.person))
    return base::refusal("work.no_instance");
  const Moment moment{context.tx.db, context.calendar, context.tx.now};
  if (!may_withdraw(moment, *known, context.tx.actor.person))
    return base::refusal("work.withdraw_not_allowed");
  const auto words = checked_reason(reason);
  if (!words) return words.error();
  return known->state == "active" ? withdraw_running(context, *known, *words)
                                  : withdraw_ended(context, *known, *words);
}

namespace {

// What an administrator moves to the end of its process he has terminated: nothing of it was
// decided. `ended_because` is his reason; empty: nobody ends it in his own right.
base::Result<void> go_on_at(Context& context, int64_t key, std::string_view element,
                            base::JsonObject more, const std::string& ended_because) {
  const auto known = instance(context.tx.db, key);
  if (!known || known->state != "active") return base::refusal("work.no_instance");
  for (const Task& task : open_tasks(context.tx.db, key)) {
    if (task.suspended_at) return base::refusal("work.suspended");
  }
  const std::string target(element);
  base::Text title;
  if (context.hooks.title_of) title = context.hooks.title_of(known->process, target, "");
  more["target"] = target;
  more["target_title"] = json_of(title);
  tell_instance(context, *known, "jumped", std::move(more));
  for (const std::string& behind : context.hooks.elements_behind(key, target)) {
    context.tx.db.execute(
        "UPDATE work_task SET is_superseded = 1 WHERE instance = ? AND element = ?", {key, behind});
  }
  if (!ended_because.empty() && context.hooks.is_end && context.hooks.is_end(key, target))
    close_by_administrator(context, key, "canceled", ended_because);
  return context.hooks.jump_in_engine(key, target, "jumped");
}

}  // namespace

base::Result<void> jump(Context& context, int64_t key, std::string_view element,
                        std::string_view reason) {
  const auto words = checked_reason(reason);
  if (!words) return words.error();
  base::JsonObject more;
  const bool is_his_right = is_administrator(context);
  if (is_his_right) more = by_administrator();
  more["text"] = *words;
  return go_on_at(context, key, element, std::move(more), is_his_right ? *words : "");
}

base::Result<void> jump_by_rule(Context& context, int64_t key, std::string_view element,
                                const Why& why) {
  return go_on_at(context, key, element, {{"reason", why.reason}, {"text", json_of(why.text)}}, "");
}

base::Result<void> void_instance(Context& context, int64_t key, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || known->state == "voided") return base::refusal("work.no_instance");
  const auto words = checked_reason(reason);
  if (!words) return words.error();
  if (known->state == "active") {
    close_by_administrator(context, key, "voided", *words);
    return context.hooks.cancel_in_engine(key, "canceled");
  }
  reclose_by_administrator(context, key, "voided", *words);
  return {};
}

base::Result<void> delete_instance(Context& context, int64_t key, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || !may_be_deleted(*known)) return base::refusal("work.no_instance");
  const auto words = checked_reason(reason);
  if (!words) return words.error();
  reclose_by_administrator(context, key, "deleted", *words);
  return {};
}

}  // namespace work
