// A user task waits until somebody completes it; who and how many decide it is not the engine's
// business. One that is not for people is a job, which is told what the model says of it.
#include <algorithm>

#include "base/text.h"
#include "engine/core/moment.h"
#include "engine/core/work.h"
#include "engine/elements/forms.h"
#include "engine/elements/table.h"
#include "engine/parts.h"

namespace engine {

namespace {

// A list of texts, or one text with commas. Nothing: an incident was raised.
std::optional<std::vector<std::string>> names(Work& work, int64_t key, const Formula& formula,
                                              std::string_view what) {
  if (formula.empty()) return std::vector<std::string>();
  const auto value = work.value(formula, key, what, "EXTRACT_VALUE_ERROR");
  if (!value) return {};
  if (value->is(feel::Kind::String)) return base::split(value->text(), ',');
  if (value->is_null()) return std::vector<std::string>();
  if (value->is(feel::Kind::List)) {
    std::vector<std::string> result;
    for (const feel::Value& each : value->items()) result.push_back(each.text_or_empty());
    return result;
  }
  work.incident(key, "EXTRACT_VALUE_ERROR", std::string(what) + " is no list of texts");
  return {};
}

std::optional<int> priority_in(const feel::Value& value) {
  const auto number = value.is(feel::Kind::Number) ? std::optional(value.number())
                                                   : base::Decimal::parse(value.text_or_empty());
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 0 || *whole > 100) return {};
  return static_cast<int>(*whole);
}

std::string shown(const feel::Value& value, const std::string& why) {
  return feel::to_text(value) + (why.empty() ? "" : ": " + why);
}

// False: an incident was raised.
bool take_priority(Work& work, int64_t key, const Formula& formula, int& to) {
  if (formula.empty()) return true;
  std::string why;
  const feel::Value value = work.evaluate(formula, key, why);
  const auto priority = priority_in(value);
  if (priority) {
    to = *priority;
    return true;
  }
  work.incident(key, "EXTRACT_VALUE_ERROR",
                "the priority is no whole number from 0 to 100 but " + shown(value, why));
  return false;
}

void take(const feel::Value* value, std::string& to) {
  if (value && value->is(feel::Kind::String)) to = value->text();
}
void take(const feel::Value* value, std::vector<std::string>& to) {
  if (!value || !value->is(feel::Kind::List)) return;
  to.clear();
  for (const feel::Value& each : value->items()) to.push_back(each.text_or_empty());
}

void apply(const feel::Value& values, UserTask& task) {
  take(values.find("assignee"), task.assignee);
  take(values.find("dueDate"), task.due_date);
  take(values.find("followUpDate"), task.follow_up_date);
  take(values.find("candidateUsers"), task.candidate_users);
  take(values.find("candidateGroups"), task.candidate_groups);
  const feel::Value* priority = values.find("priority");
  if (priority && priority->is(feel::Kind::Number))
    task.priority = static_cast<int>(priority->number().to_int64().value_or(task.priority));
}

feel::Value list_of(const std::vector<std::string>& names) {
  return feel::Value::list(feel::Values(names.begin(), names.end()));
}

// As `apply` takes them.
feel::Value values_of(const UserTask& task) {
  return feel::Fields()
      .set("assignee", feel::Value(task.assignee))
      .set("dueDate", feel::Value(task.due_date))
      .set("followUpDate", feel::Value(task.follow_up_date))
      .set("candidateUsers", list_of(task.candidate_users))
      .set("candidateGroups", list_of(task.candidate_groups))
      .set("priority", feel::Value(task.priority))
      .build();
}

bool is_nothing(const feel::Value& value) {
  return value.is_null() || (value.is(feel::Kind::String) && base::trim(value.text()).empty());
}

const std::string& name_of(const bpmn::Property& property) { return property.name; }
const std::string& name_of(const std::pair<const std::string, std::string>& property) {
  return property.first;
}

// Of a step of people with settings of its own (jw:…). What its dates are is read by who keeps such
// tasks, who takes a day and a duration too.
template <class Properties>
bool has_settings(const Properties& properties) {
  return std::ranges::any_of(properties,
                             [](const auto& each) { return name_of(each).starts_with("jw:"); });
}

// As ISO text in UTC, empty when the model names none. False: an incident was raised.
bool take_date(Work& work, int64_t key, const Formula& formula, std::string_view what,
               std::string& to) {
  if (formula.empty()) return true;
  const auto value = work.value(formula, key, what, "EXTRACT_VALUE_ERROR");
  if (!value) return false;
  if (is_nothing(*value)) return true;
  if (has_settings(work.node_of(key).properties)) return to = feel::to_text(*value), true;
  const auto moment = moment_of(*value, work.around.zone);
  if (moment) {
    to = base::print_utc(*moment);
    return true;
  }
  work.incident(key, "EXTRACT_VALUE_ERROR",
                std::string(what) + " is no date and time but " + feel::to_text(*value));
  return false;
}

// What the model says of the task. False: an incident was raised.
bool evaluate(Work& work, int64_t key, UserTask& task) {
  const Node& here = work.node_of(key);
  if (!here.assignee.empty()) {
    const auto assignee = work.value(here.assignee, key, "the assignee", "EXTRACT_VALUE_ERROR");
    if (!assignee) return false;
    if (!assignee->is(feel::Kind::String) && !assignee->is_null()) {
      work.incident(key, "EXTRACT_VALUE_ERROR", "the assignee is no text");
      return false;
    }
    task.assignee = assignee->text_or_empty();
  }
  auto groups = names(work, key, here.candidate_groups, "candidateGroups");
  if (!groups) return false;
  auto users = names(work, key, here.candidate_users, "candidateUsers");
  if (!users) return false;
  task.candidate_groups = std::move(*groups);
  task.candidate_users = std::move(*users);
  if (!work.value(here.external_form, key, "the external form", "EXTRACT_VALUE_ERROR"))
    return false;
  if (!here.form.empty() && !work.text(here.form, key, "the form id")) return false;
  return take_date(work, key, here.due_date, "dueDate", task.due_date) &&
         take_date(work, key, here.follow_up_date, "followUpDate", task.follow_up_date) &&
         take_priority(work, key, here.priority, task.priority);
}

std::vector<Part> parts_around(Work& work, int64_t key) {
  std::vector<Part> parts;
  for (int64_t each = key; each != work.instance.row.key; each = work.at(each).scope) {
    const bool is_part = work.at(each).role == Role::Child && work.node_of(each).is_multi_instance;
    if (is_part) parts.push_back({work.node_of(each).id, work.at(each).scope, each});
  }
  std::ranges::reverse(parts);
  return parts;
}

void describe(Work& work, int64_t key, UserTask& task) {
  const Node& here = work.node_of(key);
  task.key = key;
  task.at = work.position(key);
  task.properties = {here.properties.begin(), here.properties.end()};
  tell_parts(task.properties, parts_around(work, key));
  task.process_properties = {work.process.properties.begin(), work.process.properties.end()};
  task.form_id = here.form_id;
  task.form_binding = here.binding;
  std::string why;
  if (!here.form.empty()) task.form_id = work.evaluate(here.form, key, why).text_or_empty();
  if (!here.external_form.empty())
    task.external_form = work.evaluate(here.external_form, key, why).text_or_empty();
  task.loop = work.at(key).loop;
  task.locals = work.locals(key);
}

// Makes the task known. Whom the model gives it to gets it when listeners have seen that.
void offer(Work& work, int64_t key, UserTask task) {
  describe(work, key, task);
  work.wait(key);
  std::string assignee;
  if (work.has_task_listeners(key, JobKind::Assigning)) std::swap(assignee, task.assignee);
  work.effects.push_back(std::move(task));
  if (assignee.empty()) return;
  const feel::Value values = feel::Fields().set("assignee", feel::Value(assignee)).build();
  (void)work.ask_task_listeners(key, JobKind::Assigning, {values, {}, ""});
}

// Not a FEEL name.
constexpr std::string_view kHeaders = "jw:headers";

bool is_job(const Node& node) { return !node.job_type.empty(); }

// A list as JSON, as workers of such jobs read it.
std::string json_of(const std::vector<std::string>& names) {
  return base::print(base::JsonArray(names.begin(), names.end()));
}

void enter_as_job(Work& work, int64_t key, const UserTask& task) {
  feel::Fields headers;
  const auto add = [&](const char* name, const std::string& value, bool is_there) {
    if (is_there) headers.set("io.camunda.zeebe:" + std::string(name), feel::Value(value));
  };
  add("assignee", task.assignee, !task.assignee.empty());
  add("candidateGroups", json_of(task.candidate_groups), !task.candidate_groups.empty());
  add("candidateUsers", json_of(task.candidate_users), !task.candidate_users.empty());
  add("dueDate", task.due_date, !task.due_date.empty());
  add("followUpDate", task.follow_up_date, !task.follow_up_date.empty());
  work.set_local(key, kHeaders, headers.build());
  enter_job(work, key);
}

void enter(Work& work, int64_t key) {
  UserTask task;
  if (!evaluate(work, key, task)) return;
  if (is_job(work.node_of(key))) {
    enter_as_job(work, key, task);
    return;
  }
  if (work.node_of(key).task_listeners.contains("creating")) {
    work.hold_values(key, values_of(task));
    (void)work.run_task_listeners(key, JobKind::Creating);
  } else {
    offer(work, key, std::move(task));
  }
}

}  // namespace

