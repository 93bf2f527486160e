#include "app/forms.h"

#include "app/inside/on_behalf.h"
#include "app/inside/starters.h"
#include "app/inside/work_json.h"
#include "app/processes.h"
#include "work/task.h"

namespace app {

namespace {

base::Json record_subject(std::string_view type, int64_t id, std::string_view transition) {
  base::JsonObject out{{"type", type}, {"id", std::to_string(id)}};
  set_text(out, "transition", transition);
  return base::JsonObject{{"record", std::move(out)}};
}

base::Json new_record_subject(std::string_view type, const CreatedOn& on) {
  base::JsonObject out{{"type", type}};
  if (on.id != 0) out["parent"] = std::to_string(on.id);
  set_text(out, "link", on.link);
  return base::JsonObject{{"record", std::move(out)}};
}

base::Result<OpenForm> form_of_subject(Workspace& workspace, Look& look,
                                       const base::Json& subject) {
  auto& parts = workspace.parts();
  if (const auto task_key = base::text_or_empty(subject, "task"); !task_key.empty()) {
    const auto key = records::parse_id(task_key);
    if (!key) return base::refusal("work.no_task").at(task_key);
    const auto task = work::get_task(look.db(), *key);
    if (!task) return task.error();
    if (!is_administrator(look.caller()) &&
        !work::is_participant(look.db(), *task, look.caller().person)) {
      return base::refusal("work.no_task").at(task_key);
    }
    return form_of_task(look, *task);
  }
  if (const auto id = base::text_or_empty(subject, "process"); !id.empty()) {
    const auto* process = parts.definitions->process(id);
    const bool is_his =
        process != nullptr && (may_start(parts, look.db(), *process, look.caller()) ||
                               may_start_for_others(*process, look.caller()));
    if (!is_his) return base::refusal("app.no_process").at(id);
    const auto applicant = applicant_of(parts, look.db(), *process, look.caller(),
                                        base::text_or_empty(subject, "behalf"));
    if (!applicant) return applicant.error();
    return form_of_start(parts, look.db(), as_applicant(look.environment(), *applicant), *process);
  }
  const auto* record = base::find(subject, "record");
  if (record == nullptr) return base::refusal("request.wrong_type").at("subject");
  const auto type = base::text_or_empty(*record, "type");
  const auto id = records::parse_id(base::text_or_empty(*record, "id"));
  if (id)
    return form_of_record(parts, look.db(), look.environment(), {type, *id},
                          base::text_or_empty(*record, "transition"));
  const auto parent = records::parse_id(base::text_or_empty(*record, "parent"));
  const CreatedOn on{std::string(base::text_or_empty(*record, "link")), parent.value_or(0)};
  return form_of_new_record(parts, look.db(), look.environment(), type, on);
}

}  // namespace

base::Result<base::Json> create_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, int64_t parent, std::string_view link) {
  Look look(workspace.parts(), caller);
  const CreatedOn on{std::string(link), parent};
  const auto form = form_of_new_record(workspace.parts(), look.db(), look.environment(), type, on);
  if (!form) return form.error();
  return form_json(look, *form, new_record_subject(type, on), look.types().type(type)->title);
}

base::Result<base::Json> record_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, int64_t id,
                                     std::string_view transition) {
  Look look(workspace.parts(), caller);
  const records::Ref ref{std::string(type), id};
  const auto form =
      form_of_record(workspace.parts(), look.db(), look.environment(), ref, transition);
  if (!form) return form.error();
  const auto* record_type = look.types().type(type);
  const auto title =
      transition.empty() ? record_type->title : record_type->transition(transition)->title;
  return form_json(look, *form, record_subject(type, id, transition), title);
}

base::Result<base::Json> evaluate_form(Workspace& workspace, const Caller& caller,
                                       const base::Json& subject, const base::Json& values,
                                       const std::vector<std::string>& typed) {
  if (!values.is_object()) return base::refusal("request.wrong_type").at("values");
  Look look(workspace.parts(), caller);
  const auto form = form_of_subject(workspace, look, subject);
  if (!form) return form.error();
  auto& parts = workspace.parts();
  auto filled = values.as_object();
  auto followed = defaults_after(parts, look.db(), *form, filled, typed);
  for (const auto& [field, value] : followed) filled[field] = value;
  const auto states = states_of(parts, look.db(), *form, filled);
  return base::Json(
      base::JsonObject{{"fields", field_states_json(states)}, {"values", std::move(followed)}});
}

}  // namespace app
