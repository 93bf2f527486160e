// Rows of an instance from one definition to another.
#include <algorithm>

#include "engine/core/migration.h"
#include "engine/core/work.h"

namespace engine {

namespace {

// Before the id of an event: what has come of what it waits for, and that it could not wait.
const std::string kTriggered = "jw:triggered:";
const std::string kDeaf = "jw:deaf:";

class Carrier {
 public:
  Carrier(Instance& instance, const ProcessRef& target, const Remapping& remapping)
      : instance_(instance), target_(target), remapping_(remapping) {}

  void run() {
    leave_behind();
    forget_deaf();
    instance_.variables.change_all([&](VariableRow& row) {
      rename_event(row, kTriggered);
      rename_event(row, kDeaf);
    });
    instance_.elements.change_all([&](ElementRow& row) { carry(row); });
    carry_timers();
    carry_subscriptions();
    for (ArrivalRow& row : instance_.arrivals) carry(row);
    instance_.variables.change_all([&](VariableRow& row) {
      count_process_listeners(row);
      rename_queued(row);
      rename_ends(row);
    });
    instance_.process = target_;
    instance_.row.is_migrated = true;
    instance_.row.is_dirty = true;
  }

 private:
  const Process& present() const { return *instance_.process; }

  // What is over and not stored yet belongs to the definition under which it happened.
  void leave_behind() {
    Instance before;
    before.process = instance_.process;
    before.row = instance_.row;
    before.row.is_dirty = false;
    before.removed = std::move(instance_.removed);
    instance_.removed.clear();
    before.ended_jobs = std::move(instance_.ended_jobs);
    instance_.ended_jobs.clear();
    instance_.elements.take_if(
        [](const ElementRow& row) { return row.state != ElementState::Active; },
        [&](ElementRow row) { before.elements.add(std::move(row)); });
    leave_flows_behind(before);
    instance_.before.push_back(std::move(before));
  }

  // Its row is stored by the id of its flow.
  void carry(ArrivalRow& row) {
    const int flow = remapping_.arrivals.at(row.flow);
    const auto id = [](const Process& process, int index) -> const std::string& {
      return process.flows[static_cast<size_t>(index)].id;
    };
    if (id(present(), row.flow) != id(*target_, flow)) {
      if (row.is_stored)
        instance_.before.back().removed.push_back(
            {Removed::Table::Arrival, row.scope, row.flow, ""});
      row.is_stored = false;
      row.is_dirty = true;
    }
    row.flow = flow;
  }

  void leave_flows_behind(Instance& before) {
    std::vector<FlowRow> kept;
    std::vector<LeftFlow> left;
    for (FlowRow& row : instance_.flows) {
      const std::string& id = present().flows[static_cast<size_t>(row.flow)].id;
      const int flow = find_flow(*target_, id);
      if (flow < 0) {
        before.flows.push_back(row);
        left.push_back({id, row.count});
      } else {
        kept.push_back(row);
        kept.back().flow = flow;
      }
    }
    for (LeftFlow& row : instance_.left_flows) {
      const int flow = find_flow(*target_, row.id);
      if (flow < 0) {
        left.push_back(std::move(row));
      } else {
        kept.push_back({flow, row.count, false, true});
      }
    }
    instance_.flows = std::move(kept);
    instance_.left_flows = std::move(left);
  }

  // Listeners that are done are counted from those at the start on.
  static int recounted(int done, const std::vector<CompiledListener>& from,
                       const std::vector<CompiledListener>& to) {
    const int starts = static_cast<int>(from.size());
    return done < starts ? done : done - starts + static_cast<int>(to.size());
  }

  void carry(ElementRow& row) {
    const Node& from = present().nodes[static_cast<size_t>(row.node)];
    row.node = remapping_.nodes.at(row.node);
    const Node& to = target_->nodes[static_cast<size_t>(row.node)];
    if (row.phase != Phase::Entering)
      row.listeners = recounted(row.listeners, from.start_listeners, to.start_listeners);
    row.is_dirty = true;
  }

  // Whether what waits goes over.
  template <class Row>
  bool goes_over(const Row& row, Removed::Table table) {
    if (remapping_.waits.contains({row.owner, row.node})) return true;
    instance_.removed.push_back({table, row.key, -1, ""});
    return false;
  }

  void carry_timers() {
    instance_.timers.take_if(
        [&](const TimerRow& row) { return !goes_over(row, Removed::Table::Timer); },
        [](const TimerRow&) {});
    instance_.timers.change_all([&](TimerRow& row) {
      row.node = remapping_.waits.at({row.owner, row.node});
      row.is_dirty = true;
    });
  }

