// Flow nodes, flows and lanes of a process.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "bpmn/read/parts.h"

namespace bpmn {

namespace {

struct PendingFlow {
  std::string source;
  std::string target;
};

// References between elements, resolved when the whole process is known.
struct Pending {
  std::vector<PendingFlow> flows;
  std::vector<std::string> defaults;  // by element
  std::vector<std::string> hosts;     // by element
};

std::optional<Kind> kind_of(std::string_view name, pugi::xml_node node) {
  static const std::map<std::string_view, Kind> kKinds = {
      {"task", Kind::Task},
      {"userTask", Kind::UserTask},
      {"serviceTask", Kind::ServiceTask},
      {"scriptTask", Kind::ScriptTask},
      {"sendTask", Kind::SendTask},
      {"receiveTask", Kind::ReceiveTask},
      {"businessRuleTask", Kind::BusinessRuleTask},
      {"manualTask", Kind::ManualTask},
      {"subProcess", Kind::SubProcess},
      {"transaction", Kind::Transaction},
      {"adHocSubProcess", Kind::AdHocSubProcess},
      {"callActivity", Kind::CallActivity},
      {"exclusiveGateway", Kind::ExclusiveGateway},
      {"parallelGateway", Kind::ParallelGateway},
      {"inclusiveGateway", Kind::InclusiveGateway},
      {"eventBasedGateway", Kind::EventBasedGateway},
      {"complexGateway", Kind::ComplexGateway},
      {"startEvent", Kind::StartEvent},
      {"endEvent", Kind::EndEvent},
      {"intermediateCatchEvent", Kind::IntermediateCatchEvent},
      {"intermediateThrowEvent", Kind::IntermediateThrowEvent},
      {"boundaryEvent", Kind::BoundaryEvent},
  };
  const auto found = kKinds.find(name);
  if (found == kKinds.end()) return {};
  const bool is_event_process =
      found->second == Kind::SubProcess && node.attribute("triggeredByEvent").as_bool();
  return is_event_process ? Kind::EventSubProcess : found->second;
}

void read_contents(ReadState& state, pugi::xml_node node, int parent, Process& process,
                   Pending& pending);

// Only an activity is done several times.
void refuse_loops(ReadState& state, pugi::xml_node node) {
  for (const auto* loop : {"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"}) {
    if (const auto found = state.xml.child(node, Space::Bpmn, loop))
      state.complain(state.xml.place(found),
                     std::string(loop) + " is no element of BPMN that stands here");
  }
}

void read_element(ReadState& state, pugi::xml_node node, Kind kind, int parent, Process& process,
                  Pending& pending) {
  Element element;
  element.kind = kind;
  element.id = state.take_id(node);
  element.name = node.attribute("name").value();
  element.place = state.xml.place(node);
  element.parent = parent;
  if (parent >= 0 && process.elements[static_cast<size_t>(parent)].kind == Kind::AdHocSubProcess)
    element.documentation =
        state.xml.content(state.xml.child(node, Space::Bpmn, "documentation")).text;
  const char* interrupting = kind == Kind::BoundaryEvent ? "cancelActivity" : "isInterrupting";
  element.is_interrupting = node.attribute(interrupting).as_bool(true);
  element.is_for_compensation = node.attribute("isForCompensation").as_bool();
  element.message_ref = node.attribute("messageRef").value();
  element.is_instantiating = node.attribute("instantiate").as_bool();
  element.is_parallel_gateway =
      std::string_view(node.attribute("eventGatewayType").value()) == "Parallel";
  element.activation_condition =
      state.expression(state.xml.child(node, Space::Bpmn, "activationCondition"));
  if (const auto quantity = node.attribute("startQuantity"))
    element.start_quantity = count_in(quantity);
  if (const auto quantity = node.attribute("completionQuantity"))
    element.completion_quantity = count_in(quantity);
  if (is_event(kind)) read_events(state, node, element);
  if (is_activity(kind)) {
    read_loops(state, node, element);
  } else {
    refuse_loops(state, node);
  }
  if (kind == Kind::AdHocSubProcess) read_ad_hoc(state, node, element);
  read_extensions(state, node, element);

  const int index = static_cast<int>(process.elements.size());
  process.elements.push_back(std::move(element));
  pending.defaults.push_back(node.attribute("default").value());
  pending.hosts.emplace_back(local(node.attribute("attachedToRef").value()));
  if (is_container(kind)) read_contents(state, node, index, process, pending);
}

void read_flow(ReadState& state, pugi::xml_node node, Process& process, Pending& pending) {
  Flow flow;
  flow.id = state.take_id(node);
  flow.name = node.attribute("name").value();
  flow.place = state.xml.place(node);
  flow.condition = state.expression(state.xml.child(node, Space::Bpmn, "conditionExpression"));
  process.flows.push_back(std::move(flow));
  pending.flows.push_back(
      {node.attribute("sourceRef").value(), node.attribute("targetRef").value()});
}

void read_lanes(ReadState& state, pugi::xml_node lane_set, const std::string& parent,
                Process& process) {
  const Xml& xml = state.xml;
  for (pugi::xml_node each : lane_set.children()) {
    if (!xml.is(each, Space::Bpmn, "lane")) continue;
    Lane lane{state.take_id(each), each.attribute("name").value(), parent, {}, xml.place(each)};
    for (pugi::xml_node ref : each.children()) {
      if (xml.is(ref, Space::Bpmn, "flowNodeRef")) lane.elements.push_back(xml.content(ref).text);
    }
    const std::string id = lane.id;
    process.lanes.push_back(std::move(lane));
    read_lanes(state, xml.child(each, Space::Bpmn, "childLaneSet"), id, process);
  }
}

// What stands in a process or an activity beside elements, flows, lanes and associations
// (BPMN 2.0.2, the schemas Semantic.xsd).
bool is_known_part(std::string_view name) {
  constexpr std::string_view kParts[] = {"auditing",
                                         "artifact",
                                         "completionCondition",
                                         "correlationSubscription",
                                         "dataInputAssociation",
                                         "dataObject",
                                         "dataObjectReference",
                                         "dataOutputAssociation",
                                         "dataStoreReference",
                                         "documentation",
                                         "extensionElements",
                                         "group",
                                         "humanPerformer",
                                         "incoming",
                                         "ioBinding",
                                         "ioSpecification",
                                         "monitoring",
                                         "multiInstanceLoopCharacteristics",
                                         "outgoing",
                                         "performer",
                                         "potentialOwner",
                                         "property",
                                         "resourceRole",
                                         "standardLoopCharacteristics",
                                         "supportedInterfaceRef",
                                         "supports",
                                         "textAnnotation"};
  return std::ranges::find(kParts, name) != std::end(kParts);
}

void read_contents(ReadState& state, pugi::xml_node node, int parent, Process& process,
                   Pending& pending) {
  const Xml& xml = state.xml;
  for (pugi::xml_node each : node.children()) {
    if (each.type() != pugi::node_element || xml.space(each) != Space::Bpmn) continue;
    const std::string_view name = xml.name(each);
    if (const auto kind = kind_of(name, each)) {
      read_element(state, each, *kind, parent, process, pending);
    } else if (name == "sequenceFlow") {
      read_flow(state, each, process, pending);
    } else if (name == "laneSet") {
      read_lanes(state, each, "", process);
    } else if (name == "association") {
      process.associations.push_back({std::string(local(each.attribute("sourceRef").value())),
                                      std::string(local(each.attribute("targetRef").value())),
                                      xml.place(each)});
      if (each.attribute("id"))
        state.model.artifacts.push_back({std::string(name), state.take_id(each), xml.place(each)});
    } else if (!is_known_part(name)) {
      state.complain(xml.place(each),
                     std::string(name) + " is no element of BPMN that stands here");
    } else if (each.attribute("id") && !name.ends_with("Characteristics")) {
      state.model.artifacts.push_back({std::string(name), state.take_id(each), xml.place(each)});
    }
  }
}

// As Process::find does, of which each call looks at all elements.
class Index {
 public:
  explicit Index(const Process& process) {
    for (size_t i = 0; i < process.elements.size(); ++i)
      by_id_.emplace(process.elements[i].id, static_cast<int>(i));
  }
  int find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? -1 : found->second;
  }

