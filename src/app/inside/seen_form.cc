#include "app/inside/seen_form.h"

#include <algorithm>

#include "records/changes_since.h"

namespace app {

namespace {

// What others have changed, the latest first: a change of his own he has seen.
std::vector<records::LaterChange> changes_by_others(Act& act, const OpenForm& form, int64_t seen) {
  const auto record = records::find(act.db(), act.types(), form.record);
  base::ensure(record.has_value(), "the form was made of the record");
  auto changes = records::changes_since(act.db(), act.types(), form.environment, *record, seen);
  const auto& type = *act.types().type(form.record.type);
  std::erase_if(changes, [&](const records::LaterChange& each) {
    return each.person == act.tx().actor.person || type.field(each.field) == nullptr;
  });
  return changes;
}

base::Text label_of(const records::RecordType& type, const OpenForm& form, const std::string& key) {
  if (const auto* field = type.field(key)) return field->title;
  const auto components = forms::fields(form.form);
  const auto found = std::ranges::find(components, key, &forms::Component::key);
  return found == components.end() ? base::Text{key, key} : (*found)->label;
}

base::Json shown(const forms::FieldState& state) {
  return state.is_visible ? state.value : base::Json();
}

// What is computed changed with the latest change.
const base::Text& who_changed(const std::vector<records::LaterChange>& changes,
                              const std::string& key) {
  const auto found = std::ranges::find(changes, key, &records::LaterChange::field);
  return found == changes.end() ? changes.front().how : found->how;
}

}  // namespace

base::Result<void> check_seen(Act& act, Parts& parts, const work::Task& task, const OpenForm& form,
                              int64_t seen) {
  if (task.settings.kind == work::TaskKind::Work) return {};
  if (form.target != Target::Record || seen >= form.version) return {};
  const auto changes = changes_by_others(act, form, seen);
  if (changes.empty()) return {};
  base::JsonObject as_seen;
  for (const auto& each : changes) as_seen[each.field] = each.seen;

  const auto& type = *act.types().type(form.record.type);
  const auto before = states_of(parts, act.db(), form, as_seen);
  base::Error refused = base::refusal("records.changed_meanwhile");
  for (const auto& now : states_of(parts, act.db(), form, {})) {
    const auto was = std::ranges::find(before, now.key, &forms::FieldState::key);
    if (was == before.end() || records::is_same_value(shown(*was), shown(now))) continue;
    refused.missing.push_back({base::Missing::Kind::Field, now.key, label_of(type, form, now.key),
                               who_changed(changes, now.key)});
  }
  if (!refused.missing.empty()) return refused;
  return {};
}

}  // namespace app
