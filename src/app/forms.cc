#include "app/forms.h"

#include "app/inside/begun_by_records.h"
#include "app/inside/form_subject.h"
#include "app/inside/work_json.h"

namespace app {

namespace {

base::Json record_draft_json(Look& look, const RecordSubject& subject) {
  const auto draft =
      work::record_draft(look.db(), look.caller().person, new_record_of(look.types(), subject));
  if (!draft) return nullptr;
  return base::JsonObject{{"values", draft->values}, {"saved_at", time_json(draft->saved_at)}};
}

}  // namespace

base::Result<base::Json> create_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, const CreatedAt& at) {
  Look look(workspace.parts(), caller);
  const auto subject = subject_of_new(type, at);
  const auto form = form_of(look, subject);
  if (!form) return form.error();
  const auto& record_type = *look.types().type(type);
  auto out = form_json(look, *form, subject_json(subject), record_type.title).as_object();
  out["begins"] = !begun_by(look.definitions(), record_type, "created").empty();
  if (auto draft = record_draft_json(look, subject); !draft.is_null())
    out["draft"] = std::move(draft);
  return base::Json(std::move(out));
}

base::Result<base::Json> record_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, int64_t id,
                                     std::string_view transition) {
  Look look(workspace.parts(), caller);
  const RecordSubject subject{{std::string(type), id}, {}, std::string(transition)};
  const auto form = form_of(look, subject);
  if (!form) return form.error();
  const auto* record_type = look.types().type(type);
  const auto title =
      transition.empty() ? record_type->title : record_type->transition(transition)->title;
  auto out = form_json(look, *form, subject_json(subject), title).as_object();
  if (!transition.empty())
    out["begins"] = !begun_by(look.definitions(), *record_type, transition).empty();
  return base::Json(std::move(out));
}

base::Result<base::Json> evaluate_form(Workspace& workspace, const Caller& caller,
                                       const base::Json& subject, const base::Json& values,
                                       const std::vector<std::string>& typed) {
  if (!values.is_object()) return base::refusal("request.wrong_type").at("values");
  Look look(workspace.parts(), caller);
  const auto form = form_of_subject(look, subject);
  if (!form) return form.error();
  auto& parts = workspace.parts();
  auto filled = values.as_object();
  auto followed = defaults_after(parts, look.db(), *form, filled, typed);
  for (const auto& [field, value] : followed) filled[field] = value;
  const auto states = states_of(parts, look.db(), *form, filled);
  base::JsonObject out{{"fields", field_states_json(states)}, {"texts", base::JsonObject()}};
  if (!form->record.type.empty()) {
    auto named = followed;
    for (const auto& state : states) {
      if (state.is_computed && state.mode != forms::Mode::Hide) named[state.key] = state.value;
    }
    out["texts"] = texts_of_form(look, *form, named);
  }
  out["values"] = std::move(followed);
  return base::Json(std::move(out));
}

base::Result<base::Json> save_record_draft(Workspace& workspace, const Caller& caller,
                                           std::string_view type, const CreatedAt& at,
                                           const base::JsonObject& values) {
  auto& parts = workspace.parts();
  const auto subject = subject_of_new(type, at);
  Look look(parts, caller);
  if (const auto form = form_of(look, subject); !form) return form.error();
  const auto place = new_record_of(look.types(), subject);
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    work::save_record_draft(act.context(), place, values);
    return base::Json(base::JsonObject{{"saved_at", time_json(act.tx().now)}});
  });
}

base::Result<void> drop_record_draft(Workspace& workspace, const Caller& caller,
                                     std::string_view type, const CreatedAt& at) {
  auto& parts = workspace.parts();
  const auto place = new_record_of(*parts.definitions->types, subject_of_new(type, at));
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    work::drop_record_draft(act.context(), place);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
