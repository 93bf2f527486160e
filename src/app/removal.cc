// What a removal of a seat (减签) would come to, before it is done: it is really done and taken
// back at once, so that the preview says what the act would say.
#include "app/inside/act.h"
#include "app/inside/opinion_rights.h"
#include "app/inside/work_json.h"
#include "app/tasks.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/status.h"

namespace app {

namespace {

struct Removed {
  work::Task before;
  std::string outcome;                // of the task; empty: it stays open
  std::optional<work::Status> ended;  // what its matter came to
};

base::Result<void> remove(Act& act, int64_t key, const std::string& seat, Removed& removed) {
  auto before = work::get_task(act.db(), key);
  if (!before) return before.error();
  removed.before = std::move(*before);
  if (auto done = work::remove_signer(act.context(), key, seat, "-"); !done) return done;
  const auto after = work::find_task(act.db(), key);
  const auto matter = work::instance(act.db(), removed.before.instance);
  if (after && !after->is_open()) removed.outcome = after->outcome;
  if (matter && matter->state != "active") removed.ended = work::status_of(act.db(), *matter);
  return {};
}

base::Json seats_json(const work::Task& task, const std::string& id) {
  base::JsonArray seats;
  for (const std::string& gone : work::removed_with(task, *task.seat(id)))
    seats.push_back(base::JsonObject{{"id", gone}, {"title", text_json(task.seat(gone)->title)}});
  return seats;
}

}  // namespace

base::Result<base::Json> preview_removal(Workspace& workspace, const Caller& caller, int64_t key,
                                         const std::string& seat) {
  auto& parts = workspace.parts();
  std::optional<Removed> found;
  Caller asking = caller;
  asking.idempotency_key.clear();
  const auto undone = parts.run(asking, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, asking);
    Removed removed;
    if (auto done = remove(act, key, seat, removed); !done) return done.error();
    found = std::move(removed);
    return base::refusal("work.signer_not_removable");  // so that nothing of it stays
  });
  if (!found) return undone.error();
  Look look(parts, caller);
  const work::Task& task = found->before;
  const bool is_decided = !found->outcome.empty();
  base::JsonObject out{{"seats", seats_json(task, seat)},
                       {"needs_reason", work::needs_reason_to_remove(task, *task.seat(seat))},
                       {"decides", is_decided}};
  // Asking must not tell how others have voted.
  const bool is_told = !task.settings.is_blind && told_of(look, task) != Told::Nothing;
  if (is_decided && is_told) out["outcome"] = outcome_json(look, task, found->outcome);
  if (found->ended && is_told) out["matter"] = look.ref(found->ended->code, found->ended->title);
  return base::Json(std::move(out));
}

}  // namespace app
