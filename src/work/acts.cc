#include "work/acts.h"

#include <algorithm>

#include "base/text.h"
#include "work/acting_starter.h"
#include "work/assignment.h"
#include "work/instances.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/steps/copies.h"
#include "work/steps/mine.h"
#include "work/steps/participants.h"
#include "work/steps/remarks.h"
#include "work/steps/seats_anew.h"

namespace work {
namespace {

// What a comment on an open or ended task and a late opinion have in common.
void tell_text(Context& context, const Task& task, std::string_view act, const Remark& remark,
               const Seat* seat) {
  base::JsonObject more = json_of(remark);
  keep_files(context.tx, task.instance, remark.files);
  if (seat) {
    more["seat"] = seat->id;
    more["seat_title"] = json_of(seat->title);
  }
  tell(context, task, act, std::move(more));
  signal_task(context, task, participants(context.tx.db, task.instance));
}

}  // namespace

base::Result<void> comment(Context& context, int64_t key, const Remark& remark) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  const auto said = checked(context, task->record, remark);
  if (!said) return said.error();
  tell_text(context, *task, "commented", *said, nullptr);
  tell_mentioned(context, {task->instance, headline(context, *task), link_of(*task)}, *said);
  return {};
}

base::Result<void> add_opinion(Context& context, int64_t key, const Remark& opinion) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  const Seat* seat = silent_seat(*task, context.tx.actor.person);
  if (!seat) return base::refusal("work.not_yours");
  const auto words = checked_text(opinion.text);
  if (!words) return words.error();
  context.tx.db.execute(
      "UPDATE work_seat SET person = ?, opinion = ? WHERE task = ? AND place = ?",
      {context.tx.actor.person, *words, key, static_cast<int64_t>(std::stoll(seat->id))});
  const auto candidate =
      std::ranges::find(seat->candidates, context.tx.actor.person, &Candidate::person);
  const OnBehalf on_behalf(context.tx, candidate->on_behalf_of);
  tell_text(context, *task, "opinion_added", {*words, opinion.files}, seat);
  return {};
}

base::Result<void> copy(Context& context, int64_t key, const std::vector<std::string>& persons) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  if (auto offered = check_offered(*task, "copy"); !offered) return offered;
  if (auto known = check_persons(context.tx.db, persons); !known) return known;
  if (auto open = check_participants(context, *task, persons); !open) return open;
  const auto fresh = add_copies(context, *task, persons, "copy",
                                done_by_actor(context, "抄送", "copied this to you"), "");
  if (fresh.empty()) return {};
  tell(context, *task, "copied", {{"persons", base::JsonArray(fresh.begin(), fresh.end())}});
  return {};
}

base::Result<void> circulate(Context& context, int64_t key, const std::vector<std::string>& persons,
                             std::string_view reason) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  if (auto offered = check_offered(*task, "circulate"); !offered) return offered;
  if (auto known = check_persons(context.tx.db, persons); !known) return known;
  if (auto open = check_participants(context, *task, persons); !open) return open;
  const auto words = reason_for(*task, "circulate", reason);
  if (!words) return words.error();
  const auto fresh = add_copies(context, *task, persons, "circulation",
                                done_by_actor(context, "传阅", "asks you to read this"), *words);
  if (fresh.empty()) return {};
  tell(context, *task, "circulated",
       {{"persons", base::JsonArray(fresh.begin(), fresh.end())}, {"text", *words}});
  return {};
}

base::Result<void> confirm_read(Context& context, int64_t key, std::string_view text) {
  const auto task = task_of_participant(context, key);
  if (!task) return task.error();
  const std::string& person = context.tx.actor.person;
  const auto row = context.tx.db.first(
      "SELECT confirmed_at FROM work_copy WHERE instance = ? AND person = ? AND kind = "
      "'circulation'",
      {task->instance, person});
  if (!row) return base::refusal("work.not_yours");
  if (!row->is_null(0)) return {};
  context.tx.db.execute(
      "UPDATE work_copy SET confirmed_at = ?, read_at = coalesce(read_at, ?) WHERE instance = ? "
      "AND person = ? AND kind = 'circulation'",
      {context.tx.now.micros, context.tx.now.micros, task->instance, person});
  tell_text(context, *task, "read_confirmed", {std::string(base::trim(text))}, nullptr);
  return {};
}

base::Result<void> claim(Context& context, int64_t key) {
  const auto mine = my_task(context, key, "claim");
  if (!mine) return mine.error();
  if (mine->task.claimed_by == context.tx.actor.person) return {};
  const bool is_shared = !is_counted(mine->task.settings.rule.policy);
  if (!is_shared || mine->seat.relation != Relation::Own)
    return base::refusal("work.claim_not_allowed");
  if (is_plain(mine->task.properties)) return claim_plain(context, mine->task);
  store_claim(context.tx, key, context.tx.actor.person);
  bump_version(context.tx, key);
  tell(context, mine->task, "claimed", {});
  signal_task(context, mine->task, open_candidates(mine->task));
  return {};
}

base::Result<void> unclaim(Context& context, int64_t key) {
  const auto mine = my_task(context, key, "claim");
  if (!mine) return mine.error();
  if (mine->task.claimed_by.empty()) return base::refusal("work.not_claimed");
  if (is_plain(mine->task.properties)) return unclaim_plain(context, mine->task);
  drop_claim(context.tx, key);
  bump_version(context.tx, key);
  tell(context, mine->task, "unclaimed", {});
  signal_task(context, mine->task, open_candidates(mine->task));
  // Who stood in kept it from whose it is by now.
  resolve_seats_of(context, key);
  return {};
}

namespace {

// Whoever decides now is to know what the starter adds (附言); who is named hears of it anyway.
void tell_note(Context& context, const Instance& known, const Remark& remark) {
  std::vector<std::string> persons;
  for (const Task& task : open_tasks(context.tx.db, known.key)) {
    for (const std::string& person : open_candidates(task)) {
      const bool is_told = person == context.tx.actor.person ||
                           std::ranges::count(persons, person) > 0 ||
                           std::ranges::count(remark.mentions, person) > 0;
      if (!is_told) persons.push_back(person);
    }
  }
  const base::Text about = headline(known);
  notify(context, persons,
         {"message",
          {{"发起人补充说明", "The starter adds a note"}, about},
          {remark.text, remark.text},
          link_of_instance(known.key),
          ""});
}

}  // namespace

base::Result<void> comment_on_instance(Context& context, int64_t key, const Remark& remark) {
  const auto known = instance(context.tx.db, key);
  if (!known || !takes_part(context.tx.db, key, context.tx.actor.person))
    return base::refusal("work.no_instance");
  const auto said = checked(context, known->record, remark);
  if (!said) return said.error();
  keep_files(context.tx, key, said->files);
  const bool is_note =
      known->state == "active" && acting_starter(context.tx.db, *known) == context.tx.actor.person;
  tell_instance(context, *known, is_note ? "noted" : "commented", json_of(*said));
  if (is_note) tell_note(context, *known, *said);
  tell_mentioned(context, {key, headline(*known), link_of_instance(key)}, *said);
  if (context.hooks.signal)
    context.hooks.signal({"instance", std::to_string(key), participants(context.tx.db, key)});
  return {};
}

}  // namespace work