  void carry_subscriptions() {
    std::erase_if(instance_.subscriptions, [&](const SubscriptionRow& row) {
      return !goes_over(row, Removed::Table::Subscription);
    });
    for (SubscriptionRow& row : instance_.subscriptions) {
      const int node = remapping_.waits.at({row.owner, row.node});
      rename(row, node);
      row.node = node;
      row.is_dirty = true;
    }
  }

  // A condition is found by its text, what can be undone by its activity's id. Of another condition
  // nothing is known yet.
  void rename(SubscriptionRow& row, int node) const {
    const Node& from = present().nodes[static_cast<size_t>(row.node)];
    const Node& to = target_->nodes[static_cast<size_t>(node)];
    if (row.kind == SubscriptionKind::Compensation) {
      row.name =
          to.attached_to >= 0 ? target_->nodes[static_cast<size_t>(to.attached_to)].id : to.id;
    }
    if (row.kind != SubscriptionKind::Condition) return;
    const std::string& text = condition(to, place(from, row.name));
    if (text == row.name) return;
    row.name = text;
    row.correlation_key = kToBeLookedAt;
  }

  // Which of the conditions of an event, and the one in that place.
  static size_t place(const Node& node, const std::string& text) {
    size_t at = 0;
    for (const CompiledEvent& event : node.events) {
      if (event.trigger != bpmn::Trigger::Conditional) continue;
      if (event.condition.text == text) return at;
      ++at;
    }
    return at;
  }
  static const std::string& condition(const Node& node, size_t wanted) {
    size_t at = 0;
    for (const CompiledEvent& event : node.events) {
      if (event.trigger == bpmn::Trigger::Conditional && at++ == wanted)
        return event.condition.text;
    }
    throw base::Bug("an event of the same kind has as many conditions");
  }

  // Of events that do not go over.
  void forget_deaf() {
    instance_.variables.erase_if([&](const VariableRow& row) {
      if (!row.name.starts_with(kDeaf)) return false;
      const int event = present().find(row.name.substr(kDeaf.size()));
      if (remapping_.waits.contains({row.scope, event})) return false;
      instance_.removed.push_back({Removed::Table::Variable, row.scope, -1, row.name});
      return true;
    });
  }

  void rename_event(VariableRow& row, const std::string& prefix) {
    if (!row.name.starts_with(prefix)) return;
    const int event = present().find(row.name.substr(prefix.size()));
    const auto found = remapping_.waits.find({row.scope, event});
    if (found == remapping_.waits.end()) return;
    const std::string name = prefix + target_->nodes[static_cast<size_t>(found->second)].id;
    if (name == row.name) return;
    instance_.removed.push_back({Removed::Table::Variable, row.scope, -1, row.name});
    row.name = name;
    row.is_stored = false;
    row.is_dirty = true;
  }

  void count_process_listeners(VariableRow& row) {
    if (row.name != kProcessListeners || row.scope != instance_.row.key) return;
    const auto done = static_cast<int>(row.value.number().to_int64().value_or(0));
    row.value = feel::Value(recounted(done, present().start_listeners, target_->start_listeners));
    row.is_dirty = true;
  }

  void rename_queued(VariableRow& row) const {
    if (row.name != kAdHocQueue) return;
    feel::Values items;
    for (const feel::Value& item : row.value.items()) {
      const auto found = remapping_.queued.find({row.scope, item["element"].text_or_empty()});
      if (found == remapping_.queued.end()) return;
      items.push_back(feel::Fields()
                          .set("element", feel::Value(found->second))
                          .set("variables", item["variables"])
                          .build());
    }
    row.value = feel::Value::list(std::move(items));
    row.is_dirty = true;
  }

  // Behind which elements it ends.
  void rename_ends(VariableRow& row) const {
    if (row.name != kEndsAfter || row.scope != instance_.row.key) return;
    feel::Values names;
    for (const feel::Value& each : row.value.items()) {
      const auto found = remapping_.named.find(each.text_or_empty());
      names.push_back(found == remapping_.named.end() ? each : feel::Value(found->second));
    }
    row.value = feel::Value::list(std::move(names));
    row.is_dirty = true;
  }

  Instance& instance_;
  const ProcessRef& target_;
  const Remapping& remapping_;
};

}  // namespace

void carry_over(Instance& instance, const ProcessRef& target, const Remapping& remapping) {
  Carrier(instance, target, remapping).run();
}

}  // namespace engine