void tell_migrated_tasks(Work& work) {
  for (const ElementRow& row : work.instance.elements) {
    const bool is_task = work.node(row.node).kind == bpmn::Kind::UserTask;
    if (row.state != ElementState::Active || row.phase != Phase::Waiting || !is_task ||
        row.role == Role::Body || is_job(work.node(row.node)))
      continue;
    UserTaskMigrated migrated;
    describe(work, row.key, migrated.task);
    work.effects.push_back(std::move(migrated));
  }
}

bool is_for_people(const bpmn::Element& element) {
  return element.is_engine_user_task || has_settings(element.properties);
}

feel::Value task_headers(const Instance& instance, int64_t element) {
  const VariableRow* headers = instance.local(element, kHeaders);
  return headers ? headers->value : feel::Value();
}

void create_user_task(Work& work, int64_t key, const feel::Value& values) {
  UserTask task;
  apply(values, task);
  offer(work, key, std::move(task));
}

void check_form(const CheckInput& input) {
  const bpmn::Element& element = input.element;
  const bpmn::Place place = element.binding.place;
  if (place == bpmn::Place{}) return;  // it names no form
  const bool is_of_people = element.kind == bpmn::Kind::UserTask && is_for_people(element);
  const int named = static_cast<int>(!element.form_id.empty() || !element.form.empty()) +
                    static_cast<int>(!element.form_key.empty()) +
                    static_cast<int>(!element.external_form.empty());
  if (named != 1)
    input.complain(place, "a form is one of formId, formKey and externalReference");
  else if (is_of_people && !element.form_key.empty())
    input.complain(place,
                   "a task for people has its form by formId or externalReference, not by formKey; "
                   "an embedded form is deployed as a file of its own");
  else if (!is_of_people && !element.external_form.empty())
    input.complain(place, "an externalReference is the form of a task with <zeebe:userTask/>");
  else if (!is_of_people && !element.form.empty())
    input.complain(element.form.place,
                   "only a task with <zeebe:userTask/> has a formId that is an expression");
  check_binding(element.binding, input);
}

