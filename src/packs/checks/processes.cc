// Processes against record types, roles, forms, messages: everything that `jw:` settings name is
// there.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "bpmn/check.h"
#include "packs/checks/calls.h"
#include "packs/checks/candidates.h"
#include "packs/checks/checks.h"
#include "packs/checks/permissions.h"
#include "packs/checks/starts.h"
#include "packs/jw.h"
#include "work/applicants.h"
#include "work/callback.h"
#include "work/end_notice.h"
#include "work/settings.h"

namespace packs::checks {

namespace {

// The settings that name people, each checked by itself.
constexpr std::array<const char*, 3> naming = {"jw:candidates", "jw:applicants", "jw:successors"};

using bpmn::Element;
using bpmn::Property;
using records::RecordType;

Mark mark_of(bpmn::Place place) { return {place.line, place.column}; }

bool is_feel(std::string_view text) { return base::trim(text).starts_with("="); }

class ProcessCheck {
 public:
  ProcessCheck(const Whole& whole, const Pack& pack, const Process& file)
      : whole_(whole), pack_(pack), file_(file), process_(file.model.processes.front()) {}

  void run() {
    check_settings();
    check_withdrawal();
    for (const Element& element : process_.elements) check_element(element);
    for (const bpmn::Message& message : file_.model.messages) check_message(message);
    check_record_paths();
  }

 private:
  // --- the process itself

  void check_settings() {
    for (const Property& property : process_.properties)
      need_known(property, process_properties(), process_.place);
    const std::string record = std::string(process_.property("jw:record"));
    if (!record.empty()) {
      bound_ = whole_.type(record.substr(record.find('.') + 1));
      if (!bound_) say(process_.place, "jw:record: unknown record type " + record);
    }
    reads_ = base::split(process_.property("jw:reads"), ',');
    for (const std::string& field : reads_)
      if (bound_ && !has_path(whole_, *bound_, field))
        say(process_.place, "jw:reads: unknown field " + field);
    for (const char* name : {"jw:starters", "jw:owner", "jw:behalf"})
      for (const std::string& who : base::split(process_.property(name), ',')) check_who(name, who);
    const std::string form(process_.property("jw:start_form"));
    if (!form.empty() && !whole_.has_form(form))
      say(process_.place, "jw:start_form: unknown form " + form);
    for (const char* name :
         {"jw:on.pass.transition", "jw:on.reject.transition", "jw:on.withdraw.transition",
          "jw:on.withdraw_after.transition", "jw:on.cancel.transition"}) {
      const std::string transition(process_.property(name));
      if (!transition.empty()) need_transition(bound_, transition, process_.place);
    }
    const bool has_undoing = !process_.property("jw:on.withdraw_after.transition").empty();
    if (bound_ && !process_.property("jw:withdraw_after").empty() && !has_undoing)
      say(process_.place,
          "jw:withdraw_after: of no use without jw:on.withdraw_after.transition, which undoes what "
          "was approved");
    for (const std::string& paper : base::split(process_.property("jw:paper"), ','))
      check_paper(paper);
    check_permissions("jw:start_fields", process_.property("jw:start_fields"),
                      {bound_, form, true, process_.place});
    if (bound_)
      for (const std::string& problem : start_problems(*bound_, process_))
        say(process_.place, problem);
    for (const char* name : {"jw:title", "jw:summary"}) check_title(name);
    const auto told = work::read_callback_at_end(named(process_.properties));
    if (!told) say_each(told.error(), process_.properties, process_.place);
    const auto end = work::read_end_notice(named(process_.properties));
    if (!end) say_each(end.error(), process_.properties, process_.place);
  }

  // What a record begins by itself would, taken back, leave it in a state with no way on.
  void check_withdrawal() {
    const bool is_answered = process_.property("jw:withdraw") == "none" ||
                             !process_.property("jw:on.withdraw.transition").empty();
    if (!bound_ || bound_->states.empty() || is_answered) return;
    const bool is_begun_by_record =
        std::any_of(process_.elements.begin(), process_.elements.end(), [](const Element& element) {
          return element.kind == bpmn::Kind::StartEvent && element.parent < 0 &&
                 element.event.trigger == bpmn::Trigger::Message;
        });
    if (is_begun_by_record)
      say(process_.place,
          "jw:withdraw: say none, or what becomes of the record (jw:on.withdraw.transition)");
  }

