#include "desk.h"

#include <algorithm>

#include "base/text.h"
#include "org/deputies.h"
#include "runtime/queries.h"
#include "work/instances.h"
#include "work/leaving.h"
#include "work/search.h"
#include "work/seats.h"
#include "work/signers.h"

namespace approvals {
namespace {

work::Hooks hooks_for(runtime::Op& op) {
  work::Hooks hooks;
  work::connect_engine(hooks, op);
  const auto nobody = [](const work::Task&, const std::string&) {
    return base::Result<std::vector<std::string>>(std::vector<std::string>());
  };
  hooks.evaluate_persons = nobody;
  hooks.persons_in_field = nobody;
  hooks.persons_of_role = [](const std::string& role) {
    return role == "administrator" ? std::vector{person(19)} : std::vector<std::string>();
  };
  hooks.accept_form = [](const work::Task&, const work::Completion& completion) {
    return base::Result<work::Accepted>(work::Accepted{completion.values, {}});
  };
  hooks.carry_out = [](const work::Task&, const std::string&, const std::string&,
                       const work::Accepted&) { return base::Result<void>(); };
  return hooks;
}

// All that one person holds goes to another, as when he leaves.
base::Result<void> hand_over(work::Context& context, const Command& command) {
  const auto done =
      work::hand_over(context, {command.argument, command.persons.front(), {}, "离职交接"});
  return done ? base::Result<void>() : done.error();
}

// From now on for an hour, in his place or beside him.
base::Result<void> deputise(work::Context& context, const Command& command) {
  const auto mode =
      command.argument == "instead" ? org::DeputyMode::Instead : org::DeputyMode::Beside;
  const auto now = context.tx.now;
  const auto set = org::set_deputy(
      context.tx,
      {command.person, command.persons.front(), now, now + base::hours(1), "", {}, mode});
  if (!set) return set.error();
  work::follow_change(context, now, now + base::hours(1));
  return {};
}

std::vector<storage::Migration> tables() {
  std::vector<storage::Migration> all;
  for (const auto& steps : {runtime::migrations(), org::migrations(), work::migrations()})
    all.insert(all.end(), steps.begin(), steps.end());
  return all;
}

std::string both(const base::Text& text) { return text.zh.empty() || text.en.empty() ? "" : "."; }

work::Relation relation_of(const std::string& act) {
  if (act == "sign_before") return work::Relation::Before;
  return act == "sign_after" ? work::Relation::After : work::Relation::Beside;
}

work::Signers signers_of(const std::string& word) {
  if (word == "any") return work::Signers::Any;
  return word == "one_by_one" ? work::Signers::OneByOne : work::Signers::All;
}

}  // namespace

std::string print(const Command& command) {
  std::string text = command.person + " " + command.act;
  if (command.instance != 0) text += " @" + std::to_string(command.instance);
  if (!command.element.empty())
    text += " " + command.element + "#" + std::to_string(command.number);
  if (!command.argument.empty()) text += " " + command.argument;
  return text + (command.persons.empty() ? "" : " [" + base::join(command.persons, " ") + "]");
}

class Desk::Effects final : public runtime::Effects {
 public:
  base::Result<void> user_task_created(runtime::Op& op, const engine::UserTask& task) override {
    const auto hooks = hooks_for(op);
    work::Context context{op.tx, op.calendar, hooks};
    return work::create_task(context, task);
  }
  void user_task_canceled(runtime::Op& op, const engine::UserTaskCanceled& task) override {
    const auto hooks = hooks_for(op);
    work::Context context{op.tx, op.calendar, hooks};
    work::cancel_task(context, task.key, task.reason);
  }
  base::Result<feel::Value> call_builtin(runtime::Op&, const engine::BuiltinCall&) override {
    return feel::Value();
  }
  feel::Value read_record(runtime::Op&, const engine::RecordRef&,
                          const std::vector<std::string>&) override {
    return {};
  }
  void instance_ended(runtime::Op& op, const engine::InstanceEnded& ended) override {
    const auto hooks = hooks_for(op);
    work::Context context{op.tx, op.calendar, hooks};
    const bool is_completed = ended.state == engine::InstanceState::Completed;
    work::close_instance(context, ended.at.instance, is_completed ? "completed" : "canceled",
                         ended.reason);
  }
  void incident_raised(runtime::Op&, const engine::IncidentRaised&) override {}
};

Desk::Desk(const std::vector<Model>& processes)
    : place_(storage::migrated_place(storage::testing::server(), tables())),
      effects_(std::make_unique<Effects>()) {
  auto opened = storage::Database::open(place_.settings());
  base::ensure(opened.ok(), "a test database opens");
  database_ = std::move(opened).value();
  work::make_search(database_->writer());
  runtime_ = runtime::Runtime::create(*database_, clock_);
  runtime_->install(*effects_);
  for (const std::string& kind : work::schedule_kinds()) {
    runtime_->on_schedule(kind, [kind](runtime::Op& op, const base::Json& payload) {
      const auto hooks = hooks_for(op);
      work::Context context{op.tx, op.calendar, hooks};
      return work::fire(context, kind, payload);
    });
  }
  runtime_->start();
  const auto ready = run("system", [&](work::Context& context, runtime::Op& op) {
    if (auto loaded = org::load(context.tx, company()); !loaded) return loaded;
    for (const Model& model : processes) {
      const auto deployed = op.engine.deploy({{model.id + ".bpmn", model.xml}});
      if (!deployed.ok()) return base::Result<void>(deployed.error());
    }
    return base::Result<void>();
  });
  base::ensure(ready.ok(), ready.ok() ? "" : ready.error().detail.c_str());
}

Desk::~Desk() { runtime_.reset(); }

base::Result<void> Desk::run(
    const std::string& who,
    const std::function<base::Result<void>(work::Context&, runtime::Op&)>& act) {
  const auto done =
      runtime_->run({who, "", "test"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        const auto hooks = hooks_for(op);
        work::Context context{op.tx, op.calendar, hooks};
        if (auto performed = act(context, op); !performed) return performed.error();
        return base::Json();
      });
  if (!done) return done.error();
  return {};
}

base::Result<void> Desk::start(const Command& command) {
  int64_t key = 0;
  auto done =
      run(command.person, [&](work::Context& context, runtime::Op& op) -> base::Result<void> {
        runtime::StartRequest request;
        request.process_id = command.argument;
        request.starter = command.person;
        const auto started = op.engine.start(request);
        if (!started) return started.error();
        key = *started;
        work::open_instance(context, {key, command.argument, {}, command.person, "running"});
        return {};
      });
  if (done) instances_.push_back(key);
  return done;
}

int64_t Desk::task_key(const Command& command) {
  int number = 0;
  for (const work::Task& task : tasks(command.instance)) {
    if (task.element == command.element && ++number == command.number) return task.key;
  }
  return 0;
}

base::Result<void> Desk::act_on_task(const Command& command) {
  const int64_t key = task_key(command);
  const std::string& act = command.act;
  const std::string to = command.persons.empty() ? "" : command.persons.front();
  return run(command.person, [&](work::Context& context, runtime::Op&) -> base::Result<void> {
    if (act == "agree" || act == "disagree" || act == "resubmit") {
      const auto done = work::complete(context, key, {act, "", {}, {}, "", {}});
      return done ? base::Result<void>() : done.error();
    }
    if (act == "return" || act == "return_back") {
      const auto strategy = act == "return" ? work::AfterReturn::Again : work::AfterReturn::Back;
      return work::return_to(context, key, {command.argument, strategy, "不完整"});
    }
    if (act == "hand_over") return hand_over(context, command);
    if (act == "deputise") return deputise(context, command);
    if (act == "take_back") return work::take_back(context, key);
    if (act == "transfer") return work::transfer(context, key, to, "");
    if (act == "delegate") return work::delegate(context, key, to, "");
    if (act == "reply") return work::reply(context, key, {"看法"});
    if (act.starts_with("sign_")) {
      return work::add_signers(
          context, key, {relation_of(act), signers_of(command.argument), command.persons, ""});
    }
    if (act == "remove_signer") return work::remove_signer(context, key, command.argument, "回避");
    if (act == "claim") return work::claim(context, key);
    if (act == "unclaim") return work::unclaim(context, key);
    if (act == "urge") return work::urge(context, key);
    if (act == "copy") return work::copy(context, key, command.persons);
    return base::refusal("test.unknown_act").at(act);
  });
}

base::Result<void> Desk::act_on_instance(const Command& command) {
  const int64_t key = instances_.at(static_cast<size_t>(command.instance) - 1);
  return run(command.person, [&](work::Context& context, runtime::Op& op) -> base::Result<void> {
    if (command.act == "withdraw") return work::withdraw(context, key, "重填");
    if (command.act == "jump") return work::jump(context, key, command.argument, "改道");
    if (command.act == "suspend") {
      if (auto done = op.engine.suspend_instance(key); !done) return done;
      work::suspend_tasks(context, key);
      return {};
    }
    if (auto done = op.engine.resume_instance(key); !done) return done;
    work::resume_tasks(context, key);
    return {};
  });
}

base::Result<void> Desk::perform(const Command& command) {
  if (command.act == "start") return start(command);
  if (command.act == "advance")
    return runtime_->advance_to(clock_.now() +
                                base::fixed_span(*base::parse_duration(command.argument)));
  const bool is_of_instance = command.act == "withdraw" || command.act == "jump" ||
                              command.act == "suspend" || command.act == "resume";
  return is_of_instance ? act_on_instance(command) : act_on_task(command);
}

std::optional<std::string> Desk::play(const Command& command) {
  const auto done = perform(command);
  played_.push_back(command);
  if (done) return {};
  return done.error().code + (done.error().detail.empty() ? "" : ": " + done.error().detail);
}

std::vector<work::Task> Desk::tasks(int number) {
  auto db = database_->read();
  auto all = work::tasks_of_instance(*db, instances_.at(static_cast<size_t>(number) - 1));
  std::ranges::reverse(all);
  return all;
}

std::vector<work::Task> Desk::open_tasks(int number) {
  auto all = tasks(number);
  std::erase_if(all, [](const work::Task& task) { return !task.is_open(); });
  return all;
}

// A body of a multi-instance activity holds others and has no task itself.
std::vector<int64_t> Desk::waiting_elements(int number) {
  auto db = database_->read();
  const int64_t key = instances_.at(static_cast<size_t>(number) - 1);
  const auto elements = runtime::elements(*db, key);
  std::vector<int64_t> keys;
  for (const auto& element : elements) {
    const bool is_body = std::ranges::any_of(elements, [&](const auto& other) {
      return other.scope == element.key && other.state == "active";
    });
    if (element.state == "active" && element.kind == "userTask" && !is_body)
      keys.push_back(element.key);
  }
  return keys;
}

work::Instance Desk::instance(int number) {
  return *work::instance(*database_->read(), instances_.at(static_cast<size_t>(number) - 1));
}

std::vector<work::ReturnTarget> Desk::targets(const work::Task& task) {
  return work::return_targets(*database_->read(), task);
}

bool Desk::is_suspended(int number) {
  return runtime::instance(*database_->read(), instances_.at(static_cast<size_t>(number) - 1))
      ->is_suspended;
}

Command Desk::on(const work::Task& task, std::string who, std::string act) {
  const auto found = std::ranges::find(instances_, task.instance);
  Command command{std::move(who),
                  std::move(act),
                  static_cast<int>(found - instances_.begin()) + 1,
                  task.element,
                  0,
                  "",
                  {}};
  for (const work::Task& other : tasks(command.instance)) {
    if (other.element == task.element) ++command.number;
    if (other.key == task.key) break;
  }
  return command;
}

std::string Desk::snapshot(int number) {
  std::string text = instance(number).state + "\n";
  for (const work::Task& task : tasks(number)) {
    text += task.element + " " + std::string(work::name_of(task.state)) + " " + task.outcome + " " +
            task.reason + (task.held_by != 0 ? " held" : "") + (task.suspended_at ? " rests" : "") +
            " " + task.claimed_by + "\n";
    for (const work::Seat& seat : task.seats) {
      text += "  " + seat.id + " " + std::string(work::name_of(seat.state)) + " " + seat.person +
              " " + seat.outcome + " " + seat.reason + " " +
              std::string(work::name_of(seat.relation)) + seat.parent + " " +
              std::to_string(seat.delegations.size()) + ":";
      for (const work::Candidate& candidate : seat.candidates) text += " " + candidate.person;
      text += both(seat.reason_text) + "\n";
    }
  }
  return text;
}

}  // namespace approvals
