// Taking a seat away (减签): it counts for nothing from then on, whatever was said on it.
#include <algorithm>

#include "org/organisation.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/due_dates.h"
#include "work/signers.h"
#include "work/steps/deciding.h"
#include "work/steps/mine.h"
#include "work/steps/not_yours.h"
#include "work/steps/one_vote.h"
#include "work/steps/passable.h"

namespace work {
namespace {

// It has voted, or a signer before it has dissented for it.
bool has_voted(const Seat& seat) {
  return seat.state == SeatState::Acted || seat.reason == signer_disagreed;
}

}  // namespace

std::vector<std::string> removed_with(const Task& task, const Seat& seat) {
  std::vector<std::string> gone{seat.id};
  for (const Seat& added : task.seats) {
    const bool keeps_vote = added.relation == Relation::Beside && has_voted(added);
    if (added.parent != seat.id || keeps_vote || added.reason == removed_seat) continue;
    const auto more = removed_with(task, added);
    gone.insert(gone.end(), more.begin(), more.end());
  }
  return gone;
}

namespace {

// The task as it would be without the seat.
Task without(Task task, const Seat& removed) {
  const auto gone = removed_with(task, removed);
  for (Seat& seat : task.seats) {
    const bool is_gone = contains(gone, seat.id);
    if (!is_gone && !was_dropped(seat)) continue;
    seat.state = is_gone ? SeatState::Canceled : SeatState::Waiting;
    seat.reason = is_gone ? removed_seat : "";
  }
  return task;
}

bool stays(const Task& task, const Seat& seat) {
  return !task.is_open() || task.suspended_at || task.settings.is_final ||
         !(is_undecided(seat) || has_voted(seat)) || voting_seats(without(task, seat)).empty();
}

base::Error has_acted(Context& context, const Seat& seat) {
  auto error = base::refusal("work.signer_not_removable").at("seat");
  if (!seat.at) return error;
  return std::move(error).with_title(
      told_by(context, seat.person, *seat.at,
              {"已为该席位办理，只有管理员可以减去",
               "acted for this seat; only an administrator may remove it"}));
}

// The seat that may be removed, or why it may not: nothing of the rule becomes impossible with it.
base::Result<Seat> removable(Context& context, const Task& task, std::string_view id) {
  const Seat* seat = task.seat(id);
  if (!seat) return base::refusal("work.signer_not_removable").at("seat");
  const bool has_added = !seat->added_by.empty() && seat->added_by == context.tx.actor.person;
  const bool may_any = is_administrator(context);
  if (!may_any && !has_added) return base::refusal("work.not_yours");
  if (stays(task, *seat)) return base::refusal("work.signer_not_removable").at("seat");
  if (!may_any && has_voted(*seat)) return has_acted(context, *seat);
  if (check_passable(context, task).ok()) {
    auto passable = check_passable(context, without(task, *seat));
    if (!passable) return passable.error();
  }
  return *seat;
}

void take_away(Context& context, const Task& task, const Seat& seat) {
  const base::Text name = org::name_of(context.tx.db, context.tx.actor.person);
  const Why why{std::string(removed_seat), {"已由" + name.zh + "减签", "removed by " + name.en}};
  for (const std::string& id : removed_with(task, seat)) cancel_seat(context.tx, task.key, id, why);
  if (has_voted(seat)) restore_dropped_seats(context.tx, *find_task(context.tx.db, task.key));
  follow_people(context, task.key);
  bump_version(context.tx, task.key);
}

// Who has voted on the seat; else whoever was asked there, and who asked him for his opinion.
std::vector<std::string> people_of(Context& context, const Task& task, const Seat& seat) {
  if (seat.at) return {seat.person};
  if (!is_undecided(seat)) return {};
  std::vector<std::string> persons;
  for (const Candidate& each : seat.candidates) persons.push_back(each.person);
  for (const Delegation& asked : seat.delegations) persons.push_back(asked.by);
  std::erase_if(persons,
                [&](const std::string& person) { return !was_asked(context.tx.db, task, person); });
  return persons;
}

void tell_who_lost(Context& context, const Task& task, const Seat& seat, const std::string& words) {
  base::Text what{"您的席位已被减签，不必再办理",
                  "Your seat was removed; you need not act on it any more"};
  if (seat.at)
    what = {"您的席位已被减签，您的表决不再计入",
            "Your seat was removed; your vote does not count any more"};
  NewNotice notice = notice_of(context, task, "message", what,
                               "removed:" + seat.id + ":" + std::to_string(task.version));
  notice.text = {words, words};
  // What leads to the task is over for everybody when that is done; this is read when he reads it.
  notice.link = link_of_instance(task.instance);
  auto persons = people_of(context, task, seat);
  std::erase(persons, context.tx.actor.person);
  notify(context, persons, notice);
}

// In the story, and to whose seats go.
void tell_removed(Context& context, const Task& task, const Seat& seat, const std::string& words) {
  base::JsonObject more;
  if (seat.added_by != context.tx.actor.person) more = by_administrator();
  more["seat"] = seat.id;
  more["seat_title"] = json_of(seat.title);
  more["text"] = words;
  tell(context, task, "signer_removed", std::move(more));
  signal_task(context, task, open_candidates(task));
  for (const std::string& id : removed_with(task, seat))
    tell_who_lost(context, task, *task.seat(id), words);
}

}  // namespace

bool may_remove(const Task& task, const Seat& seat, std::string_view person) {
  const bool has_added = !seat.added_by.empty() && seat.added_by == person;
  return has_added && is_undecided(seat) && may_remove_as_administrator(task, seat);
}

bool may_remove_as_administrator(const Task& task, const Seat& seat) {
  return task.settings.offered("remove_signer") != nullptr && !stays(task, seat);
}

bool needs_reason_to_remove(const Task& task, const Seat& seat) {
  const auto* offered = task.settings.offered("remove_signer");
  return has_voted(seat) || (offered && offered->is_reason_required);
}

base::Result<void> remove_signer(Context& context, int64_t key, std::string_view id,
                                 std::string_view reason) {
  const auto task =
      is_administrator(context) ? any_open_task(context, key) : open_task(context, key);
  if (!task) return task.error();
  if (auto offered = check_offered(*task, "remove_signer"); !offered) return offered;
  const auto seat = removable(context, *task, id);
  if (!seat) return seat.error();
  const auto words =
      has_voted(*seat) ? checked_reason(reason) : reason_for(*task, "remove_signer", reason);
  if (!words) return words.error();
  take_away(context, *task, *seat);
  tell_removed(context, *task, *seat, *words);
  const Seat last = last_vote(*find_task(context.tx.db, key));
  const auto settled = settle(context, key, {last, {last.variables, last.written}, {}});
  return settled ? base::Result<void>() : settled.error();
}

}  // namespace work