  void check_paper(const std::string& id) {
    const PaperFile* paper = whole_.paper(id);
    if (paper == nullptr) {
      if (id != "standard") say(process_.place, "jw:paper: unknown paper " + id);
      return;
    }
    const std::string& record = paper->form->record();
    if (!record.empty() && (!bound_ || bound_->id != record))
      say(process_.place, "jw:paper: " + id + " prints " + record);
  }

  // Said of the record, whose names it sees as its own rules do.
  void check_title(const std::string& name) {
    const std::string_view text = base::trim(process_.property(name));
    if (text.empty()) return;
    if (!is_feel(text)) return say(process_.place, name + ": must be FEEL behind \"=\"");
    if (!bound_) return say(process_.place, name + ": no record is bound");
    const auto expression = feel::compile(text.substr(1));
    if (!expression.ok())
      return say(process_.place,
                 name + ": FEEL " + expression.error().place + ": " + expression.error().detail);
    for (const auto& path : expression->paths()) {
      static const std::set<std::string, std::less<>> always = {
          "id",      "type",       "number",     "state", "title",
          "version", "created_at", "created_by", "parent"};
      if (!path.empty() && !always.contains(path[0]) && !bound_->field(path[0]))
        say(process_.place, name + ": unknown field " + path[0] + " of " + bound_->id);
    }
  }

  // Starters may be named one by one and by their units as well.
  void check_who(const std::string& property, const std::string& who) {
    const bool is_of_organisation = who.starts_with("person:") || who.starts_with("unit:");
    if (property == "jw:starters" && is_of_organisation)
      return check_list(who, process_.place, property + ": ");
    if (who.starts_with("position:")) {
      if (!whole_.has_position(who.substr(9)))
        say(process_.place, property + ": unknown position " + who.substr(9));
    } else {
      const std::string role = who.starts_with("role:") ? who.substr(5) : who;
      if (!whole_.has_role(role)) say(process_.place, property + ": unknown role " + role);
    }
  }

  // --- elements

  void check_element(const Element& element) {
    const bool is_user_task = element.kind == bpmn::Kind::UserTask;
    const bool is_call = element.kind == bpmn::Kind::CallActivity;
    const auto& known = is_user_task ? user_task_properties()
                        : is_call    ? call_activity_properties()
                                     : other_properties();
    for (const Property& property : element.properties) need_known(property, known, element.place);
    if (is_call)
      check_call(element, bound_,
                 [&](bpmn::Place place, std::string text) { say(place, std::move(text)); });
    if (is_user_task) check_user_task(element);
    if (element.kind == bpmn::Kind::ServiceTask) check_service_task(element);
    if (element.kind == bpmn::Kind::CallActivity && !element.called_process.empty() &&
        !is_feel(element.called_process.text) && !whole_.has_process(element.called_process.text))
      say(element.place, "unknown process " + element.called_process.text);
  }

  void need_known(const Property& property, const std::vector<std::string>& known,
                  bpmn::Place place) {
    if (!property.name.starts_with("jw:")) return;
    if (std::find(known.begin(), known.end(), property.name) != known.end()) return;
    const bool is_of_outcome =
        property.name.starts_with("jw:on.") && &known == &user_task_properties() &&
        (property.name.ends_with("transition") || property.name.ends_with(".title_en"));
    if (!is_of_outcome)
      say(property.value.place.line ? property.value.place : place,
          "unknown setting " + property.name);
  }

  void check_user_task(const Element& element) {
    check_listeners(element);
    check_work_settings(element);
    check_candidates(element);
    check_opinions(element);
    const RecordType* written = written_type(element);
    const bool is_new = element.property("jw:writes").starts_with("new:");
    check_permissions("jw:fields", element.property("jw:fields"),
                      {written, element.form_id, is_new, element.place});
    if (!element.form_id.empty() && !whole_.has_form(element.form_id))
      say(element.place, "unknown form " + element.form_id);
    if (!element.form.empty()) say(element.place, "unknown form " + element.form.text);
    check_transitions(element, written);
    check_times(element);
    check_beside(element);
    check_compared(element, written);
  }