namespace {

// Whom a task with settings of its own belongs to, nobody assigns.
void check_listeners(const CheckInput& input) {
  const bool is_plain = !has_settings(input.element.properties);
  for (const bpmn::Listener& each : input.element.task_listeners) {
    if (!is_for_people(input.element))
      input.complain(each.place, "a task listener needs <zeebe:userTask/>");
    if (!is_plain && (each.event == "assigning" || each.event == "updating"))
      input.complain(each.place,
                     "the " + each.event + " listener needs a task without jw: settings");
  }
}

// Plain texts; what is FEEL shows itself when a task is made.
void check_texts(const CheckInput& input) {
  const auto is_text = [](const bpmn::Written& written) {
    return !written.text.starts_with("=") && !base::trim(written.text).empty();
  };
  for (const bpmn::Written* date : {&input.element.due_date, &input.element.follow_up_date}) {
    if (is_text(*date) && !has_settings(input.element.properties) &&
        !moment_of(feel::Value(date->text), Surroundings{}.zone))
      input.complain(date->place, "\"" + date->text + "\" is no date and time");
  }
  const bpmn::Written& priority = input.element.priority;
  if (is_text(priority) && !priority_in(feel::Value(priority.text)))
    input.complain(priority.place,
                   "the priority is a whole number from 0 to 100, not " + priority.text);
}

void check(const CheckInput& input) {
  check_form(input);
  check_listeners(input);
  check_texts(input);
}

// Also of one that its listeners have not let be created: it was there to be found.
void cancel(Work& work, int64_t key, const std::string& reason) {
  const JobRow* job = work.instance.job_of(key);
  const bool is_creating = job && job->kind == JobKind::Creating;
  const bool is_waiting = work.at(key).phase == Phase::Waiting && !is_job(work.node_of(key));
  if (is_waiting || is_creating)
    work.effects.push_back(UserTaskCanceled{key, work.position(key), reason,
                                            work.is_asked_for(key, JobKind::Completing)});
}

}  // namespace

const Behaviour kUserTask = {.check = check, .enter = enter, .cancel = cancel};

}  // namespace engine
