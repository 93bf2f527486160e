#include "app/inside/work_json.h"

#include <algorithm>
#include <set>

#include "app/inside/answering.h"
#include "app/inside/children.h"
#include "app/inside/instance_rights.h"
#include "app/inside/opinion_rights.h"
#include "runtime/called.h"
#include "runtime/next_timer.h"
#include "work/administering.h"
#include "work/assignment.h"
#include "work/called.h"
#include "work/handed_in.h"
#include "work/lights.h"
#include "work/status.h"

namespace app {

namespace {

base::Json record_of_row(Look& look, const work::BoxRow& row) {
  auto record = look.record(record_ref(row.record));
  if (!record.is_null()) return record;
  if (row.number.empty() && row.subject.empty()) return nullptr;
  return base::JsonObject{{"type", row.record.type},
                          {"id", std::to_string(row.record.id)},
                          {"number", row.number},
                          {"title", row.subject}};
}

void set_person(Look& look, base::JsonObject& out, std::string_view name, std::string_view id) {
  if (!id.empty()) out[name] = look.person(id);
}

// Whom a deputy stands in for is a person, or a position that nobody holds.
base::Json stood_in_for(Look& look, std::string_view id) {
  const auto* type = "id";
  auto person = look.person(id);
  if (person.as_object().at("name") == person.as_object().at(type)) {
    auto position = look.position(id);
    return base::JsonObject{{"id", id},
                            {"name", base::text_or_empty(position.as_object().at("title"), "zh")}};
  }
  return person;
}

void set_subject(base::JsonObject& out, const std::string& subject,
                 const std::vector<std::string>& summary) {
  set_text(out, "subject", subject);
  if (!summary.empty()) out["summary"] = base::JsonArray(summary.begin(), summary.end());
}

base::Json status_json(Look& look, const work::Status& status) {
  return look.ref(status.code, status.title);
}

std::string tone_of_outcome(const work::Task& task, std::string_view outcome) {
  if (!task.settings.outcomes.empty() && outcome == task.settings.agreeing()) return "primary";
  static const std::set<std::string, std::less<>> dangers = {"disagree", "reject", "decline",
                                                             "lost", "terminate"};
  return dangers.contains(outcome) ? "danger" : "neutral";
}

}  // namespace

namespace {

void set_light(Look& look, base::JsonObject& out, int64_t task) {
  if (const auto light = work::light_of(look.db(), task, look.now()))
    out["light"] = work::name_of(*light);
}

}  // namespace

base::Json box_row_json(Look& look, const work::BoxRow& row) {
  base::JsonObject out{{"key", std::to_string(row.key)},
                       {"title", text_json(row.title)},
                       {"element", row.element},
                       {"kind", work::name_of(row.kind)},
                       {"policy", work::name_of(row.policy)},
                       {"process", look.ref(row.process, row.process_title)},
                       {"instance", std::to_string(row.instance)},
                       {"state", row.state},
                       {"created_at", time_json(row.created_at)},
                       {"overdue", row.is_overdue},
                       {"urged", row.urged},
                       {"unread", row.is_unread},
                       {"version", row.version}};
  if (!row.status.code.empty()) out["status"] = status_json(look, row.status);
  if (auto record = record_of_row(look, row); !record.is_null()) out["record"] = std::move(record);
  set_subject(out, row.subject, row.summary);
  set_person(look, out, "starter", row.starter);
  set_title(out, "seat", row.seat);
  if (!row.on_behalf_of.empty()) out["on_behalf_of"] = stood_in_for(look, row.on_behalf_of);
  set_person(look, out, "claimed_by", row.claimed_by);
  set_time(out, "due_at", row.due_at);
  if (row.due_at && row.task != 0) set_light(look, out, row.task);
  set_time(out, "ended_at", row.ended_at);
  if (row.task != 0) set_text(out, "task", std::to_string(row.task));
  if (!row.outcome.empty()) {
    auto title = look.definitions().title_of(row.process, row.element, row.outcome);
    out["outcome"] =
        look.ref(row.outcome, title.zh.empty() ? work::title_of_outcome(row.outcome) : title);
  }
  return out;
}

base::Json outcome_json(Look& look, const work::Task& task, std::string_view outcome) {
  auto title = look.definitions().title_of(task.process, task.element, outcome);
  if (title.zh.empty()) {
    const auto* declared = task.settings.outcome(outcome);
    title = declared != nullptr && !declared->title.zh.empty() ? declared->title
                                                               : work::title_of_outcome(outcome);
  }
  auto out = look.ref(outcome, title);
  out.as_object()["tone"] = tone_of_outcome(task, outcome);
  return out;
}

base::JsonObject task_row_json(Look& look, const work::Task& task) {
  base::JsonObject out{{"key", std::to_string(task.key)},
                       {"title", text_json(task.title)},
                       {"element", task.element},
                       {"kind", work::name_of(task.settings.kind)},
                       {"policy", work::name_of(task.settings.rule.policy)},
                       {"process", look.ref(task.process, task.process_title)},
                       {"instance", std::to_string(task.instance)},
                       {"state", work::name_of(task.state)},
                       {"created_at", time_json(task.created_at)},
                       {"overdue", work::is_overdue(task, look.now())},
                       {"urged", task.urged},
                       {"unread", false},
                       {"version", task.version}};
  if (const auto rule = work::told(task.settings.rule); !rule.zh.empty())
    out["rule"] = text_json(rule);
  const bool is_told = task.outcome.empty() || told_of(look, task) != Told::Nothing;
  out["status"] = status_json(
      look, is_told ? work::status_for(look.db(), task, look.caller().person, look.now())
                    : work::voted_status());
  if (auto record = look.record(record_ref(task.record)); !record.is_null())
    out["record"] = std::move(record);
  set_person(look, out, "starter", task.starter);
  set_person(look, out, "claimed_by", task.claimed_by);
  set_time(out, "due_at", task.due_at);
  if (task.due_at) set_light(look, out, task.key);
  set_time(out, "follow_up_at", work::assignment_of(look.db(), task.key).follow_up_at);
  set_time(out, "ended_at", task.ended_at);
  if (is_told && !task.outcome.empty()) out["outcome"] = outcome_json(look, task, task.outcome);
  if (const auto* seat = work::seat_for(task, look.caller().person)) {
    set_title(out, "seat", seat->title);
    for (const auto& candidate : seat->candidates) {
      if (candidate.person == look.caller().person && !candidate.on_behalf_of.empty()) {
        out["on_behalf_of"] = stood_in_for(look, candidate.on_behalf_of);
      }
    }
  }
  return out;
}

namespace {

// What was said on the seat; to whom the step does not tell it, only that something was.
void set_said(Look& look, const work::Task& task, const work::Seat& seat, base::JsonObject& out) {
  if (seat.outcome.empty() && seat.opinion.empty()) return;
  const Told told = told_of(look, task);
  if (told == Told::Nothing) {
    const bool is_by_rule = !seat.reason.empty();
    if (!is_by_rule) out["status"] = status_json(look, work::voted_status());
    return;
  }
  if (!seat.outcome.empty()) out["outcome"] = outcome_json(look, task, seat.outcome);
  if (told == Told::Words) set_text(out, "opinion", seat.opinion);
}

}  // namespace

base::Json seat_json(Look& look, const work::Task& task, const work::Seat& seat) {
  base::JsonObject out{
      {"id", seat.id}, {"title", text_json(seat.title)}, {"state", work::name_of(seat.state)}};
  if (!seat.person.empty()) {
    out["person"] = look.person(seat.person);
    if (!seat.on_behalf_of.empty()) out["deputy_for"] = stood_in_for(look, seat.on_behalf_of);
  } else if (seat.candidates.size() == 1) {
    out["person"] = look.person(seat.candidates.front().person);
    const auto& of = seat.candidates.front().on_behalf_of;
    if (!of.empty()) out["deputy_for"] = stood_in_for(look, of);
  } else if (!seat.candidates.empty()) {
    base::JsonArray candidates;
    for (const auto& one : seat.candidates)
      candidates.push_back(waited_for_json(look, one.person, one.on_behalf_of));
    out["candidates"] = std::move(candidates);
  }
  out["status"] = status_json(look, work::status_of(task, seat));
  if (seat.weight != 1) out["weight"] = seat.weight;
  if (seat.relation != work::Relation::Own) {
    out["relation"] = work::name_of(seat.relation);
    set_person(look, out, "added_by", seat.added_by);
  }
  out["removable"] = is_administrator(look.caller())
                         ? work::may_remove_as_administrator(task, seat)
                         : work::may_remove(task, seat, look.caller().person);
  const bool can_act =
      seat.state == work::SeatState::Open || seat.state == work::SeatState::Waiting;
  if (can_act && !task.suspended_at && work::may_be_transferred(task) &&
      is_administrator(look.caller()))
    out["transferable"] = true;
  if (!seat.delegations.empty()) set_person(look, out, "asked_by", seat.delegations.back().by);
  if (work::is_hidden(task, seat, look.caller().person)) {
    out["status"] = status_json(look, work::voted_status());
    return out;
  }
  set_said(look, task, seat, out);
  set_text(out, "reason", seat.reason);
  set_title(out, "reason_text", seat.reason_text);
  set_time(out, "at", seat.at);
  return out;
}

base::Json waited_for_json(Look& look, std::string_view person, std::string_view on_behalf_of) {
  auto out = look.person(person);
  if (!on_behalf_of.empty()) out.as_object()["deputy_for"] = stood_in_for(look, on_behalf_of);
  return out;
}

Awaited awaited_of(Look& look, const std::vector<work::Task>& tasks) {
  Awaited out;
  std::set<std::string> seen;
  for (const auto& task : tasks) {
    if (task.held_by != 0) continue;
    for (const auto& seat : task.seats) {
      if (seat.state != work::SeatState::Open) continue;
      if (seat.candidates.empty()) out.vacant.push_back(text_json(seat.title));
      for (const auto& one : seat.candidates) {
        if (seen.insert(one.person).second)
          out.persons.push_back(waited_for_json(look, one.person, one.on_behalf_of));
      }
    }
  }
  return out;
}

base::Json counts_json(const work::Counts& counts) {
  return base::JsonObject{{"todo", counts.todo},     {"overdue", counts.overdue},
                          {"done", counts.done},     {"started", counts.started},
                          {"copied", counts.copied}, {"copied_unread", counts.copied_unread},
                          {"drafts", counts.drafts}, {"notices_unread", counts.notices_unread}};
}

base::Json clauses_json(Look& look, const std::vector<std::string>& ids) {
  base::JsonArray out;
  for (const auto& id : ids) {
    const auto found = look.definitions().clause(id);
    if (found.clause == nullptr) continue;
    out.push_back(base::JsonObject{{"id", id},
                                   {"text", texts_json(found.clause->text, found.clause->meaning)},
                                   {"pack", found.pack->id}});
  }
  return out;
}

base::Json instance_state(const runtime::InstanceView& view, const work::Instance* instance) {
  if (view.state == "active") {
    if (view.has_incident) return "incident";
    return view.is_suspended ? "suspended" : "active";
  }
  if (instance != nullptr && instance->state == "withdrawn") return "terminated";
  return view.state == "completed" ? "completed" : "terminated";
}

namespace {

base::Json task_step_json(Look& look, const work::Task& task) {
  auto awaited = awaited_of(look, {task});
  base::JsonObject step{{"element", task.element},
                        {"title", text_json(task.title)},
                        {"task", std::to_string(task.key)},
                        {"persons", std::move(awaited.persons)},
                        {"vacant", std::move(awaited.vacant)},
                        {"since", time_json(task.created_at)}};
  if (task.suspended_at) step["suspended"] = true;
  return step;
}

bool is_step(const runtime::ElementView& element) {
  return element.state == "active" && element.kind != "userTask" && element.kind != "subProcess" &&
         element.kind != "process" && element.kind != "boundaryEvent" &&
         element.kind != "adHocSubProcess";
}

// What its timers end is the step itself; those of an activity end or leave it early.
bool is_waiting_event(const runtime::ElementView& element) {
  return element.kind == "intermediateCatchEvent" || element.kind == "eventBasedGateway";
}

base::Json current_json(Look& look, const work::Instance& instance);

// Whom a call activity waits for: the people of what it called, and the way there for whoever may
// read that.
void add_called(Look& look, int64_t key, base::JsonObject& step) {
  if (work::is_held_up(look.db(), key)) step["suspended"] = true;
  const auto called = work::instance(look.db(), key);
  if (!called) return;
  auto awaited = awaited_of(look, work::tasks_in_hand(look.db(), key));
  step["persons"] = std::move(awaited.persons);
  step["vacant"] = std::move(awaited.vacant);
  base::JsonObject out{{"process", look.process(called->process)},
                       {"current", current_json(look, *called)}};
  if (may_read_instance(look.parts(), look.db(), look.caller(), *called))
    out["key"] = std::to_string(key);
  step["called"] = std::move(out);
}

// What is to happen to a record before it goes on, and the people of the matters by which it does.
void add_awaited(Look& look, const AwaitedStep& awaited, base::JsonObject& step) {
  std::vector<work::Task> tasks;
  for (const int64_t matter : awaited.matters) {
    for (auto& task : work::tasks_in_hand(look.db(), matter)) tasks.push_back(std::move(task));
  }
  auto people = awaited_of(look, tasks);
  step["persons"] = std::move(people.persons);
  step["vacant"] = std::move(people.vacant);
  set_title(step, "awaits", awaited.what);
}

base::Json current_json(Look& look, const work::Instance& instance) {
  base::JsonArray out;
  for (const auto& task : work::open_tasks(look.db(), instance.key))
    out.push_back(task_step_json(look, task));
  const auto calls = runtime::called_now(look.db(), instance.key);
  const auto events = awaited_steps(look.types(), look.db(), instance);
  for (const auto& element : runtime::elements(look.db(), instance.key)) {
    if (!is_step(element)) continue;
    auto title = look.definitions().title_of(instance.process, element.element_id, "");
    if (title.zh.empty()) title.zh = element.element_id;
    base::JsonObject step{{"element", element.element_id},
                          {"title", text_json(title)},
                          {"persons", base::JsonArray()},
                          {"vacant", base::JsonArray()},
                          {"since", time_json(element.started_at)}};
    if (is_waiting_event(element))
      set_time(step, "until", runtime::next_timer(look.db(), instance.key, element.key));
    const auto call = std::ranges::find(calls, element.key, &runtime::Called::element);
    if (call != calls.end()) add_called(look, call->instance, step);
    const auto event = std::ranges::find(events, element.key, &AwaitedStep::element);
    if (event != events.end()) add_awaited(look, *event, step);
    out.push_back(std::move(step));
  }
  return out;
}

}  // namespace

base::Json started_row_json(Look& look, const work::BoxRow& row) {
  auto out = box_row_json(look, row).as_object();
  const auto instance = work::instance(look.db(), row.instance);
  base::ensure(instance.has_value(), "what a person started is an instance");
  if (!instance->ended_at) out["current"] = current_json(look, *instance);
  return out;
}

base::JsonObject instance_row_json(Look& look, const work::Instance& instance) {
  const auto view = runtime::instance(look.db(), instance.key);
  base::JsonObject out{
      {"key", std::to_string(instance.key)},
      {"process", look.process(instance.process)},
      {"state", view ? instance_state(*view, &instance) : base::Json("terminated")},
      {"started_at", time_json(instance.started_at)},
      {"current", base::JsonArray()}};
  out["status"] = status_json(look, work::status_of(look.db(), instance));
  if (auto record = look.record(record_ref(instance.record)); !record.is_null())
    out["record"] = std::move(record);
  set_subject(out, instance.subject, instance.summary);
  set_person(look, out, "starter", instance.starter);
  set_person(look, out, "handed_in_by", work::handed_in_by(look.db(), instance.key));
  set_time(out, "ended_at", instance.ended_at);
  if (!instance.ended_at) out["current"] = current_json(look, instance);
  return out;
}

base::Json next_persons_json(Look& look, int64_t instance) {
  return awaited_of(look, work::open_tasks(look.db(), instance)).persons;
}

base::Json field_states_json(const std::vector<forms::FieldState>& states) {
  base::JsonObject out;
  for (const auto& state : states) {
    base::JsonArray problems;
    for (const auto& problem : state.problems) {
      problems.push_back(
          base::JsonObject{{"code", "forms.invalid"}, {"title", text_json(problem)}});
    }
    base::JsonObject field{
        {"visible", state.is_visible && state.mode != forms::Mode::Hide},
        {"editable", state.mode == forms::Mode::Edit || state.mode == forms::Mode::Required},
        {"required", state.is_required},
        {"computed", state.is_computed},
        {"value", state.value},
        {"problems", std::move(problems)}};
    if (!state.totals.empty()) field["totals"] = state.totals;
    if (!state.choices.empty()) {
      base::JsonArray choices;
      for (const auto& choice : state.choices) {
        choices.push_back(
            base::JsonObject{{"value", choice.value}, {"label", text_json(choice.label)}});
      }
      field["choices"] = std::move(choices);
    }
    out[state.key] = std::move(field);
  }
  return out;
}

namespace {

// The record a form is about, its stored values replaced by those shown, so that ids get their
// names.
records::Record record_of_form(const OpenForm& form) {
  records::Record record;
  record.ref = form.record;
  record.version = form.version;
  record.values = form.values;
  return record;
}

}  // namespace

base::Json texts_of_form(Look& look, const OpenForm& form, const base::JsonObject& values) {
  auto record = record_of_form(form);
  record.values = values;
  return look.row(record).as_object().at("texts");
}

base::Json form_json(Look& look, const OpenForm& form, base::Json subject,
                     const base::Text& title) {
  base::JsonObject out{{"title", text_json(title)},
                       {"subject", std::move(subject)},
                       {"schema", forms::to_json(form.form, form.permissions)},
                       {"texts", base::JsonObject()},
                       {"children", base::JsonObject()}};
  set_text(out, "id", form.form.id);
  const auto states = states_of(look.parts(), look.db(), form, {});
  base::JsonObject values;
  for (const auto& state : states) {
    if (state.mode == forms::Mode::Hide) continue;  // never leaves the server
    if (!state.value.is_null())
      values[state.key] = state.value;
    else if (const auto* stored = form.values.if_contains(state.key))
      values[state.key] = *stored;
  }
  if (!form.record.type.empty()) {
    out["texts"] = texts_of_form(look, form, values);
    out["children"] = children_of_form(look, form);
    if (form.record.id != 0) {
      out["record"] =
          base::JsonObject{{"type", form.record.type}, {"id", std::to_string(form.record.id)}};
    }
  }
  if (form.record.type.empty()) {
    base::JsonObject texts;
    for (const auto* field : forms::fields(form.form)) {
      if (field->widget != "instance") continue;
      auto named = instances_named(look, values.if_contains(field->key));
      if (!named.empty()) texts[field->key] = std::move(named);
    }
    out["texts"] = std::move(texts);
  }
  out["values"] = std::move(values);
  out["fields"] = field_states_json(states);
  if (form.version != 0) out["version"] = form.version;
  return out;
}

}  // namespace app