  // What work itself reads of the task, by the same reader.
  void check_work_settings(const Element& element) {
    const auto properties = named(element.properties);
    if (const auto rule = work::read_callback(properties); !rule) {
      say_each(rule.error(), element.properties, element.place);
    } else if (rule->asked.empty()) {
      for (const char* name : {"jw:callback.wait", "jw:callback.unanswered"}) {
        if (const Property* idle = element.find_property(name))
          say(idle->value.place, std::string(name) + ": of no use without jw:callback.ask");
      }
    }
    const auto settings = work::read_settings(properties);
    if (settings.ok()) {
      const std::string& target = settings->overdue.element;
      if (!target.empty() && process_.find(target) < 0)
        say(element.place, "jw:overdue: unknown element " + target);
      return;
    }
    for (const base::Missing& problem : settings.error().missing) {
      // Each is looked at by itself.
      if (std::ranges::count(naming, problem.name) > 0) continue;
      const Property* property = element.find_property(problem.name);
      say(property ? property->value.place : element.place, problem.name + ": " + problem.how.en);
    }
  }

  void check_candidates(const Element& element) {
    const Property* property = element.find_property("jw:candidates");
    if (!property) return say(element.place, element.id + ": nobody is named (jw:candidates)");
    for (const char* name : naming) {
      if (const Property* named = element.find_property(name)) check_named(*named);
    }
  }

  void check_named(const Property& property) {
    if (is_feel(property.value.text))
      return check_feel(property.value.text.substr(property.value.text.find('=') + 1),
                        property.value.place);
    if (property.name != "jw:applicants")
      return check_list(property.value.text, property.value.place);
    const work::Applicants applicants = work::read_applicants(property.value.text);
    if (!applicants.named.empty()) check_list(applicants.named, property.value.place);
    for (const std::string& step : applicants.steps) {
      const int found = process_.find(step);
      if (found < 0 || process_.elements[static_cast<size_t>(found)].kind != bpmn::Kind::UserTask)
        say(property.value.place, "jw:applicants: no user task " + step + " in this process");
    }
  }

  static engine::Properties named(const std::vector<Property>& properties) {
    engine::Properties out;
    for (const Property& property : properties) out[property.name] = property.value.text;
    return out;
  }

  // Each problem at the setting that has it.
  void say_each(const base::Error& error, const std::vector<Property>& properties,
                bpmn::Place place) {
    for (const base::Missing& problem : error.missing) {
      const auto found = std::ranges::find(properties, problem.name, &Property::name);
      say(found == properties.end() ? place : found->value.place,
          problem.name + ": " + problem.how.en);
    }
  }

  // Who reads them, in the words of a record's access.
  void check_opinions(const Element& element) {
    for (const std::string& who : base::split(element.property("jw:opinions"), ',')) {
      const std::string name = who.substr(who.find(':') + 1);
      bool is_known = whole_.has_role(who) || who == kNotStarter;
      if (who.starts_with("position:")) is_known = whole_.has_position(name);
      if (who.starts_with("field:")) is_known = names_person(bound_, name);
      if (who.starts_with("parent.field:"))
        is_known = names_person(parent_of(whole_, bound_), name);
      if (!is_known) say(element.place, "jw:opinions: unknown: " + who);
    }
  }

  void check_list(std::string_view text, bpmn::Place place, const std::string& of = "") {
    for (const std::string& problem : candidate_problems(whole_, bound_, text))
      say(place, of + problem);
  }

