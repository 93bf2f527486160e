// What nodes know of each other.
#include <algorithm>

#include "engine/compile/parts.h"

namespace engine {

namespace {

class Connector {
 public:
  Connector(const bpmn::Process& source, Process& process) : source_(source), process_(process) {}

  void run() {
    for (size_t i = 0; i < process_.nodes.size(); ++i) {
      const int index = static_cast<int>(i);
      const Node& node = process_.nodes[i];
      if (node.attached_to >= 0) attach(index, at(node.attached_to));
      if (node.kind == bpmn::Kind::EventSubProcess) {
        (node.parent >= 0 ? at(node.parent).event_processes : process_.event_processes)
            .push_back(index);
      }
      if (node.kind == bpmn::Kind::StartEvent) add_start(index);
      const bool is_started_by_event = node.parent < 0 && node.is_instantiating;
      if (is_started_by_event) add_instantiating(index);
    }
    for (size_t i = 0; i < process_.nodes.size(); ++i) {
      if (process_.nodes[i].kind == bpmn::Kind::EventSubProcess)
        note_compensation_process(static_cast<int>(i));
    }
    begin_without_start_events();
  }

 private:
  Node& at(int index) { return process_.nodes[static_cast<size_t>(index)]; }

  void attach(int index, Node& host) {
    host.boundaries.push_back(index);
    if (at(index).trigger() != bpmn::Trigger::Compensation) return;
    host.compensation_boundary = index;
    for (const bpmn::Association& each : source_.associations) {
      if (each.source == at(index).id) at(index).compensation_handler = process_.find(each.target);
    }
  }

  void add_start(int index) {
    const Node& node = at(index);
    const bool is_none = node.events.empty();
    if (node.parent < 0) {
      (is_none ? process_.starts : process_.triggered_starts).push_back(index);
    } else if (is_none) {
      at(node.parent).starts.push_back(index);
    } else {
      at(node.parent).trigger_start = index;
    }
  }

  void add_instantiating(int index) {
    if (at(index).kind != bpmn::Kind::EventBasedGateway) {
      process_.triggered_starts.push_back(index);
      return;
    }
    for (int flow : at(index).outgoing)
      process_.triggered_starts.push_back(process_.flows[static_cast<size_t>(flow)].target);
  }

  void note_compensation_process(int index) {
    const Node& node = at(index);
    if (node.parent < 0 || node.trigger_start < 0) return;
    if (at(node.trigger_start).trigger() == bpmn::Trigger::Compensation)
      at(node.parent).compensation_process = index;
  }

  static bool begins_by_itself(const Node& node) {
    if (!node.incoming.empty() || node.is_for_compensation || node.is_instantiating) return false;
    if (node.kind == bpmn::Kind::StartEvent || node.kind == bpmn::Kind::BoundaryEvent ||
        node.kind == bpmn::Kind::EventSubProcess)
      return false;
    return !(node.kind == bpmn::Kind::IntermediateCatchEvent &&
             node.trigger() == bpmn::Trigger::Link);
  }

  // Where a scope has no start event, everything that no flow leads to begins with it.
  void begin_without_start_events() {
    std::vector<bool> has_start(process_.nodes.size() + 1);  // the last one: the process
    const auto scope = [&](const Node& node) {
      return node.parent < 0 ? process_.nodes.size() : static_cast<size_t>(node.parent);
    };
    for (const Node& node : process_.nodes) {
      if (node.kind == bpmn::Kind::StartEvent) has_start[scope(node)] = true;
    }
    if (!process_.triggered_starts.empty()) has_start.back() = true;
    for (size_t i = 0; i < process_.nodes.size(); ++i) {
      const Node& node = process_.nodes[i];
      if (!begins_by_itself(node) || has_start[scope(node)]) continue;
      (node.parent < 0 ? process_.starts : at(node.parent).starts).push_back(static_cast<int>(i));
    }
  }

  const bpmn::Process& source_;
  Process& process_;
};

}  // namespace

void connect(const bpmn::Process& source, Process& process) { Connector(source, process).run(); }

}  // namespace engine
