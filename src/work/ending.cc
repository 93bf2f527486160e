// Ending a whole matter out of turn: withdrawn by its starter, moved or voided by an administrator.
#include <algorithm>

#include "org/organisation.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/instances.h"
#include "work/steps/common.h"
#include "work/steps/mine.h"
#include "work/steps/overdue.h"
#include "work/withdrawal.h"

namespace work {
namespace {

// Who does it, why, and of which matter.
void tell_withdrawn(Context& context, const Instance& known, std::vector<std::string> concerned,
                    base::Text event, const std::string& reason) {
  const base::Text by = org::name_of(context.tx.db, context.tx.actor.person);
  std::erase(concerned, context.tx.actor.person);
  notify(context, concerned,
         {"withdraw",
          {std::move(event), headline(known)},
          {by.zh + "：" + reason, (by.en.empty() ? by.zh : by.en) + ": " + reason},
          link_of_instance(known.key),
          "withdraw:" + std::to_string(known.key)});
}

base::Result<void> withdraw_running(Context& context, const Instance& known,
                                    const std::string& words) {
  for (const Task& task : open_tasks(context.tx.db, known.key)) {
    if (task.suspended_at) return base::refusal("work.suspended");
  }
  auto concerned = concerned_by_withdrawal(context.tx.db, known);
  close_instance(context, known.key, "withdrawn", words);
  tell_withdrawn(context, known, std::move(concerned), {"已撤回", "Withdrawn"}, words);
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
  tell_withdrawn(context, known, concerned_by_withdrawal(context.tx.db, known),
                 {"通过后已撤销", "Withdrawn after it passed"}, words);
  return {};
}

}  // namespace

std::vector<std::string> concerned_by_withdrawal(storage::Connection& db, const Instance& known) {
  std::vector<std::string> concerned;
  const auto add = [&](const std::string& person) {
    if (std::ranges::count(concerned, person) == 0) concerned.push_back(person);
  };
  if (known.state == "active") {
    for (const Task& task : open_tasks(db, known.key))
      std::ranges::for_each(open_candidates(task), add);
    return concerned;
  }
  for (const Task& task : tasks_of_instance(db, known.key)) {
    for (const Seat& seat : task.seats) {
      if (seat.at && !seat.person.empty()) add(seat.person);
    }
  }
  for (const storage::Row& row :
       db.query("SELECT person FROM work_copy WHERE instance = ? ORDER BY id", {known.key}))
    add(row.text(0));
  return concerned;
}

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
