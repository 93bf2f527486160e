// What a completed task does to records: its form is stored, its transitions are made.
#include "app/inside/file_rights.h"
#include "app/inside/form_rows.h"
#include "app/inside/seen_form.h"
#include "app/inside/signed.h"
#include "app/inside/task_forms.h"
#include "work/record_kept.h"

namespace app {

namespace {

feel::Value act_value(const work::Task& task, const std::string& outcome,
                      const std::string& opinion) {
  return feel::Fields()
      .set("element", task.element)
      .set("outcome", outcome)
      .set("opinion", opinion)
      .build();
}

// Only what differs is written, so that looking at a form is no change.
base::JsonObject differing(const base::JsonObject& stored, const base::JsonObject& accepted) {
  base::JsonObject out;
  for (const auto& entry : accepted) {
    const auto* before = stored.if_contains(entry.key());
    const bool is_same = before == nullptr ? entry.value().is_null() : *before == entry.value();
    if (!is_same) out[entry.key()] = entry.value();
  }
  return out;
}

std::string property(const work::Task& task, const std::string& name) {
  const auto found = task.properties.find(name);
  return found == task.properties.end() ? std::string() : found->second;
}

// What the person handed in, without what his form showed and he left as it was.
base::Result<base::JsonObject> handed_in(Act& act, Parts& parts, const work::Task& task,
                                         const OpenForm& form, const work::Completion& completion) {
  if (!completion.record_version) return completion.values;
  if (auto is_seen = check_seen(act, parts, task, form, *completion.record_version); !is_seen)
    return is_seen.error();
  auto typed =
      typed_since(act.db(), act.types(), form, *completion.record_version, completion.values);
  if (typed.both.empty()) return std::move(typed.values);
  auto error = base::refusal("records.changed_meanwhile");
  error.missing = std::move(typed.both);
  return error;
}

// What a deputy does at a step, rules see him do on the holder's behalf. What is stored is worked
// out from all, also from what a step of his hides.
records::Environment environment_at(Act& act, Parts& parts, feel::Value task) {
  auto out = act.granted_environment(std::move(task));
  out.withheld = nullptr;
  const std::string& holder = act.tx().actor.on_behalf_of;
  if (!holder.empty()) out.stands_in_for = rights_of(parts, act.db(), holder, act.tx().now);
  return out;
}

// Whether the record is already where the transition leads: a step that is asked again after a
// later one went back, or that stands behind another with the same transition, finds it there.
bool is_where(Act& act, const engine::RecordRef& ref, const std::string& transition) {
  const auto record = records::find(act.db(), act.types(), record_ref(ref));
  const auto* type = act.types().type(ref.type);
  if (!record || type == nullptr) return false;
  const auto* found = type->transition(transition);
  return found != nullptr && !found->to.empty() && found->to == record->state;
}

base::Text titled(const base::Text& title) {
  return {title.zh, title.en.empty() ? title.zh : title.en};
}

// "单据现为“已定稿”，不能“退回修改”".
base::Text cannot_start(Act& act, const engine::RecordRef& ref, const std::string& transition) {
  const auto record = records::find(act.db(), act.types(), record_ref(ref));
  const auto* type = act.types().type(ref.type);
  const auto state = titled(type->state(record->state)->title);
  const auto move = titled(type->transition(transition)->title);
  return {"单据现为“" + state.zh + "”，不能“" + move.zh + "”，保持原状；不同意照常计入",
          "The record is " + state.en + " by now: \"" + move.en +
              "\" cannot start there, and it stays as it is. The dissent counts all the same"};
}

// A dissent is never impossible: where others have moved the record on, it stays where they did.
bool is_kept(Act& act, const work::Task& task, const std::string& outcome,
             const engine::RecordRef& ref, const std::string& transition,
             const base::Error& refused) {
  if (refused.code != "records.transition_not_allowed") return false;
  if (!work::is_dissent(task, outcome)) return false;
  work::tell_record_kept(act.context(), task, cannot_start(act, ref, transition));
  return true;
}

base::Result<void> ask(Act& act, const records::Environment& environment,
                       const engine::RecordRef& record, const std::string& transition) {
  if (transition.empty()) return {};
  if (record.id == 0) return base::refusal("app.nothing_to_update").at(transition);
  const auto made =
      records::transition(act.tx(), act.types(), environment, record_ref(record), transition);
  if (made) return {};
  const bool is_there =
      made.error().code == "records.transition_not_allowed" && is_where(act, record, transition);
  return is_there ? base::Result<void>() : made.error();
}

}  // namespace

records::Typed typed_since(storage::Connection& db, const records::Catalogue& types,
                           const OpenForm& form, int64_t seen, const base::JsonObject& values) {
  if (form.target != Target::Record || seen == 0 || seen >= form.version) return {values, {}};
  const auto record = records::find(db, types, form.record);
  base::ensure(record.has_value(), "the form was made of the record");
  return records::typed_since(db, types, form.environment, *record, seen, values);
}

base::Result<work::Accepted> accept_task_form(Act& act, Parts& parts, const work::Task& task,
                                              const work::Completion& completion) {
  const auto environment =
      environment_at(act, parts, act_value(task, completion.outcome, completion.opinion));
  const auto form = form_of_task(parts, act.db(), environment, task);
  if (!form) return form.error();
  const auto submitted = handed_in(act, parts, task, *form, completion);
  if (!submitted) return submitted.error();
  auto values = accept(parts, act.db(), *form, *submitted);
  if (!values) return values.error();
  if (const auto* type = act.types().type(form->record.type)) {
    auto is_signed = check_signed_fields(parts, act.tx(), *type, form->values, *values);
    if (!is_signed) return is_signed.error();
    seal_signatures(*type, form->values, act.tx().now, *values);
  }

  work::Accepted accepted;
  accepted.written = task.record;
  if (form->target == Target::Variables) {
    accepted.variables = std::move(*values);
  } else if (form->target == Target::NewRecord) {
    const auto* type = act.types().type(form->record.type);
    if (type != nullptr && !type->parent.empty() && form->parent.id != 0) {
      (*values)[type->parent] = std::to_string(form->parent.id);
    }
    const auto created = create_with_rows(act, environment, form->record.type, std::move(*values));
    if (!created) return created.error();
    accepted.written = engine_ref(created->ref);
  } else if (form->target == Target::Record) {
    accepted.written = engine_ref(form->record);
    const auto changes = differing(form->values, *values);
    if (!changes.empty()) {
      const auto updated =
          records::update(act.tx(), act.types(), environment, form->record, changes);
      if (!updated) return updated.error();
    }
  }
  if (completion.signature.is_object())
    accepted.signed_hash = hash_of_record(act.db(), act.types(), accepted.written);
  return accepted;
}

// The written record's transitions come first: the bound record's guards see their result.
base::Result<void> carry_out_transitions(Act& act, Parts& parts, const work::Task& task,
                                         const std::string& outcome, const std::string& opinion,
                                         const work::Accepted& accepted) {
  const auto environment = environment_at(act, parts, act_value(task, outcome, opinion));
  const auto own = "jw:on." + outcome + ".";
  const auto move = [&](const engine::RecordRef& record, const std::string& name) {
    const auto transition = property(task, name);
    auto made = ask(act, environment, record, transition);
    if (made || is_kept(act, task, outcome, record, transition, made.error()))
      return base::Result<void>();
    return made;
  };
  for (const auto& name : {std::string("jw:written_transition"), own + "written_transition"}) {
    if (auto made = move(accepted.written, name); !made) return made;
  }
  for (const auto& name : {std::string("jw:transition"), own + "transition"}) {
    if (auto made = move(task.record, name); !made) return made;
  }
  return {};
}

}  // namespace app