  // The record that the task's form writes; nullptr: none or unknown (then said).
  const RecordType* written_type(const Element& element) {
    const std::string writes(element.property("jw:writes"));
    if (writes.empty() || writes == "self") return bound_;
    if (writes == "variables") return nullptr;
    const size_t colon = writes.find(':');
    const std::string kind = writes.substr(0, colon);
    const RecordType* type =
        colon == std::string::npos ? nullptr : whole_.type(writes.substr(colon + 1));
    if ((kind != "new" && kind != "latest") || !type) {
      say(element.place, "jw:writes: not understood: " + writes);
      return nullptr;
    }
    const records::Field* link = type->field(type->parent);
    if (bound_ && (!link || link->to != bound_->id))
      say(element.place, "jw:writes: " + type->id + " has no parent link to " + bound_->id);
    return type;
  }

  // The form that permissions are of.
  struct FormAt {
    const RecordType* type;
    std::string drawn;  // its id; empty: derived from the type
    bool is_new;        // it makes a record
    bpmn::Place place;
  };

  void check_permissions(const std::string& name, std::string_view text, const FormAt& at) {
    if (text.empty()) return;
    const auto permissions = forms::parse_permissions(text);
    if (!permissions.ok())
      return say(at.place,
                 name + ": " + permissions.error().title.en + " " + permissions.error().detail);
    std::vector<std::string> problems;
    if (!at.drawn.empty())
      problems = permission_problems(whole_, at.drawn, *permissions);
    else if (at.type)
      problems = permission_problems(whole_, *at.type, *permissions, at.is_new);
    for (const std::string& problem : problems) say(at.place, name + ": " + problem);
  }

  void check_transitions(const Element& element, const RecordType* written) {
    const auto outcomes = outcomes_of(element);
    for (const Property& property : element.properties) {
      if (property.name.starts_with("jw:on.")) {
        const std::string outcome = property.name.substr(6, property.name.rfind('.') - 6);
        const auto is_it = [&](const auto& pair) { return pair.first == outcome; };
        if (std::ranges::none_of(outcomes, is_it))
          say(property.value.place, "unknown outcome " + outcome);
      }
      const bool is_written =
          property.name.ends_with("written_transition") || property.name == "jw:left_transition";
      if (!is_written && !property.name.ends_with(".transition") &&
          property.name != "jw:transition")
        continue;
      need_transition(is_written ? written : bound_, property.value.text, property.value.place);
    }
  }

  // Each path goes up by `parent`, then down through lists.
  void check_beside(const Element& element) {
    const Property* property = element.find_property("jw:beside");
    if (!property) return;
    for (const std::string& path : base::split(property->value.text, ',')) {
      const RecordType* type = bound_;
      bool is_list = false;
      for (const std::string& part : base::split(path, '.')) {
        const bool is_up = part == "parent" && !is_list;
        const records::Field* field = type ? type->field(is_up ? type->parent : part) : nullptr;
        is_list = field && field->type == records::FieldType::Children;
        type = is_list || (field && is_up) ? whole_.type(is_list ? field->of : field->to) : nullptr;
        if (!type) break;
      }
      if (!type || !is_list) say(property->value.place, "jw:beside: no list " + path);
    }
  }

  void check_compared(const Element& element, const RecordType* written) {
    const Property* property = element.find_property("jw:compare");
    if (!property) return;
    for (const std::string& state : base::split(property->value.text, ','))
      if (!written || !written->state(state))
        say(property->value.place, "jw:compare: unknown state " + state);
  }

  void need_transition(const RecordType* type, const std::string& name, bpmn::Place place) {
    if (!type) return say(place, "transition " + name + ": no record is bound");
    if (!type->transition(name)) say(place, "unknown transition " + name + " of " + type->id);
  }

  // Durations are work's to read; whom they lead to is asked here.
  void check_times(const Element& element) {
    check_schedule(element);
    const Property* escalate = element.find_property("jw:escalate");
    if (escalate) check_named(escalate->value.text, escalate->value.place);
    const Property* overdue = element.find_property("jw:overdue");
    if (overdue && overdue->value.text.starts_with("transfer "))
      check_named(overdue->value.text, overdue->value.place);
    const Property* copy = element.find_property("jw:copy");
    if (!copy || is_feel(copy->value.text)) return;
    check_list(copy->value.text, copy->value.place);
  }

