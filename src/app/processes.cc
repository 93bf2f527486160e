#include "app/processes.h"

#include <algorithm>

#include "app/inside/act.h"
#include "app/inside/closed.h"
#include "app/inside/file_rights.h"
#include "app/inside/form_rows.h"
#include "app/inside/form_subject.h"
#include "app/inside/on_behalf.h"
#include "app/inside/startable.h"
#include "app/inside/starters.h"
#include "app/inside/work_json.h"
#include "base/text.h"
#include "feel/exact_json.h"
#include "work/acting_starter.h"
#include "work/callback.h"
#include "work/drafts.h"
#include "work/end_notice.h"
#include "work/handed_in.h"
#include "work/task.h"

namespace app {

namespace {

base::Result<const ProcessDefinition*> find_startable(Parts& parts, const Caller& caller,
                                                      std::string_view id) {
  const auto* process = parts.definitions->process(id);
  auto db = parts.database->read();
  const bool is_his = process != nullptr && (may_start(parts, *db, *process, caller) ||
                                             may_start_for_others(*process, caller));
  if (!is_his) {
    return base::refusal("app.no_process").at(std::string(id.substr(0, 100)));
  }
  return process;
}

// An ended matter of the process that the caller started or took over.
base::Result<work::Instance> pattern_of(storage::Connection& db, const Caller& caller,
                                        std::string_view process, int64_t key) {
  auto found = work::instance(db, key);
  if (!found || found->process != process || !work::may_start_again(db, *found, caller.person))
    return base::refusal("app.no_instance").at(std::to_string(key));
  return std::move(*found);
}

base::Result<void> in_act(Parts& parts, const Caller& caller,
                          const std::function<void(Act&)>& act) {
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act inside(parts, op, caller);
    act(inside);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

// Whom the starter chose for later steps, where jw:candidates looks for them.
feel::Value with_choices(const feel::Value& variables, const base::JsonObject& choices) {
  base::JsonObject all = feel::to_exact_json(variables).as_object();
  for (const auto& [element, persons] : choices) all["choice_" + std::string(element)] = persons;
  return feel::from_json(all);
}

// Creates what the start form fills, then starts the process over it.
base::Result<base::Json> start_inside(Act& act, Parts& parts, const Caller& applicant,
                                      const ProcessDefinition& process,
                                      const base::JsonObject& submitted,
                                      const base::JsonObject& choices) {
  if (auto open = check_open(parts, act.db(), process.id); !open) return open.error();
  const ForApplicant behalf(act.tx(), applicant);
  // What is stored is worked out from all, also from what a step of his hides.
  auto of_all = as_applicant(act.environment(), applicant);
  of_all.withheld = nullptr;
  const auto form = form_of_start(parts, act.db(), std::move(of_all), process);
  if (!form) return form.error();
  auto values = accept(parts, act.db(), *form, submitted);
  if (!values) return values.error();

  runtime::StartRequest request;
  request.process_id = process.id;
  request.starter = applicant.person;
  request.variables = feel::Value::context({});
  if (form->target == Target::Variables) {
    request.variables = feel::from_json(*values);
  } else {
    const auto& type = *act.types().type(process.record_type);
    if (auto is_signed = check_signed_fields(parts, act.tx(), type, {}, *values); !is_signed)
      return is_signed.error();
    seal_signatures(type, {}, act.tx().now, *values);
    const auto environment = as_applicant(act.granted_environment({}), applicant);
    const auto record = create_with_rows(act, environment, process.record_type, std::move(*values));
    if (!record) return record.error();
    request.record = engine_ref(record->ref);
  }
  request.variables = with_choices(request.variables, choices);
  const auto instance = act.op().engine.start(request);
  if (!instance) return instance.error();
  const auto said = [&](std::string_view name) {
    return std::string(process.model->property(name));
  };
  work::open_instance(
      act.context(), {*instance, process.id, request.record, applicant.person, said("jw:withdraw"),
                      said("jw:withdraw_after"), said("jw:copy_at_end"), said("jw:copy_at_start")});
  work::keep_callback_at_end(act.tx(), *instance, said("jw:callback.end"));
  work::keep_end_notice(act.tx(), *instance, said("jw:end_notice"));
  // Its way met nobody's step, so it ended before it was known here.
  if (act.op().engine.active_elements(*instance).empty())
    work::close_instance(act.context(), *instance, "completed", "");
  if (applicant.person != act.tx().actor.person) work::note_handed_in(act.context(), *instance);
  work::drop_start_draft(act.context(), process.id);
  act.tell_after_commit({"counts", "", "", act.tx().actor.person});
  return base::Json(base::JsonObject{{"instance", std::to_string(*instance)},
                                     {"type", request.record.type},
                                     {"id", std::to_string(request.record.id)}});
}

const char* kind_of(const work::Draft& draft) {
  if (draft.task != 0) return "task";
  return draft.record.type.empty() ? "start" : "record";
}

base::Text title_of(Look& look, const work::Draft& draft) {
  if (draft.task != 0) {
    if (const auto task = work::find_task(look.db(), draft.task)) return task->title;
  }
  if (const auto* type = look.types().type(draft.record.type)) return type->title;
  return look.definitions().title_of(draft.process, "", "");
}

// What the matter of a draft is called: of a start as typed so far, of a task as stored.
std::string subject_of(Look& look, const work::Draft& draft) {
  if (draft.task != 0) {
    const auto task = work::find_task(look.db(), draft.task);
    const auto instance = task ? work::instance(look.db(), task->instance) : std::nullopt;
    return instance ? instance->subject : std::string();
  }
  const auto* process = look.definitions().process(draft.process);
  const auto* type =
      look.types().type(process == nullptr ? draft.record.type : process->record_type);
  if (type == nullptr) return {};
  for (const std::string& field : {type->title_field, std::string("name"), std::string("title")}) {
    auto typed = base::text_or_empty(draft.values, field);
    if (!typed.empty()) return typed;
  }
  return {};
}

}  // namespace

base::Result<base::Json> list_processes(Workspace& workspace, const Caller& caller,
                                        std::string_view words) {
  Look look(workspace.parts(), caller);
  auto his = startable(look, NewRecords::All, words);
  return base::Json(base::JsonObject{{"items", std::move(his.processes)},
                                     {"new_records", std::move(his.new_records)}});
}

base::Result<base::Json> process(Workspace& workspace, const Caller& caller, std::string_view id,
                                 int64_t again, std::string_view behalf) {
  auto& parts = workspace.parts();
  const auto found = find_startable(parts, caller, id);
  if (!found) return found.error();
  Look look(parts, caller);
  const auto applicant = applicant_of(parts, look.db(), **found, caller, behalf);
  if (!applicant) return applicant.error();
  auto form =
      form_of_start(parts, look.db(), as_applicant(look.environment(), *applicant), **found);
  if (!form) return form.error();
  if (again != 0) {
    const auto before = pattern_of(look.db(), caller, id, again);
    if (!before) return before.error();
    if (auto begun = begin_again(parts, look.db(), *before, *form); !begun) return begun.error();
  }
  base::JsonObject subject{{"process", id}};
  set_text(subject, "behalf", behalf);
  base::JsonObject out{{"process", process_json(look, **found)},
                       {"form", form_json(look, *form, std::move(subject), (*found)->title)},
                       {"may_start", may_start(parts, look.db(), **found, caller)},
                       {"may_behalf", may_start_for_others(**found, caller)}};
  if (!behalf.empty()) out["behalf"] = look.person(behalf);
  if (const auto draft = work::start_draft(look.db(), caller.person, id)) {
    out["draft"] =
        base::JsonObject{{"values", draft->values}, {"saved_at", time_json(draft->saved_at)}};
  }
  return base::Json(std::move(out));
}

base::Result<base::Json> start_process(Workspace& workspace, const Caller& caller,
                                       std::string_view id, const base::Json& values,
                                       const base::JsonObject& choices, int64_t again,
                                       std::string_view behalf) {
  auto& parts = workspace.parts();
  const auto found = find_startable(parts, caller, id);
  if (!found) return found.error();
  if (!values.is_object()) return base::refusal("request.wrong_type").at("values");
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto applicant = applicant_of(parts, act.db(), **found, caller, behalf);
    if (!applicant) return applicant.error();
    if (behalf.empty() && !may_start(parts, act.db(), **found, caller))
      return base::refusal("app.behalf_required").at("behalf");
    if (again != 0) {
      if (const auto before = pattern_of(act.db(), caller, id, again); !before)
        return before.error();
    }
    auto started = start_inside(act, parts, *applicant, **found, values.as_object(), choices);
    if (started && again != 0)
      work::link_again(act.context(), std::stoll(base::text_or_empty(*started, "instance")), again);
    return started;
  });
  if (!done) return done.error();

