#include "work/steps/not_yours.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "storage/event_log.h"
#include "work/steps/common.h"
#include "work/steps/one_vote.h"

namespace work {
namespace {

// What took it from him, of the acts that move seats: the latest says by whom and when.
std::optional<base::Text> what_moved_it(std::string_view act) {
  static const std::map<std::string_view, base::Text> words = {
      {"task.transferred", {"转办了此任务", "transferred this task"}},
      {"task.handed_over", {"交接了此任务", "handed this task over"}},
      {"task.reassigned", {"改派了此任务", "gave this task to others"}},
      {"task.returned", {"退回了此任务", "returned this task"}},
      {"task.taken_back", {"拿回了此任务", "took this task back"}},
      {"task.delegated", {"委派了此任务", "asked somebody else for an opinion on this task"}},
      {"task.delegate_returned", {"答复了委派", "gave the opinion that was asked for"}},
      {"task.signer_removed", {"减签了此任务的席位", "removed a seat of this task"}},
      {"task.signer_added_before", {"前加签了此任务", "asked others to act on this task before"}}};
  const auto found = words.find(act);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

// The seats of his that were taken away, and those that they may have gone with.
std::vector<std::string> removed_seats_of(const Task& task, const std::string& person) {
  std::vector<std::string> removed;
  for (const Seat& seat : task.seats) {
    if (seat.reason != removed_seat) continue;
    const bool is_offered = std::ranges::count(seat.candidates, person, &Candidate::person) > 0;
    if (seat.at ? seat.person != person : !is_offered) continue;
    for (const Seat* each = &seat; each; each = task.seat(each->parent))
      removed.push_back(each->id);
  }
  return removed;
}

}  // namespace

bool was_asked(storage::Connection& db, const Task& task, const std::string& person) {
  return db
      .first("SELECT 1 FROM work_notice WHERE person = ? AND link = ? AND kind = 'task' LIMIT 1",
             {person, link_of(task)})
      .has_value();
}

base::Error not_yours(Context& context, const Task& task) {
  base::Error refused = base::refusal("work.not_yours");
  const std::string& person = context.tx.actor.person;
  const auto removed = removed_seats_of(task, person);
  const auto events = storage::events_of_subject(context.tx.db, "task", std::to_string(task.key));
  const bool has_asked = std::ranges::any_of(events, [&](const storage::StoredEvent& each) {
    return each.event.act == "task.delegated" && each.actor.person == person;
  });
  if (removed.empty() && !has_asked && !was_asked(context.tx.db, task, person)) return refused;
  for (auto each = events.rbegin(); each != events.rend(); ++each) {
    const std::string seat = base::text_or_empty(each->event.changes, "seat");
    const bool is_of_his = each->event.act == "task.signer_removed" && contains(removed, seat);
    if (!removed.empty() && !is_of_his) continue;
    if (const auto what = what_moved_it(each->event.act))
      return std::move(refused).with_title(told_by(context, each->actor.person, each->at, *what));
  }
  return refused;
}

}  // namespace work
