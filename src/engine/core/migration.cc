// What goes over, and what stands in the way.
#include "engine/migration.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/core/migration.h"
#include "engine/core/work.h"

namespace engine {

namespace {

std::vector<bpmn::Trigger> triggers(const Node& node) {
  std::vector<bpmn::Trigger> all;
  for (const CompiledEvent& event : node.events) all.push_back(event.trigger);
  std::sort(all.begin(), all.end());
  return all;
}

bool is_waited_for(const Node& node) {
  return std::any_of(node.events.begin(), node.events.end(), [](const CompiledEvent& event) {
    return event.trigger == bpmn::Trigger::Timer || event.trigger == bpmn::Trigger::Message ||
           event.trigger == bpmn::Trigger::Signal || event.trigger == bpmn::Trigger::Conditional;
  });
}

// Why an element cannot become the other, or nothing.
std::string difference(const Node& from, const Node& to) {
  if (from.kind != to.kind)
    return "is a " + std::string(tag(from.kind)) + " and " + to.id + " a " +
           std::string(tag(to.kind));
  if (triggers(from) != triggers(to)) return "waits for another kind of event than " + to.id;
  if (from.is_multi_instance != to.is_multi_instance || from.is_loop != to.is_loop)
    return "and " + to.id + " are not both multi-instance or loops";
  if (from.is_multi_instance && from.is_sequential != to.is_sequential)
    return "and " + to.id + " are not both sequential or both parallel";
  if (from.is_for_compensation != to.is_for_compensation)
    return "and " + to.id + " are not both for compensation";
  const bool is_ad_hoc = from.kind == bpmn::Kind::AdHocSubProcess;
  if (is_ad_hoc && from.job_type.empty() != to.job_type.empty())
    return "and " + to.id + " are not both driven by a worker";
  const bool is_user_task = from.kind == bpmn::Kind::UserTask;
  if (is_user_task && from.job_type.empty() != to.job_type.empty())
    return "and " + to.id + " are not both for people (zeebe:userTask)";
  return {};
}

// Events whose waits hang on the element in this role, or on the instance.
std::vector<int> waits_of(const Process& process, int index, Role role) {
  std::vector<int> all;
  const auto add_starts = [&](const std::vector<int>& event_processes) {
    for (int each : event_processes)
      all.push_back(process.nodes[static_cast<size_t>(each)].trigger_start);
  };
  if (index < 0) {
    add_starts(process.event_processes);
    return all;
  }
  const Node& node = process.nodes[static_cast<size_t>(index)];
  if (role == Role::Inner) return all;
  if (role != Role::Child) all.insert(all.end(), node.boundaries.begin(), node.boundaries.end());
  if (role == Role::Body) return all;
  const bool waits_itself = node.kind == bpmn::Kind::IntermediateCatchEvent ||
                            node.kind == bpmn::Kind::ReceiveTask ||
                            node.kind == bpmn::Kind::StartEvent;
  if (waits_itself) all.push_back(index);
  if (node.kind == bpmn::Kind::EventBasedGateway) {
    for (int flow : node.outgoing) all.push_back(process.flows[static_cast<size_t>(flow)].target);
  }
  add_starts(node.event_processes);
  return all;
}

class Planner {
 public:
  Planner(const Instance& instance, const Process& target, const std::vector<Mapping>& mappings)
      : instance_(instance), present_(*instance.process), target_(target) {
    for (const Mapping& each : mappings) add(each);
  }

  void run() {
    if (instance_.variable(instance_.row.key, "jw:beginning"))
      complain(present_.id, "has not begun: its listeners are not done");
    for (const ElementRow& row : instance_.elements) {
      if (row.state == ElementState::Active) {
        take_over(row);
        note_interruption(row);
      }
      if (row.phase == Phase::Canceling && row.state == ElementState::Active)
        complain(present(row.node).id, "is being cancelled: its listeners are not done");
    }
    waits(instance_.row.key, -1, -1, Role::Plain);
    for (const ElementRow& row : instance_.elements) {
      if (row.state != ElementState::Active) continue;
      const int to = node_of(row.node);
      if (to >= 0) waits(row.key, row.node, to, row.role);
    }
    for (const ArrivalRow& row : instance_.arrivals) arrival(row);
    for (const SubscriptionRow& row : instance_.subscriptions) {
      if (row.kind == SubscriptionKind::Compensation) compensation(row);
    }
    for (const VariableRow& row : instance_.variables) {
      if (row.name == kAdHocQueue && instance_.active(row.scope)) queue(row);
    }
  }

