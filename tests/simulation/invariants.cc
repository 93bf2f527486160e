#include "invariants.h"

#include <algorithm>

#include "feel/feel.h"

namespace simulation {

namespace {

using bpmn::Kind;
using engine::ElementRow;
using engine::ElementState;
using engine::Instance;
using engine::Node;

class Examiner {
 public:
  Examiner(const Instance& instance, const std::set<int64_t>& tasks)
      : instance_(instance), process_(*instance.process), tasks_(tasks) {}

  std::vector<std::string> run() {
    bool is_anything_active = false;
    for (const ElementRow& row : instance_.elements) {
      if (row.state != ElementState::Active) continue;
      is_anything_active = true;
      examine(row);
    }
    if (!is_anything_active && instance_.arrivals.empty() && !has_incident(instance_.row.key) &&
        !has_job(instance_.row.key))
      say("the instance is running and holds no token");
    if (!is_anything_active && !instance_.arrivals.empty() && !has_incident(instance_.row.key))
      say("nothing is left to bring what a join waits for, and nobody was told");
    for (const auto& row : instance_.timers) examine_wait(row, "timer");
    for (const auto& row : instance_.subscriptions) {
      if (row.kind != engine::SubscriptionKind::Compensation) examine_wait(row, "subscription");
    }
    for (const auto& row : instance_.jobs) {
      if (!is_alive(row.element)) say("the job " + row.type + " hangs on nothing");
    }
    for (const auto& row : instance_.arrivals) {
      if (!is_alive(row.scope)) say("a token at a join is in a scope that ended");
      if (row.count < 1) say("a join holds " + std::to_string(row.count) + " tokens");
    }
    for (int64_t key : tasks_) {
      const ElementRow* row = instance_.active(key);
      if (!row || node(*row).kind != Kind::UserTask)
        say("the user task " + std::to_string(key) + " hangs on nothing");
    }
    return std::move(faults_);
  }

 private:
  const Node& node(const ElementRow& row) const {
    return process_.nodes[static_cast<size_t>(row.node)];
  }
  bool is_alive(int64_t scope) const {
    return scope == instance_.row.key || instance_.active(scope) != nullptr;
  }
  void say(std::string fault) { faults_.push_back(std::move(fault)); }

  bool has_incident(int64_t key) const {
    return std::any_of(instance_.incidents.begin(), instance_.incidents.end(),
                       [&](const auto& row) { return row.element == key && !row.is_resolved; });
  }

  bool has_job(int64_t element) const {
    return std::any_of(instance_.jobs.begin(), instance_.jobs.end(),
                       [&](const auto& each) { return each.element == element; });
  }

  void examine(const ElementRow& row) {
    const std::string& id = node(row).id;
    if (!is_alive(row.scope)) say(id + " is active in a scope that ended");
    if (row.phase == engine::Phase::Waiting && node(row).kind == Kind::UserTask &&
        row.role != engine::Role::Body && !tasks_.contains(row.key) && !has_job(row.key) &&
        !has_incident(row.key))
      say(id + " waits for a task that nobody was told of");
    if (!instance_.children(row.key).empty() || has_reason(row)) return;
    say(id + " is active and waits for nothing");
  }

  bool has_reason(const ElementRow& row) const {
    const int64_t key = row.key;
    const auto is_owned = [&](const auto& each) { return each.owner == key; };
    const auto waits_itself = [&](const auto& each) {
      return each.owner == key &&
             process_.nodes[static_cast<size_t>(each.node)].kind != Kind::BoundaryEvent;
    };
    const Kind kind = node(row).kind;
    const bool may_begin_more = kind == Kind::AdHocSubProcess && row.role != engine::Role::Inner;
    // An error that the caller does not catch is an incident of the caller.
    const bool is_thrown_to_caller = kind == Kind::EndEvent && instance_.row.parent_instance != 0;
    return is_thrown_to_caller || has_incident(key) || has_job(key) || tasks_.contains(key) ||
           row.called_instance != 0 || may_begin_more || waits_for_undoing(row) ||
           kind == Kind::ComplexGateway ||
           std::any_of(instance_.timers.begin(), instance_.timers.end(), waits_itself) ||
           std::any_of(instance_.subscriptions.begin(), instance_.subscriptions.end(),
                       [&](const auto& each) {
                         return waits_itself(each) && is_owned(each) &&
                                each.kind != engine::SubscriptionKind::Compensation;
                       });
  }

