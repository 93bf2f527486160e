// Ending a whole matter out of turn: withdrawn by its starter, moved or voided by an administrator.
#include <algorithm>

#include "org/organisation.h"
#include "work/acting_starter.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/called.h"
#include "work/instances.h"
#include "work/steps/common.h"
#include "work/steps/in_hand.h"
#include "work/steps/mine.h"
#include "work/steps/overdue.h"
#include "work/withdrawal.h"

namespace work {
namespace {

// What is told of a matter that somebody ends or moves.
struct Announcement {
  std::string kind;
  base::Text event;
  std::string reason;  // his words; may be empty
};

// Who does it, why, and of which matter; the link leads to `shown`.
void tell_concerned(Context& context, const Instance& known, std::vector<std::string> concerned,
                    const Announcement& told, int64_t shown) {
  base::Text by = org::name_of(context.tx.db, context.tx.actor.person);
  if (by.en.empty()) by.en = by.zh;
  if (!told.reason.empty()) by = {by.zh + "：" + told.reason, by.en + ": " + told.reason};
  std::erase(concerned, context.tx.actor.person);
  notify(context, concerned,
         {told.kind,
          {told.event, headline(known)},
          by,
          link_of_instance(shown),
          told.event.en + ":" + std::to_string(known.key) + ":" +
              std::to_string(context.tx.now.micros)});
}

// Of what was in hand when it was ended or moved; each is led to the matter that he has part in.
// `names` hear of it otherwise.
void tell_who_had_it(Context& context, const Instance& known, const std::vector<Task>& in_hand,
                     const Announcement& told, std::vector<std::string> names = {}) {
  for (const Task& task : in_hand) {
    std::vector<std::string> fresh;
    for (const std::string& person : people_in_hand(task)) {
      if (std::ranges::count(names, person) == 0) fresh.push_back(person);
    }
    names.insert(names.end(), fresh.begin(), fresh.end());
    tell_concerned(context, known, std::move(fresh), told, task.instance);
  }
}

base::Result<void> withdraw_running(Context& context, const Instance& known,
                                    const std::string& words) {
  for (const Task& task : open_tasks(context.tx.db, known.key)) {
    if (task.suspended_at) return base::refusal("work.suspended");
  }
  const auto in_hand = tasks_in_hand(context.tx.db, known.key);
  close_instance(context, known.key, "withdrawn", words);
  tell_who_had_it(context, known, in_hand, {"withdraw", {"已撤回", "Withdrawn"}, words});
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
  tell_concerned(context, known, concerned_by_withdrawal(context.tx.db, known),
                 {"withdraw", {"通过后已撤销", "Withdrawn after it passed"}, words}, known.key);
  return {};
}

}  // namespace

std::vector<std::string> concerned_by_withdrawal(storage::Connection& db, const Instance& known) {
  std::vector<std::string> concerned;
  const auto add = [&](const std::string& person) {
    if (std::ranges::count(concerned, person) == 0) concerned.push_back(person);
  };
  if (known.state == "active") {
    for (const Task& task : tasks_in_hand(db, known.key))
      std::ranges::for_each(people_in_hand(task), add);
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

// What a rule began has no person behind it.
std::vector<std::string> starter_of(Context& context, const Instance& known) {
  if (known.starter.empty() || known.starter == "system") return {};
  return {acting_starter(context.tx.db, known)};
}

// Of an ended matter its starter, who took part, and whom its process has told of it or its record.
std::vector<std::string> concerned_by_voiding(Context& context, const Instance& known) {
  auto concerned = starter_of(context, known);
  for (std::string& person : concerned_by_withdrawal(context.tx.db, known))
    concerned.push_back(std::move(person));
  const std::string record = "record/" + known.record.type + "/" + std::to_string(known.record.id);
  for (const storage::Row& row : context.tx.db.query(
           "SELECT DISTINCT person FROM work_notice WHERE kind = 'message' AND link IN (?, ?, ?) "
           "ORDER BY person",
           {record, "instance/" + std::to_string(known.key), link_of_instance(known.key)}))
    concerned.push_back(row.text(0));
  return concerned;
}

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
  auto lost = tasks_in_hand(context.tx.db, key);
  auto moved = go_on_at(context, key, element, std::move(more), is_his_right ? *words : "");
  if (!moved) return moved;
  std::erase_if(lost, [&](const Task& task) {
    const auto now = find_task(context.tx.db, task.key);
    return now && now->is_open();
  });
  const auto known = instance(context.tx.db, key);
  const Announcement told{"jumped", {"已跳转到其他环节", "Moved on to another step"}, *words};
  tell_who_had_it(context, *known, lost, told);
  // Of an end that it was moved to he hears anyway.
  if (known->state == "active")
    tell_concerned(context, *known, starter_of(context, *known), told, key);
  return {};
}

base::Result<void> jump_by_rule(Context& context, int64_t key, std::string_view element,
                                const Why& why) {
  return go_on_at(context, key, element, {{"reason", why.reason}, {"text", json_of(why.text)}}, "");
}

void tell_cancellation(Context& context, int64_t key, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || known->state != "active") return;
  tell_who_had_it(context, *known, tasks_in_hand(context.tx.db, key),
                  {"canceled", {"流程已终止", "Process cancelled"}, std::string(reason)},
                  starter_of(context, *known));
}

base::Result<void> void_instance(Context& context, int64_t key, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || known->state == "voided") return base::refusal("work.no_instance");
  const auto words = checked_reason(reason);
  if (!words) return words.error();
  const Announcement told{"voided", {"已作废", "Voided"}, *words};
  if (known->state == "active") {
    const auto in_hand = tasks_in_hand(context.tx.db, key);
    close_by_administrator(context, key, "voided", *words);
    tell_concerned(context, *known, starter_of(context, *known), told, key);
    tell_who_had_it(context, *known, in_hand, told);
    return context.hooks.cancel_in_engine(key, "voided");
  }
  reclose_by_administrator(context, key, "voided", *words);
  tell_concerned(context, *known, concerned_by_voiding(context, *known), told, key);
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