  // jw:due in FEEL, and zeebe:taskSchedule in the same words.
  void check_schedule(const Element& element) {
    const Property* due = element.find_property("jw:due");
    if (due && is_feel(due->value.text)) check_date("jw:due", due->value);
    if (due && !element.due_date.empty())
      say(element.due_date.place, "taskSchedule dueDate: jw:due says it already");
    check_date("taskSchedule dueDate", element.due_date);
    check_date("taskSchedule followUpDate", element.follow_up_date);
  }

  void check_date(const std::string& name, const bpmn::Written& written) {
    if (written.empty()) return;
    if (!is_feel(written.text)) {
      if (!work::parse_due(written.text))
        say(written.place, name + ": no date, moment or duration: " + written.text);
      return;
    }
    check_written(written);
    const auto expression = feel::compile(written.text.substr(written.text.find('=') + 1));
    if (!expression.ok()) return;
    const records::Field* field = field_meant(written.text, *expression);
    if (field && !may_be_date(*field))
      say(written.place, name + ": the field " + field->id + " holds no date, moment or duration");
    if (!expression->names().empty()) return;
    feel::Evaluation evaluation;
    const feel::Value value = expression->evaluate(feel::NoNames(), evaluation);
    if (evaluation.reasons.empty() && !value.is_null() && !work::parse_due(feel::to_text(value)))
      say(written.place, name + ": no date, moment or duration: " + feel::to_text(value));
  }

  // The field of the record where the expression is nothing but that.
  const records::Field* field_meant(const std::string& text, const feel::Expression& expression) {
    const auto paths = expression.paths();
    if (!bound_ || paths.size() != 1 || paths.begin()->size() != 2) return nullptr;
    const auto& path = *paths.begin();
    const std::string_view whole = base::trim(std::string_view(text).substr(text.find('=') + 1));
    return path[0] == "record" && whole == "record." + path[1] ? bound_->field(path[1]) : nullptr;
  }

  static bool may_be_date(const records::Field& field) {
    using Type = records::FieldType;
    static const std::set<Type> dates = {Type::Date, Type::DateTime, Type::Duration, Type::Text,
                                         Type::Choice};
    return field.computed.is_set() || dates.contains(field.type);
  }

  // "<word> candidate, candidate"
  void check_named(const std::string& text, bpmn::Place place) {
    const size_t space = text.find(' ');
    if (space == std::string::npos || is_feel(text.substr(space))) return;
    check_list(std::string_view(text).substr(space + 1), place);
  }

  // --- acts that are built in

  const Property* header(const Element& element, std::string_view name) {
    for (const Property& property : element.headers)
      if (property.name == name) return &property;
    return nullptr;
  }

  // A listener may deny a completion; by then a record would have moved, others been told. What is
  // assigned by its settings nobody assigns.
  void check_listeners(const Element& element) {
    const auto listens = [&](std::string_view event) {
      return std::ranges::count(element.task_listeners, event, &bpmn::Listener::event) > 0;
    };
    const bool may_deny = listens("completing");
    const bool is_plain = std::ranges::none_of(
        element.properties, [](const auto& property) { return property.name.starts_with("jw:"); });
    if (!is_plain && (listens("assigning") || listens("updating")))
      say(element.place, "an assigning or updating listener needs a task without jw: settings");
    const bool moves_records = std::ranges::any_of(element.properties, [](const auto& property) {
      return property.name.starts_with("jw:") && property.name.ends_with("transition");
    });
    if (may_deny && moves_records)
      say(element.place, "a completing listener and a transition exclude each other");
    if (may_deny && element.find_property("jw:callback.after"))
      say(element.place, "a completing listener and jw:callback.after exclude each other");
  }