  MigrationPlan plan;
  Remapping remapping;

 private:
  const Node& present(int index) const { return present_.nodes[static_cast<size_t>(index)]; }
  const Node& target(int index) const { return target_.nodes[static_cast<size_t>(index)]; }

  void complain(const std::string& element, std::string reason) {
    if (known_.emplace(element, reason).second)
      plan.problems.push_back({element, std::move(reason)});
  }

  void add(const Mapping& mapping) {
    const int from = present_.find(mapping.from);
    const int to = target_.find(mapping.to);
    if (from < 0) complain(mapping.from, "is not in the present definition");
    if (to < 0) complain(mapping.to, "is not in the target definition");
    if (from < 0 || to < 0) return;
    if (!given_.emplace(from, to).second) complain(mapping.from, "is mapped twice");
    remapping.named[mapping.from] = mapping.to;
  }

  // The element of the target, -1 when there is none.
  int node_of(int index) const {
    const auto found = given_.find(index);
    return found == given_.end() ? -1 : found->second;
  }

  // Where nothing is said, the one of the same id.
  int node_or_same(int index) const {
    const int given = node_of(index);
    return given >= 0 ? given : target_.find(present(index).id);
  }

  void take_over(const ElementRow& row) {
    const Node& from = present(row.node);
    const int index = node_of(row.node);
    if (index < 0) {
      complain(from.id, unmapped(from));
      return;
    }
    const Node& to = target(index);
    if (const std::string why = difference(from, to); !why.empty()) complain(from.id, why);
    if (!is_scope_kept(row, to)) complain(from.id, "would change its scope at " + to.id);
    remapping.nodes[row.node] = index;
    const auto is_known = [&](const Mapping& each) { return each.from == from.id; };
    if (std::none_of(plan.elements.begin(), plan.elements.end(), is_known))
      plan.elements.push_back({from.id, to.id});
  }

  // With what keeps it from its namesake, which would be proposed otherwise.
  std::string unmapped(const Node& from) const {
    const std::string reason = "is active and mapped to nothing";
    const int same = target_.find(from.id);
    const std::string why = same < 0 ? "" : difference(from, target(same));
    return why.empty() ? reason : reason + ": " + from.id + " " + why;
  }

  // What runs for an event that compensates hangs on that event; its container counts.
  bool is_scope_kept(const ElementRow& row, const Node& to) const {
    int64_t scope = row.scope;
    while (scope != instance_.row.key) {
      const ElementRow* around = instance_.active(scope);
      if (!around) return false;
      if (around->node == row.node || !bpmn::is_container(present(around->node).kind)) {
        scope = around->scope;
        continue;
      }
      return to.parent >= 0 && node_of(around->node) == to.parent;
    }
    return to.parent < 0;
  }

  void waits(int64_t owner, int from, int to, Role role) {
    const std::vector<int> mine = waits_of(present_, from, role);
    const std::vector<int> theirs = waits_of(target_, to, role);
    std::set<int> taken;
    for (int event : mine) {
      if (!is_waited_for(present(event))) continue;
      const int other = event == from ? to : node_or_same(event);
      const bool is_kept =
          std::find(theirs.begin(), theirs.end(), other) != theirs.end() &&
          triggers(present(event)) == triggers(target(other)) &&
          present(event).is_parallel_multiple == target(other).is_parallel_multiple;
      if (is_kept) {
        taken.insert(other);
        remapping.waits[{owner, event}] = other;
        plan.kept.push_back(target(other).id);
      } else {
        plan.closed.push_back(present(event).id);
      }
    }
    if (!is_open_for_more(owner)) return;
    for (int event : theirs) {
      if (taken.contains(event) || !is_waited_for(target(event))) continue;
      remapping.opened.emplace_back(owner, event);
      plan.opened.push_back(target(event).id);
    }
  }

  void note_interruption(const ElementRow& row) {
    const Node& node = present(row.node);
    if (node.kind == bpmn::Kind::EventSubProcess && present(node.trigger_start).is_interrupting)
      interrupted_.insert(row.scope);
  }

  // One whose waits were not opened yet opens them itself; an interrupted scope waits for nothing.
  bool is_open_for_more(int64_t owner) const {
    if (interrupted_.contains(owner) || instance_.variable(owner, "jw:unopened")) return false;
    const ElementRow* row = instance_.active(owner);
    return !row || row->phase == Phase::Waiting;
  }

