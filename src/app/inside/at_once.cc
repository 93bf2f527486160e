#include "app/inside/at_once.h"

#include "app/inside/task_forms.h"
#include "app/inside/work_json.h"
#include "work/acts.h"

namespace app {

namespace {

bool is_empty(const base::JsonObject& values, std::string_view field) {
  const auto* value = values.if_contains(field);
  if (value == nullptr || value->is_null()) return true;
  if (value->is_string()) return value->as_string().empty();
  return value->is_array() && value->as_array().empty();
}

// Whether the record lacks what the transitions of the outcome require of it.
bool wants_more(Look& look, const work::Task& task, const std::string& outcome) {
  const auto& types = look.types();
  const auto record = records::find(look.db(), types, record_ref(task.record));
  if (!record) return false;
  const auto* type = types.type(task.record.type);
  for (const auto& name : {std::string("jw:transition"), "jw:on." + outcome + ".transition"}) {
    const auto found = task.properties.find(name);
    const auto* transition =
        found == task.properties.end() ? nullptr : type->transition(found->second);
    if (transition == nullptr) continue;
    for (const auto& field : transition->required)
      if (is_empty(record->values, field)) return true;
  }
  return false;
}

}  // namespace

AtOnce at_once(Look& look, const work::BoxRow& row) {
  AtOnce out;
  if (!row.is_batch_allowed || row.state != "open") return out;
  const auto task = work::get_task(look.db(), row.task);
  if (!task || task->settings.is_signature_required) return out;
  const auto form = form_of_task(look, *task);
  const bool is_right_as_it_stands = form && accept(look.parts(), look.db(), *form, {});
  if (!is_right_as_it_stands) return out;
  out.record_version = form->version;
  for (const auto& outcome : task->settings.outcomes) {
    if (wants_more(look, *task, outcome.id)) continue;
    auto shown = outcome_json(look, *task, outcome.id);
    shown.as_object()["needs_opinion"] = work::needs_opinion(task->settings, outcome.id);
    out.outcomes.push_back(std::move(shown));
  }
  return out;
}

}  // namespace app
