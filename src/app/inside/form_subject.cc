#include "app/inside/form_subject.h"

#include "app/inside/on_behalf.h"
#include "app/inside/starters.h"
#include "app/inside/work_json.h"
#include "work/task.h"

namespace app {

namespace {

base::Result<OpenForm> form_of_own_task(Look& look, const std::string& task_key) {
  const auto key = records::parse_id(task_key);
  if (!key) return base::refusal("work.no_task").at(task_key);
  const auto task = work::get_task(look.db(), *key);
  if (!task) return task.error();
  const bool is_his = is_administrator(look.caller()) ||
                      work::is_participant(look.db(), *task, look.caller().person);
  if (!is_his) return base::refusal("work.no_task").at(task_key);
  return form_of_task(look, *task);
}

base::Result<OpenForm> form_of_own_start(Look& look, const std::string& id,
                                         std::string_view behalf) {
  auto& parts = look.parts();
  const auto* process = parts.definitions->process(id);
  const bool is_his = process != nullptr && (may_start(parts, look.db(), *process, look.caller()) ||
                                             may_start_for_others(*process, look.caller()));
  if (!is_his) return base::refusal("app.no_process").at(id);
  const auto applicant = applicant_of(parts, look.db(), *process, look.caller(), behalf);
  if (!applicant) return applicant.error();
  return form_of_start(parts, look.db(), as_applicant(look.environment(), *applicant), *process);
}

}  // namespace

RecordSubject record_subject_of(const base::Json& record) {
  RecordSubject out;
  out.ref = {base::text_or_empty(record, "type"),
             records::parse_id(base::text_or_empty(record, "id")).value_or(0)};
  out.on = {base::text_or_empty(record, "link"),
            records::parse_id(base::text_or_empty(record, "parent")).value_or(0)};
  out.transition = base::text_or_empty(record, "transition");
  return out;
}

RecordSubject subject_of_new(std::string_view type, const CreatedAt& at) {
  return {{std::string(type), 0}, {at.link, at.parent}, {}};
}

base::Json subject_json(const RecordSubject& subject) {
  base::JsonObject out{{"type", subject.ref.type}};
  if (subject.ref.id != 0) out["id"] = std::to_string(subject.ref.id);
  if (subject.on.id != 0) out["parent"] = std::to_string(subject.on.id);
  set_text(out, "link", subject.on.link);
  set_text(out, "transition", subject.transition);
  return base::JsonObject{{"record", std::move(out)}};
}

work::NewRecord new_record_of(const records::Catalogue& types, const RecordSubject& subject) {
  const auto* type = types.type(subject.ref.type);
  // Named or not, the parent link is the same place.
  const bool is_parent = type != nullptr && subject.on.link == type->parent;
  return {subject.ref.type, subject.on.id, is_parent ? "" : subject.on.link};
}

base::Result<OpenForm> form_of(Look& look, const RecordSubject& subject) {
  if (subject.ref.id != 0)
    return form_of_record(look.parts(), look.db(), look.environment(), subject.ref,
                          subject.transition);
  return form_of_new_record(look.parts(), look.db(), look.environment(), subject.ref.type,
                            subject.on);
}

base::Result<OpenForm> form_of_subject(Look& look, const base::Json& subject) {
  if (const auto task = base::text_or_empty(subject, "task"); !task.empty())
    return form_of_own_task(look, task);
  if (const auto process = base::text_or_empty(subject, "process"); !process.empty())
    return form_of_own_start(look, process, base::text_or_empty(subject, "behalf"));
  const auto* record = base::find(subject, "record");
  if (record == nullptr) return base::refusal("request.wrong_type").at("subject");
  return form_of(look, record_subject_of(*record));
}

}  // namespace app