 private:
  std::unordered_map<std::string_view, int> by_id_;
};

void resolve_flows(ReadState& state, Process& process, const Pending& pending,
                   const Index& index_of) {
  for (size_t i = 0; i < process.flows.size(); ++i) {
    Flow& flow = process.flows[i];
    flow.source = index_of.find(pending.flows[i].source);
    flow.target = index_of.find(pending.flows[i].target);
    const int index = static_cast<int>(i);
    if (flow.source >= 0)
      process.elements[static_cast<size_t>(flow.source)].outgoing.push_back(index);
    if (flow.target >= 0)
      process.elements[static_cast<size_t>(flow.target)].incoming.push_back(index);
    if (flow.source < 0)
      state.complain(flow.place,
                     "the flow begins at an unknown element " + pending.flows[i].source);
    if (flow.target < 0)
      state.complain(flow.place, "the flow ends at an unknown element " + pending.flows[i].target);
  }
}

void resolve_elements(ReadState& state, Process& process, const Pending& pending,
                      const Index& index_of) {
  for (size_t i = 0; i < process.elements.size(); ++i) {
    Element& element = process.elements[i];
    if (!pending.defaults[i].empty()) {
      for (int flow : element.outgoing) {
        if (process.flows[static_cast<size_t>(flow)].id == pending.defaults[i])
          element.default_flow = flow;
      }
      if (element.default_flow < 0) {
        state.complain(element.place,
                       "the default flow " + pending.defaults[i] + " does not leave this element");
      }
    }
    if (element.kind != Kind::BoundaryEvent) continue;
    element.attached_to = index_of.find(pending.hosts[i]);
    if (element.attached_to < 0) {
      state.complain(element.place,
                     "the boundary event is attached to an unknown element " + pending.hosts[i]);
    }
  }
}

void resolve_lanes(ReadState& state, Process& process, const Index& index_of) {
  for (const Lane& lane : process.lanes) {
    for (const std::string& id : lane.elements) {
      const int index = index_of.find(id);
      if (index < 0) {
        if (!state.ids.contains(id))
          state.complain(lane.place, "the lane holds an unknown element " + id);
        continue;
      }
      process.elements[static_cast<size_t>(index)].lane = lane.id;  // inner lanes come later
    }
  }
}

}  // namespace