  void arrival(const ArrivalRow& row) {
    const CompiledFlow& flow = present_.flows[static_cast<size_t>(row.flow)];
    const Node& join = present(flow.target);
    const int other = node_or_same(flow.target);
    const bool is_alike = other >= 0 && difference(join, target(other)).empty();
    const std::vector<int> ways = is_alike ? ways_of(flow, other) : std::vector<int>();
    if (ways.size() == 1 && !is_way_of_another(row.flow, ways.front())) {
      remapping.arrivals[row.flow] = ways.front();
      return;
    }
    const std::string what =
        "holds a token of the flow " + flow.id + " from " + present(flow.source).id + ", ";
    std::string named;
    for (int each : ways)
      named += (named.empty() ? "" : " or ") + target_.flows[static_cast<size_t>(each)].id;
    complain(join.id,
             what + (ways.empty()       ? "which does not lead there in the target definition"
                     : ways.size() == 1 ? "and of another one that would both be " + named
                                        : "which may be " + named + " in the target definition"));
  }

  bool is_way_of_another(int flow, int way) const {
    return std::ranges::any_of(remapping.arrivals, [&](const auto& each) {
      return each.first != flow && each.second == way;
    });
  }

  // The flow of the same id where it leads to the join, else those of its ends that are new.
  std::vector<int> ways_of(const CompiledFlow& flow, int join) const {
    const int same = find_flow(target_, flow.id);
    if (same >= 0 && target_.flows[static_cast<size_t>(same)].target == join) return {same};
    std::vector<int> ways;
    for (size_t i = 0; i < target_.flows.size(); ++i) {
      const CompiledFlow& each = target_.flows[i];
      if (each.target == join && each.source == node_or_same(flow.source) &&
          find_flow(present_, each.id) < 0)
        ways.push_back(static_cast<int>(i));
    }
    return ways;
  }

  void compensation(const SubscriptionRow& row) {
    const int other = node_or_same(row.node);
    if (other < 0 || !difference(present(row.node), target(other)).empty()) {
      complain(present(row.node).id, "can be compensated and is mapped to nothing alike");
    } else {
      remapping.waits[{row.owner, row.node}] = other;
    }
  }

  // What waits for its turn has to be able to begin there, whatever kind of element it is.
  void queue(const VariableRow& row) {
    const Node& from = present(instance_.active(row.scope)->node);
    const int to = node_of(instance_.active(row.scope)->node);
    if (to < 0) return;
    for (const feel::Value& item : row.value.items()) {
      const std::string id = item["element"].text_or_empty();
      const int index = present_.find(id);
      const int other = index < 0 ? -1 : node_or_same(index);
      const auto& starts = target(to).starts;
      if (std::find(starts.begin(), starts.end(), other) == starts.end()) {
        complain(id, "waits for its turn in " + from.id + " and cannot begin in " + target(to).id);
      } else {
        remapping.queued[{row.scope, id}] = target(other).id;
      }
    }
  }

  const Instance& instance_;
  const Process& present_;
  const Process& target_;
  std::map<int, int> given_;
  std::set<std::pair<std::string, std::string>> known_;  // each problem once
  std::set<int64_t> interrupted_;                        // scopes, by an event sub-process
};

}  // namespace

int find_flow(const Process& process, std::string_view id) {
  for (size_t i = 0; i < process.flows.size(); ++i) {
    if (process.flows[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

MigrationPlan plan_migration(const Instance& instance, const Process& target,
                             const std::vector<Mapping>& mappings) {
  Planner planner(instance, target, mappings);
  planner.run();
  return std::move(planner.plan);
}

std::vector<Mapping> same_elements(const Process& present, const Process& target) {
  std::vector<Mapping> all;
  for (const Node& node : present.nodes) {
    const int other = target.find(node.id);
    if (other < 0) continue;
    if (difference(node, target.nodes[static_cast<size_t>(other)]).empty())
      all.push_back({node.id, node.id});
  }
  return all;
}

base::Result<Remapping> remap(const Instance& instance, const Migrate& command) {
  Planner planner(instance, *command.target, command.mappings);
  planner.run();
  if (planner.plan.problems.empty()) return std::move(planner.remapping);
  std::string all;
  for (const MigrationProblem& each : planner.plan.problems)
    all += (all.empty() ? "" : "; ") + each.element_id + " " + each.reason;
  return base::refusal("engine.cannot_migrate").because(all);
}

}  // namespace engine
