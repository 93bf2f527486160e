#include "app/inside/at_once.h"

#include "app/inside/task_forms.h"
#include "app/inside/work_json.h"
#include "work/acts.h"

namespace app {

namespace {

// Whether the form is right as it stands.
bool is_filled_in(Look& look, const work::Task& task) {
  const auto form = form_of_task(look, task);
  return form && accept(look.parts(), look.db(), *form, {});
}

}  // namespace

base::JsonArray outcomes_at_once(Look& look, const work::BoxRow& row) {
  base::JsonArray out;
  if (!row.is_batch_allowed || row.state != "open") return out;
  const auto task = work::get_task(look.db(), row.task);
  if (!task || task->settings.is_signature_required || !is_filled_in(look, *task)) return out;
  for (const auto& outcome : task->settings.outcomes) {
    auto shown = outcome_json(look, *task, outcome.id);
    shown.as_object()["needs_opinion"] = work::needs_opinion(task->settings, outcome.id);
    out.push_back(std::move(shown));
  }
  return out;
}

}  // namespace app