  void check_service_task(const Element& element) {
    const std::string& type = element.job_type.text;
    if (type == "records:transition") {
      const Property* name = header(element, "transition");
      if (!name) return say(element.place, "records:transition needs the header transition");
      if (!header(element, "record") && !is_feel(name->value.text))
        need_transition(bound_, name->value.text, element.place);
    } else if (type == "records:create") {
      const Property* name = header(element, "type");
      const std::string created = name ? name->value.text : "";
      if (!is_feel(created) && !whole_.type(created.substr(created.find('.') + 1)))
        say(element.place, "records:create: unknown record type " + created);
    } else if (type == "notify:send") {
      const Property* to = header(element, "to");
      if (!to || !header(element, "title"))
        return say(element.place, "notify:send needs the headers to and title");
      check_notice(element);
      if (is_feel(to->value.text)) return;
      check_list(to->value.text, element.place);
    } else if (type == "report:render") {
      const Property* report = header(element, "report");
      if (!report || !whole_.has_report(report->value.text))
        say(element.place, "report:render: unknown report");
    } else if (type.starts_with("records:") || type.starts_with("notify:") ||
               type.starts_with("report:")) {
      say(element.place, "unknown built-in act " + type);
    }
  }

  // A computed text has no place in the locale, so its English stands beside it.
  void check_notice(const Element& element) {
    for (const std::string name : {"title", "text"}) {
      const Property* text = header(element, name);
      if (text && is_feel(text->value.text) && !header(element, name + "_en"))
        say(element.place, "notify:send: header " + name + " is FEEL and needs " + name + "_en");
    }
    const Property* once = header(element, "once");
    if (once && once->value.text != "record")
      say(element.place, "notify:send: once can only be record");
  }

  // --- messages and expressions

  void check_message(const bpmn::Message& message) {
    const size_t point = message.name.find('.');
    if (point == std::string::npos || is_feel(message.name)) return;
    const RecordType* type = whole_.type(message.name.substr(0, point));
    const std::string event = message.name.substr(point + 1);
    if (!type) return say(message.place, "message " + message.name + ": unknown record type");
    if (event != "created" && event != "changed" && !type->transition(event))
      say(message.place, "message " + message.name + ": " + type->id + " has no such event");
  }

  // `record.f` must be among what the process reads.
  void check_record_paths() {
    if (!bound_) return;
    for (const bpmn::Flow& flow : process_.flows) check_written(flow.condition);
    for (const Element& element : process_.elements) {
      for (const bpmn::Mapping& mapping : element.inputs) check_written(mapping.source);
      for (const bpmn::Mapping& mapping : element.outputs) check_written(mapping.source);
      for (const Property& header : element.headers) check_written(header.value);
      check_written(element.event.timer);
      check_written(element.event.condition);
    }
  }

  void check_written(const bpmn::Written& written) {
    if (is_feel(written.text))
      check_feel(written.text.substr(written.text.find('=') + 1), written.place);
  }

  void check_feel(const std::string& text, bpmn::Place place) {
    const auto expression = feel::compile(text);
    if (!expression.ok())
      return say(place, "FEEL " + expression.error().place + ": " + expression.error().detail);
    if (!bound_) return;
    static const std::set<std::string, std::less<>> always = {"id",    "type",  "number",
                                                              "state", "title", "version"};
    for (const auto& path : expression->paths()) {
      if (path.size() < 2 || path[0] != "record" || always.contains(path[1])) continue;
      if (std::find(reads_.begin(), reads_.end(), path[1]) == reads_.end())
        say(place, "record." + path[1] + " is not among jw:reads");
    }
  }

  void say(bpmn::Place place, std::string text) {
    whole_.report(pack_, file_.file, mark_of(place), std::move(text));
  }

  const Whole& whole_;
  const Pack& pack_;
  const Process& file_;
  const bpmn::Process& process_;
  const RecordType* bound_ = nullptr;
  std::vector<std::string> reads_;
};

}  // namespace

void check_process(const Whole& whole, const Pack& pack, const Process& process) {
  ProcessCheck(whole, pack, process).run();
  check_told(whole, pack, process);
}

void check_calls(const Whole& whole) {
  std::vector<const bpmn::Model*> models;
  for (const auto& pack : whole.packs)
    for (const Process& process : pack->processes) models.push_back(&process.model);
  std::ranges::copy(bpmn::check_together(models), std::back_inserter(whole.problems));
}

void check_processes(const Whole& whole) {
  for (const auto& pack : whole.packs)
    for (const Process& process : pack->processes) check_process(whole, *pack, process);
  check_calls(whole);
}

}  // namespace packs::checks
