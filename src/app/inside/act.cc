#include "app/inside/act.h"

#include <algorithm>

#include "app/inside/bound_record.h"
#include "app/inside/duties.h"
#include "app/inside/file_rights.h"
#include "app/inside/notice_subject.h"
#include "app/inside/people_functions.h"
#include "app/inside/step_fields.h"
#include "app/inside/step_lists.h"
#include "app/inside/task_forms.h"
#include "base/text.h"
#include "records/removal.h"
#include "runtime/own_halt.h"
#include "work/acts.h"
#include "work/boxes.h"
#include "work/due_dates.h"
#include "work/ending_with_record.h"
#include "work/instances.h"
#include "work/seats.h"
#include "work/task.h"

namespace app {

std::vector<std::string> persons_of_value(const feel::Value& value) {
  std::vector<std::string> out;
  if (value.is(feel::Kind::String)) {
    if (!value.text().empty()) out.push_back(value.text());
  } else if (value.is(feel::Kind::List)) {
    for (const auto& item : value.items()) {
      for (auto& person : persons_of_value(item)) out.push_back(std::move(person));
    }
  }
  return out;
}

std::vector<std::string> persons_named(const records::Record& record, const std::string& field) {
  const auto* value = record.values.if_contains(field);
  return value ? persons_of_value(feel::from_json(*value)) : std::vector<std::string>();
}

engine::RecordRef engine_ref(const records::Ref& ref) { return {ref.type, ref.id}; }
records::Ref record_ref(const engine::RecordRef& ref) { return {ref.type, ref.id}; }

void note_copies_read(Parts& parts, const Caller& caller, int64_t instance) {
  if (caller.is_observer) return;
  {
    auto db = parts.database->read();
    if (work::counts(*db, caller.person, parts.now()).copied_unread == 0) return;
  }
  parts.runtime->submit(
      {caller.person, "", caller.door},
      [&parts, caller, instance](runtime::Op& op) -> base::Result<base::Json> {
        Act act(parts, op, caller);
        work::read_copies(act.context(), instance);
        act.tell_after_commit({"counts", "", "", caller.person});
        return base::Json();
      },
      [](base::Result<base::Json>) {});
}

namespace {

constexpr size_t summary_lines_max = 3;

// A text or a list of them, each on one line; what is empty is left out.
std::vector<std::string> lines_of(const feel::Value& value) {
  std::vector<std::string> out;
  const auto add = [&](const feel::Value& one) {
    if (one.is_null()) return;
    std::string line = feel::to_text(one);
    std::replace(line.begin(), line.end(), '\n', ' ');
    line = base::trim(std::string_view(line));
    if (!line.empty()) out.push_back(std::move(line));
  };
  if (!value.is(feel::Kind::List)) {
    add(value);
    return out;
  }
  for (const auto& item : value.items()) add(item);
  return out;
}

// What the starter takes back leaves its record in the state that the pack names.
base::Result<void> withdraw_record(Act& act, int64_t key, work::Withdrawal withdrawal) {
  const auto instance = work::instance(act.db(), key);
  if (!instance || instance->record.id == 0) return {};
  const auto* process = act.definitions().process(instance->process);
  if (process == nullptr) return {};
  const bool is_ended = withdrawal == work::Withdrawal::Ended;
  const auto transition = process->model->property(is_ended ? "jw:on.withdraw_after.transition"
                                                            : "jw:on.withdraw.transition");
  if (transition.empty() && is_ended) return base::refusal("work.withdraw_not_allowed");
  if (transition.empty()) return {};
  const auto made = records::transition(act.tx(), act.types(), act.granted_environment({}),
                                        record_ref(instance->record), std::string(transition));
  if (!made) return made.error();
  return {};
}

// A file that the caller may not read is unknown to him: naming it in a record of his own would
// open it.
decltype(records::Environment::name) names_for(Parts& parts, const Caller& caller,
                                               decltype(records::Environment::name) names) {
  return [&parts, caller = std::make_shared<const Caller>(caller), names = std::move(names)](
             storage::Connection& db, records::FieldType type,
             std::string_view id) -> std::optional<std::string> {
    using Type = records::FieldType;
    const bool is_file = type == Type::Attachment || type == Type::Photo || type == Type::Signature;
    if (is_file && !may_read_file(parts, db, *caller, id)) return {};
    return names(db, type, id);
  };
}

}  // namespace

Act::Act(Parts& parts, runtime::Op& op, const Caller& caller)
    : parts_(parts),
      op_(op),
      environment_(environment_of(parts, caller)),
      context_{op.tx, op.calendar, hooks_} {
  environment_.now = op.tx.now;
  environment_.observer = this;
  environment_.name = names_for(parts, caller, std::move(environment_.name));
  fill_hooks();
}

Act::Act(Parts& parts, runtime::Op& op)
    : parts_(parts),
      op_(op),
      environment_(environment_of_process(parts, op.tx.actor.person, op.tx.now)),
      context_{op.tx, op.calendar, hooks_} {
  environment_.observer = this;
  fill_hooks();
}

records::Environment Act::environment() { return environment_; }

records::Environment Act::granted_environment(feel::Value task) {
  auto out = environment_;
  out.acting.is_process = true;
  out.task = std::move(task);
  return out;
}

void Act::tell_after_commit(Hint hint) {
  op_.after_commit([&parts = parts_, hint = std::move(hint)] { parts.tell(hint); });
}

void Act::fill_hooks() {
  work::connect_engine(hooks_, op_);
  hooks_.evaluate_persons = [this](const work::Task& task, const std::string& formula) {
    return evaluate_persons(task, formula);
  };
  hooks_.evaluate_due = [this](const work::Task& task, const std::string& formula) {
    return evaluate_due(task, formula);
  };
  hooks_.persons_in_field = [this](const work::Task& task, const std::string& field) {
    return persons_in_field(record_ref(task.record), field);
  };
  hooks_.persons_in_parent_field = [this](const work::Task& task, const std::string& field) {
    return persons_in_parent_field(record_ref(task.record), field);
  };
  hooks_.persons_of_role = [this](const std::string& role) {
    return entry::persons_of(db(), definitions().roles, role, tx().now);
  };
  hooks_.may_take_part = [this](const engine::RecordRef& ref, const std::string& person) {
    return records::may_take_part(db(), types(), environment_, record_ref(ref), person);
  };
  hooks_.excludes_people = [this](const engine::RecordRef& ref) {
    return records::excludes_people(types(), ref.type);
  };
  hooks_.accept_form = [this](const work::Task& task, const work::Completion& completion) {
    return accept_task_form(*this, parts_, task, completion);
  };
  hooks_.carry_out = [this](const work::Task& task, const std::string& outcome,
                            const std::string& opinion, const work::Accepted& accepted) {
    return carry_out_transitions(*this, parts_, task, outcome, opinion, accepted);
  };
  hooks_.withdrawn = [this](int64_t key, work::Withdrawal withdrawal) {
    return withdraw_record(*this, key, withdrawal);
  };
  hooks_.may_jump = [this](int64_t key, const std::string& element) -> base::Result<void> {
    const auto instance = work::instance(db(), key);
    return instance ? check_jump(definitions(), db(), *instance, element) : base::Result<void>();
  };
  fill_names();
}

void Act::fill_names() {
  hooks_.title_of = [this](const std::string& process, const std::string& element,
                           const std::string& outcome) {
    return definitions().title_of(process, element, outcome);
  };
  hooks_.title_of_record = [this](const std::string& process, const engine::RecordRef& ref) {
    return title_of_record(process, record_ref(ref));
  };
  hooks_.is_open_to_all = [this](std::string_view link) { return is_open_to_all(*this, link); };
  hooks_.signal = [this](work::Signal signal) {
    if (signal.persons.empty()) tell_after_commit({signal.kind, "", signal.id, ""});
    for (auto& person : signal.persons)
      tell_after_commit({signal.kind, "", signal.id, std::move(person)});
  };
}

work::SubjectTitle Act::title_of_record(const std::string& process_id, const records::Ref& ref) {
  if (at_hand_ != nullptr && at_hand_->ref == ref) return title_of(process_id, *at_hand_);
  const auto record = records::find(db(), types(), ref);
  return record ? title_of(process_id, *record) : work::SubjectTitle();
}

work::SubjectTitle Act::title_of(const std::string& process_id, const records::Record& record) {
  work::SubjectTitle out{record.number, records::title_of(types(), record)};
  const auto* process = definitions().process(process_id);
  if (process == nullptr) return out;
  const auto lines = [&](const std::optional<feel::Expression>& rule) {
    if (!rule) return std::vector<std::string>();
    // It is stored for all who have the matter: what a step hides from the caller belongs in it.
    records::Environment of_all = environment_;
    of_all.withheld = nullptr;
    return lines_of(records::evaluate(db(), types(), of_all, record.ref, *rule));
  };
  if (auto titles = lines(process->title_rule); !titles.empty())
    out.title = std::move(titles.front());
  out.summary = lines(process->summary_rule);
  if (out.summary.size() > summary_lines_max) out.summary.resize(summary_lines_max);
  return out;
}

Act::Evaluated Act::evaluate(const work::Task& task, const std::string& formula) {
  const int64_t scope = task.key == 0 ? task.instance : task.key;
  const feel::ContextNames names(op_.engine.variables(scope));
  feel::Evaluation evaluation;
  evaluation.now = tx().now;
  evaluation.zone = op_.calendar.zone;
  const auto functions = process_functions(parts_, db());
  evaluation.functions = functions.get();
  evaluation.steps_left = 100'000;
  auto value = feel::evaluate(formula, names, evaluation, {.dialect = feel::Dialect::Camunda});
  return {std::move(value), evaluation.reasons.empty() ? "" : evaluation.reasons.front().print()};
}

base::Result<std::vector<std::string>> Act::evaluate_persons(const work::Task& task,
                                                             const std::string& formula) {
  const auto evaluated = evaluate(task, formula);
  auto persons = persons_of_value(evaluated.value);
  if (persons.empty() && !evaluated.why.empty())
    return base::refusal("app.formula_failed").at("jw:candidates").because(evaluated.why);
  return persons;
}

base::Result<std::string> Act::evaluate_due(const work::Task& task, const std::string& formula) {
  const auto evaluated = evaluate(task, formula);
  if (!evaluated.value.is_null()) return feel::to_text(evaluated.value);
  if (evaluated.why.empty()) return std::string();
  return base::refusal("app.formula_failed").at("jw:due").because(evaluated.why);
}

std::vector<std::string> Act::persons_in_field(const records::Ref& ref, const std::string& field) {
  auto record = records::find(db(), types(), ref);
  if (!record) return {};
  const auto* known = types().type(ref.type)->field(field);
  if (known != nullptr && known->computed.is_set())
    records::show_to_caller(db(), types(), granted_environment({}), *record);
  return persons_named(*record, field);
}

std::vector<std::string> Act::persons_in_parent_field(const records::Ref& ref,
                                                      const std::string& field) {
  const auto record = records::find(db(), types(), ref);
  const auto parent = record ? records::parent_ref(types(), *record) : std::nullopt;
  return parent ? persons_in_field(*parent, field) : std::vector<std::string>();
}

base::Result<void> Act::publish(std::string_view name, const records::Ref& subject,
                                const records::Change& change) {
  runtime::Message message;
  message.name = name;
  message.correlation_key = std::to_string(subject.id);
  message.variables = feel::Fields()
                          .set("record_id", std::to_string(change.ref.id))
                          .set("state", change.after.state)
                          .build();
  message.subject = engine_ref(subject);
  const bool is_own_matter = change.is_by_hand && subject == change.ref;
  if (is_own_matter) message.starter = tx().actor.person;
  const auto published = op_.engine.publish_message(message);
  if (!published) return published.error();
  return {};
}

// A transition may say that the processes of its record, and of all that belongs to it, wait, go on
// or end.
base::Result<void> Act::carry_to_processes(const records::Change& change) {
  if (change.transition == nullptr || change.transition->process == records::ProcessAct::None)
    return {};
  auto concerned = records::belonging_to(db(), types(), change.ref);
  concerned.insert(concerned.begin(), change.ref);
  for (const auto& ref : concerned) {
    for (const auto instance : op_.engine.running_instances(engine_ref(ref))) {
      if (auto carried = carry_to_process(*change.transition, instance); !carried) return carried;
    }
  }
  return {};
}

// What waits already, or goes on already, stays as it is. What was called and waits with its caller
// is halted by its record besides, and goes on when both do.
base::Result<void> Act::carry_to_process(const records::Transition& transition, int64_t instance) {
  base::Result<void> done;
  switch (transition.process) {
    case records::ProcessAct::Suspend:
      done = op_.engine.suspend_instance(instance);
      if (done) work::suspend_tasks(context_, instance);
      if (!done && done.error().code == "engine.suspended") {
        runtime::note_own_halt(context_.tx, instance);
        return {};
      }
      return done;
    case records::ProcessAct::Resume:
      done = op_.engine.resume_instance(instance);
      if (done) work::resume_tasks(context_, instance);
      if (!done && done.error().code == "engine.not_suspended") return {};
      if (!done && done.error().code == "engine.caller_suspended") {
        runtime::drop_own_halt(context_.tx, instance);
        return {};
      }
      return done;
    default:
      work::tell_ending_with_record(context_, instance);
      return op_.engine.cancel_instance(instance, std::string(work::ended_with_record));
  }
}

// Who is named in another's place takes over the open tasks that the field had given him, of the
// record and of what belongs to it.
void Act::carry_to_people(const records::Change& change) {
  if (!change.before) return;
  for (const auto& field : types().type(change.ref.type)->fields) {
    if (field.type != records::FieldType::Person) continue;
    using Kind = work::CandidateEntry::Kind;
    work::FieldChange named{Kind::Field, field.id, persons_named(*change.before, field.id),
                            persons_named(change.after, field.id)};
    if (named.before == named.after) continue;
    work::follow_field(context_, engine_ref(change.ref), named);
    named.kind = Kind::ParentField;
    for (const auto& child : records::children_of(db(), types(), change.ref))
      work::follow_field(context_, engine_ref(child), named);
  }
}

// Tasks that are due by a date of the record follow it.
void Act::carry_to_due_dates(const records::Change& change) {
  if (!change.before) return;
  for (const auto& field : types().type(change.ref.type)->fields) {
    using Type = records::FieldType;
    if (field.type != Type::Date && field.type != Type::DateTime) continue;
    const auto* now = change.after.values.if_contains(field.id);
    if (now == nullptr || !now->is_string()) continue;
    const auto* before = change.before->values.if_contains(field.id);
    if (before != nullptr && *before == *now) continue;
    work::follow_date(context_, engine_ref(change.ref), {field.id, std::string(now->as_string())});
  }
}

void Act::retitle(const records::Change& change) {
  const auto* made = change.transition;
  // What a transition brings with it may have changed the record once more.
  const bool is_latest = made == nullptr || (made->creates.empty() && made->cascades.empty());
  at_hand_ = is_latest ? &change.after : nullptr;
  work::retitle(context_, engine_ref(change.ref));
  at_hand_ = nullptr;
  if (change.parent) work::retitle(context_, engine_ref(*change.parent));
}

base::Result<void> Act::asked(storage::Tx&, const records::Record& before,
                              const base::JsonObject& given) {
  return keep_hidden(*this, before.ref, given);
}

base::Result<void> Act::changed(storage::Tx&, const records::Change& change) {
  if (auto kept = keep_to_steps(*this, change); !kept) return kept;
  retitle(change);
  carry_to_people(change);
  carry_to_due_dates(change);
  if (auto carried = carry_to_processes(change); !carried) return carried;
  if (auto refreshed = op_.engine.refresh_record(engine_ref(change.ref)); !refreshed)
    return refreshed;
  if (change.parent) {
    if (auto refreshed = op_.engine.refresh_record(engine_ref(*change.parent)); !refreshed)
      return refreshed;
  }
  const auto name = change.ref.type + "." + change.event;
  const bool is_gone = change.event == records::deleted;
  if (!is_gone) {
    if (auto published = publish(name, change.ref, change); !published) return published;
  }
  if (change.parent) {
    if (auto published = publish(name, *change.parent, change); !published) return published;
    tell_after_commit({"record", change.parent->type, std::to_string(change.parent->id), ""});
  }
  tell_after_commit({"record", change.ref.type, std::to_string(change.ref.id), ""});
  if (is_gone) return {};
  if (change.ref.type == duty_type) return follow_duty(*this, change);
  if (change.ref.type == duty_item_type) return follow_duty_item(*this, change);
  return {};
}

}  // namespace app