  Look look(parts, caller);
  const auto instance = base::text_or_empty(*done, "instance");
  base::JsonObject out{{"instance", instance},
                       {"next_persons", next_persons_json(look, std::stoll(instance))}};
  const records::Ref ref{base::text_or_empty(*done, "type"),
                         std::stoll(base::text_or_empty(*done, "id"))};
  if (auto record = look.record(ref); !record.is_null()) out["record"] = std::move(record);
  return base::Json(std::move(out));
}

base::Result<base::Json> list_drafts(Workspace& workspace, const Caller& caller, const Page& page) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& draft : work::drafts(look.db(), caller.person, page.size, page.offset())) {
    base::JsonObject out{{"id", std::to_string(draft.key)},
                         {"kind", kind_of(draft)},
                         {"title", text_json(title_of(look, draft))},
                         {"values", draft.values},
                         {"saved_at", time_json(draft.saved_at)}};
    if (!draft.process.empty()) out["process"] = look.process(draft.process);
    set_text(out, "subject", subject_of(look, draft));
    if (draft.task != 0) out["task"] = std::to_string(draft.task);
    if (const auto& made = draft.record; !made.type.empty()) {
      const auto subject = subject_json(subject_of_new(made.type, {made.on, made.link}));
      out["record"] = subject.as_object().at("record");
    }
    items.push_back(std::move(out));
  }
  const auto total =
      work::count(look.db(), work::Box::Drafts, {caller.person, "", look.now(), 1, 0});
  return page_json(std::move(items), total, page);
}

base::Result<base::Json> save_start_draft(Workspace& workspace, const Caller& caller,
                                          std::string_view process, const base::Json& values) {
  auto& parts = workspace.parts();
  if (const auto found = find_startable(parts, caller, process); !found) return found.error();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    work::save_start_draft(act.context(), process, values.as_object());
    return base::Json(base::JsonObject{{"saved_at", time_json(act.tx().now)}});
  });
}

base::Result<void> drop_start_draft(Workspace& workspace, const Caller& caller,
                                    std::string_view process) {
  return in_act(workspace.parts(), caller,
                [&](Act& act) { work::drop_start_draft(act.context(), process); });
}

}  // namespace app