  // Of what another event has taken and undoes, or is about to.
  bool waits_for_undoing(const ElementRow& row) const {
    const bool throws =
        std::ranges::any_of(node(row).events, [](const engine::CompiledEvent& each) {
          return each.trigger == bpmn::Trigger::Compensation && each.waits_for_completion;
        });
    const auto undoes = [&](const ElementRow& each) {
      return each.state == ElementState::Active &&
             (each.role == engine::Role::Undoing || node(each).is_for_compensation ||
              node(each).compensation_handler >= 0);
    };
    return throws && std::ranges::any_of(instance_.elements, undoes);
  }

  template <class Row>
  void examine_wait(const Row& row, const std::string& what) {
    const Node& event = process_.nodes[static_cast<size_t>(row.node)];
    if (row.owner == instance_.row.key) {
      const bool is_start = event.kind == Kind::StartEvent && event.parent >= 0;
      if (!is_start) say("a " + what + " of " + event.id + " hangs on the instance");
      return;
    }
    const ElementRow* owner = instance_.active(row.owner);
    if (!owner) {
      say("a " + what + " of " + event.id + " hangs on nothing");
      return;
    }
    const bool fits = owner->node == row.node || event.attached_to == owner->node ||
                      node(*owner).kind == Kind::EventBasedGateway ||
                      (event.kind == Kind::StartEvent &&
                       process_.nodes[static_cast<size_t>(event.parent)].parent == owner->node);
    if (!fits) say("a " + what + " of " + event.id + " hangs on " + node(*owner).id);
  }

  const Instance& instance_;
  const engine::Process& process_;
  const std::set<int64_t>& tasks_;
  std::vector<std::string> faults_;
};

std::string number(int64_t value) { return std::to_string(value); }

}  // namespace

std::vector<std::string> faults_of(const Instance& instance, const std::set<int64_t>& tasks) {
  return Examiner(instance, tasks).run();
}

std::string print(const Instance& instance) {
  std::vector<std::string> lines;
  for (const ElementRow& row : instance.elements) {
    if (row.state != ElementState::Active) continue;
    lines.push_back("element " + number(row.key) + " " + number(row.scope) + " " +
                    number(row.node) + " " + number(static_cast<int>(row.phase)) + " " +
                    number(static_cast<int>(row.role)) + " " + number(row.loop) + " " +
                    number(row.completed) + " " + number(row.listeners) + " " +
                    number(row.called_instance) + " " + number(row.children));
  }
  for (const auto& row : instance.variables)
    lines.push_back("variable " + number(row.scope) + " " + row.name + " " +
                    feel::print(row.value));
  for (const auto& row : instance.arrivals)
    lines.push_back("token " + number(row.scope) + " " + number(row.flow) + " " +
                    number(row.count));
  for (const auto& row : instance.flows)
    lines.push_back("flow " + number(row.flow) + " " + number(row.count));
  for (const auto& row : instance.jobs)
    lines.push_back("job " + number(row.key) + " " + number(row.element) + " " + row.type + " " +
                    std::string(name_of(row.kind)) + " " + std::string(name_of(row.state)) + " " +
                    number(row.retries) + " " + number(row.deadline.micros) + " " + row.error);
  for (const auto& row : instance.timers)
    lines.push_back("timer " + number(row.key) + " " + number(row.owner) + " " + number(row.node) +
                    " " + number(row.due.micros) + " " + number(row.repetitions));
  for (const auto& row : instance.subscriptions)
    lines.push_back("subscription " + number(row.key) + " " + number(row.owner) + " " +
                    number(row.node) + " " + std::string(name_of(row.kind)) + " " + row.name + " " +
                    row.correlation_key);
  for (const auto& row : instance.incidents) {
    if (!row.is_resolved)
      lines.push_back("incident " + number(row.key) + " " + number(row.element) + " " + row.kind);
  }
  lines.push_back("suspended " + number(instance.row.is_suspended));
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace simulation
