#include "app/paths.h"

#include <algorithm>

#include "app/inside/act.h"
#include "app/inside/begun_by_records.h"
#include "app/inside/closed.h"
#include "app/inside/form_subject.h"
#include "app/inside/instance_rights.h"
#include "app/inside/json.h"
#include "app/inside/looking_ahead.h"
#include "app/inside/on_behalf.h"
#include "app/inside/parts.h"
#include "app/inside/path_ahead.h"
#include "app/inside/people_functions.h"
#include "app/inside/source_titles.h"
#include "app/inside/starters.h"
#include "app/processes.h"
#include "engine/process.h"
#include "feel/exact_json.h"
#include "work/prediction.h"
#include "work/task.h"

namespace app {

namespace {

// The record that is made at the start: the form's values, its defaults and what is computed of
// them.
base::JsonObject record_started(Look& look, const std::string& type, const Caller& applicant,
                                const base::JsonObject& values) {
  const auto environment = as_applicant(look.environment(), applicant);
  auto record = records::defaults(look.db(), look.types(), environment, type, values);
  const auto draft = records::draft(look.db(), look.types(), environment, type, {}, record);
  for (const auto& field : look.types().type(type)->fields) {
    if (field.is_retired || !field.computed.is_set()) continue;
    record[field.id] = feel::to_exact_json(draft->find(field.id).value_or(feel::Value()));
  }
  return record;
}

feel::Value variables_of(Look& look, const ProcessDefinition& process, const Caller& applicant,
                         const base::JsonObject& values, const base::JsonObject& choices) {
  base::JsonObject variables;
  const std::string& type = process.record_type;
  if (type.empty()) {
    variables = values;
  } else {
    variables["record"] = record_started(look, type, applicant, values);
  }
  for (const auto& [element, persons] : choices)
    variables["choice_" + std::string(element)] = persons;
  variables["starter"] = applicant.person;
  return feel::from_json(variables);
}

// Why nobody is named, in words.
void set_refusal(Look& look, base::JsonObject& out, const work::PredictedStep& step) {
  if (!step.refusal.empty()) {
    out["refusal"] = step.refusal;
    out["why"] = text_json(base::refusal(step.refusal).title);
  }
  if (step.by_rule == work::Nobody::Act::Pass) out["by_rule"] = "pass";
  if (step.by_rule == work::Nobody::Act::Reject) out["by_rule"] = "reject";
  base::JsonArray ruled;
  for (const work::RuledSeat& seat : step.ruled) {
    ruled.push_back(base::JsonObject{{"persons", look.persons(seat.persons)},
                                     {"reason", seat.reason},
                                     {"text", text_json(seat.text)}});
  }
  if (!ruled.empty()) out["ruled"] = std::move(ruled);
  if (step.missing.empty()) return;
  base::JsonArray missing;
  for (auto each : step.missing) {
    name_source(look.definitions(), step.record_type, each);
    missing.push_back(missing_json(each));
  }
  out["missing"] = std::move(missing);
}

base::Json step_json(Look& look, const work::PredictedStep& step) {
  base::JsonObject out{{"element", step.element},
                       {"title", text_json(step.title)},
                       {"kind", work::name_of(step.kind)},
                       {"policy", work::name_of(step.policy)},
                       {"persons", look.persons(step.persons)},
                       {"choice", step.is_choice}};
  if (!step.rule.zh.empty()) out["rule"] = text_json(step.rule);
  set_refusal(look, out, step);
  if (!step.call.empty())
    out["called"] = base::JsonObject{{"element", step.call}, {"title", text_json(step.called)}};
  return out;
}

// Of a matter whose record is not there yet: what it would hold is asked.
work::Hooks hooks_of_new(Look& look, base::Json record) {
  auto hooks = hooks_ahead(look.parts(), look.db());
  hooks.persons_in_parent_field =
      [&look, record = std::move(record)](
          const work::Task& task,
          const std::string& field) -> base::Result<std::vector<std::string>> {
    return persons_in_parent(look.parts(), look.db(), task.record.type, record, field);
  };
  return hooks;
}

base::JsonArray steps_json(Look& look, const std::string& process, work::Outlook& outlook) {
  auto& parts = look.parts();
  const auto variables = feel::to_exact_json(outlook.variables);
  const auto* record = base::find(variables, "record");
  const auto hooks = hooks_of_new(look, record == nullptr ? base::Json() : *record);
  const auto calendar = parts.calendar();
  const auto functions = process_functions(parts, look.db());
  NoKeys keys;
  storage::Tx tx{look.db(), look.now(), keys, {look.caller().person, "", look.caller().door}};
  work::Context context{tx, *calendar, hooks};
  outlook.functions = functions.get();
  outlook.called = called_processes(parts);
  const auto compiled = outlook.called(process);
  base::ensure(compiled != nullptr, "a deployed process compiles");
  base::JsonArray steps;
  for (const auto& step : work::predict(context, *compiled, outlook))
    steps.push_back(step_json(look, step));
  return steps;
}

// What happens to a record when a form is handed in as it stands.
struct Made {
  const OpenForm& form;
  const base::JsonObject& values;
  const records::Transition* transition;  // nullptr: it is created
};

// The record as its processes will find it, all fields.
base::JsonObject record_made(Look& look, const Made& made) {
  const auto& type = *look.types().type(made.form.record.type);
  auto values = made.form.values;
  for (const auto& entry : made.values) values[entry.key()] = entry.value();
  const auto ref = made.form.record.id == 0 ? std::nullopt : std::optional(made.form.record);
  const auto* transition = made.transition;
  std::string formulas;
  if (transition != nullptr) {
    formulas = transition->to_formula.text;
    for (const auto& [field, formula] : transition->set) formulas += "\n" + formula.text;
  }
  const auto draft = records::draft(look.db(), look.types(), made.form.environment, type.id, ref,
                                    values, formulas);
  feel::Evaluation evaluation;
  evaluation.now = look.now();
  evaluation.zone = look.environment().zone;
  evaluation.functions = &draft->functions();
  evaluation.steps_left = 100'000;
  const auto value_of = [&](const records::Formula& formula) {
    return feel::to_exact_json(feel::evaluate(formula.text, *draft, evaluation));
  };
  base::JsonObject out;
  const auto add = [&](const std::string& name) {
    out[name] = feel::to_exact_json(draft->find(name).value_or(feel::Value()));
  };
  for (const char* name : {"id", "number", "state", "title"}) add(name);
  for (const auto& field : type.fields) {
    if (!field.is_retired) add(field.id);
  }
  if (transition == nullptr) return out;
  for (const auto& [field, formula] : transition->set) out[field] = value_of(formula);
  if (!transition->to.empty()) out["state"] = transition->to;
  if (transition->to_formula.is_set()) out["state"] = value_of(transition->to_formula);
  return out;
}

// What the record belongs to, as it is stored.
base::JsonObject parent_of_made(Look& look, const records::Ref& parent) {
  const auto record = records::find(look.db(), look.types(), parent);
  if (!record) return {};
  auto out = record->values;
  out["id"] = std::to_string(parent.id);
  out["state"] = record->state;
  out["number"] = record->number;
  return out;
}

base::Json begun_json(Look& look, const Made& made, const Beginning& begun) {
  base::JsonObject out{{"process", look.process(begun.process->id)}, {"steps", base::JsonArray()}};
  if (auto closed = closing_json(look, begun.process->id); !closed.is_null()) {
    out["closed"] = std::move(closed);
    return out;
  }
  auto record = record_made(look, made);
  base::JsonObject variables{{"record_id", record["id"]}, {"state", record["state"]}};
  work::Outlook outlook;
  outlook.starter = "system";
  outlook.behind = begun.start;
  if (begun.about == Beginning::About::Record) {
    outlook.starter = look.caller().person;
    outlook.record = engine_ref(made.form.record);
    variables["record"] = std::move(record);
  }
  if (begun.about == Beginning::About::Parent) {
    const auto& type = *look.types().type(made.form.record.type);
    const auto* link = type.field(type.parent);
    const auto id = records::parse_id(base::text_or_empty(record, link->id));
    const records::Ref parent{link->to, id.value_or(0)};
    outlook.record = engine_ref(parent);
    variables["record"] = parent_of_made(look, parent);
  }
  variables["starter"] = outlook.starter;
  outlook.variables = feel::from_json(variables);
  out["steps"] = steps_json(look, begun.process->id, outlook);
  return out;
}

// Refuses as asking for the transition refuses to this caller before anything is filled in.
base::Result<void> check_offered(Look& look, const RecordSubject& subject,
                                 const records::Transition& transition) {
  const auto record = records::find(look.db(), look.types(), subject.ref);
  base::ensure(record.has_value(), "a form is of a stored record");
  const auto& type = *look.types().type(subject.ref.type);
  if (!records::may_leave(type, transition, record->state))
    return base::refusal("records.transition_not_allowed").at(transition.id);
  const auto offered = records::offered(look.db(), look.types(), look.environment(), *record);
  if (std::ranges::count(offered, &transition) > 0) return {};
  return base::refusal("records.forbidden").at(transition.id);
}

}  // namespace

base::Result<base::Json> path_of_start(Workspace& workspace, const Caller& caller,
                                       std::string_view id, const base::JsonObject& values,
                                       const base::JsonObject& choices, std::string_view behalf) {
  auto& parts = workspace.parts();
  const auto* definition = parts.definitions->process(id);
  Look look(parts, caller);
  const bool is_his = definition != nullptr && (may_start(parts, look.db(), *definition, caller) ||
                                                may_start_for_others(*definition, caller));
  if (!is_his) return base::refusal("app.no_process").at(std::string(id.substr(0, 100)));
  const auto applicant = applicant_of(parts, look.db(), *definition, caller, behalf);
  if (!applicant) return applicant.error();
  work::Outlook outlook{variables_of(look, *definition, *applicant, values, choices),
                        {definition->record_type, 0},
                        applicant->person};
  return base::Json(base::JsonObject{{"steps", steps_json(look, definition->id, outlook)}});
}

base::Result<base::Json> path_of_form(Workspace& workspace, const Caller& caller,
                                      const base::Json& subject, const base::JsonObject& values) {
  Look look(workspace.parts(), caller);
  const auto* record = base::find(subject, "record");
  if (record == nullptr) return base::refusal("request.wrong_type").at("subject");
  const auto asked = record_subject_of(*record);
  const auto form = form_of(look, asked);
  if (!form) return form.error();
  const auto& type = *look.types().type(asked.ref.type);
  const auto* made = type.transition(asked.transition);
  if (asked.ref.id != 0) {
    if (made == nullptr) return base::refusal("request.wrong_type").at("subject");
    if (auto open = check_offered(look, asked, *made); !open) return open.error();
  }
  const Made change{*form, values, made};
  base::JsonArray processes;
  for (const auto& each : begun_by(look.definitions(), type, made ? made->id : "created"))
    processes.push_back(begun_json(look, change, each));
  return base::Json(base::JsonObject{{"processes", std::move(processes)}});
}

base::Result<base::Json> path_of_instance(Workspace& workspace, const Caller& caller, int64_t key) {
  auto& parts = workspace.parts();
  Look look(parts, caller);
  const auto instance = work::instance(look.db(), key);
  if (!instance || !may_read_instance(parts, look.db(), caller, *instance))
    return base::refusal("app.no_instance").at(std::to_string(key));
  if (instance->ended_at) return items_json({});
  const auto hooks = hooks_of_running(look);
  const auto calendar = parts.calendar();
  NoKeys keys;
  storage::Tx tx{look.db(), look.now(), keys, {caller.person, "", caller.door}};
  work::Context context{tx, *calendar, hooks};
  const Ahead ahead(parts, look.db(), *instance);
  const auto standing = standing_of(parts, look.db(), caller, *instance);
  base::JsonArray steps;
  for (const auto& each : work::steps_ahead(context, *instance, ahead.running())) {
    auto step = step_json(look, each.step).as_object();
    step["changed"] = each.is_changed;
    step["may_change"] = standing && work::may_change(each, *standing);
    steps.push_back(std::move(step));
  }
  return items_json(std::move(steps));
}

}  // namespace app
