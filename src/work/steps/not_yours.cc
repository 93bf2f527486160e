#include "work/steps/not_yours.h"

#include <map>
#include <optional>
#include <utility>

#include "storage/event_log.h"
#include "work/steps/common.h"

namespace work {
namespace {

// He was asked on it, by what he was told.
bool had_it(storage::Connection& db, const Task& task, const std::string& person) {
  return db
      .first("SELECT 1 FROM work_notice WHERE person = ? AND link = ? AND kind = 'task' LIMIT 1",
             {person, link_of(task)})
      .has_value();
}

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

}  // namespace

base::Error not_yours(Context& context, const Task& task) {
  base::Error refused = base::refusal("work.not_yours");
  if (!had_it(context.tx.db, task, context.tx.actor.person)) return refused;
  const auto events = storage::events_of_subject(context.tx.db, "task", std::to_string(task.key));
  for (auto each = events.rbegin(); each != events.rend(); ++each) {
    if (const auto what = what_moved_it(each->event.act))
      return std::move(refused).with_title(told_by(context, each->actor.person, each->at, *what));
  }
  return refused;
}

}  // namespace work