void read_process(ReadState& state, pugi::xml_node node) {
  Process process;
  Pending pending;
  process.id = state.take_id(node);
  process.name = node.attribute("name").value();
  process.is_executable = node.attribute("isExecutable").as_bool();
  process.place = state.xml.place(node);
  const pugi::xml_node extensions = state.xml.child(node, Space::Bpmn, "extensionElements");
  process.properties = read_properties(state.xml, extensions);
  process.execution_listeners =
      read_listeners(state.xml, state.xml.child(extensions, Space::Zeebe, "executionListeners"));
  process.headers =
      read_headers(state.xml, state.xml.child(extensions, Space::Zeebe, "taskHeaders"));
  process.job_priority = state.xml.attribute(
      state.xml.child(extensions, Space::Zeebe, "jobPriorityDefinition"), "priority");
  if (const auto tag = state.xml.child(extensions, Space::Zeebe, "versionTag")) {
    process.version_tag = tag.attribute("value").value();
    for (auto other = tag.next_sibling(); other; other = other.next_sibling()) {
      if (state.xml.is(other, Space::Zeebe, "versionTag"))
        state.complain(state.xml.place(other), "the process has one versionTag, not several");
    }
  }
  read_contents(state, node, -1, process, pending);
  const Index index_of(process);
  resolve_flows(state, process, pending, index_of);
  resolve_elements(state, process, pending, index_of);
  resolve_lanes(state, process, index_of);
  state.model.processes.push_back(std::move(process));
}

}  // namespace bpmn
