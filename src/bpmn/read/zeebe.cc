// zeebe: extension elements of flow nodes.
#include <algorithm>
#include <iterator>
#include <set>

#include "bpmn/read/parts.h"

namespace bpmn {

std::vector<Property> read_properties(const Xml& xml, pugi::xml_node extension_elements) {
  std::vector<Property> result;
  const pugi::xml_node properties = xml.child(extension_elements, Space::Zeebe, "properties");
  for (pugi::xml_node each : properties.children()) {
    if (!xml.is(each, Space::Zeebe, "property")) continue;
    result.push_back({each.attribute("name").value(), xml.attribute(each, "value")});
  }
  return result;
}

std::vector<Property> read_headers(const Xml& xml, pugi::xml_node list) {
  std::vector<Property> result;
  for (pugi::xml_node each : list.children()) {
    if (!xml.is(each, Space::Zeebe, "header")) continue;
    result.push_back({each.attribute("key").value(), xml.attribute(each, "value")});
  }
  return result;
}

std::vector<Listener> read_listeners(const Xml& xml, pugi::xml_node list) {
  std::vector<Listener> result;
  for (pugi::xml_node each : list.children()) {
    if (!xml.is(each, Space::Zeebe, "executionListener") &&
        !xml.is(each, Space::Zeebe, "taskListener"))
      continue;
    result.push_back({each.attribute("eventType").value(), xml.attribute(each, "type"),
                      xml.attribute(each, "retries"), xml.place(each),
                      read_headers(xml, xml.child(each, Space::Zeebe, "taskHeaders"))});
  }
  return result;
}

namespace {

void read_mappings(const Xml& xml, pugi::xml_node node, Element& element) {
  for (pugi::xml_node each : node.children()) {
    const bool is_input = xml.is(each, Space::Zeebe, "input");
    if (!is_input && !xml.is(each, Space::Zeebe, "output")) continue;
    Mapping mapping{xml.attribute(each, "source"), each.attribute("target").value(),
                    xml.place(each)};
    // Modelers write nothing for what was left empty, which the worker gets as null.
    if (is_input && !each.attribute("source")) mapping.source = {"=null", xml.place(each)};
    (is_input ? element.inputs : element.outputs).push_back(std::move(mapping));
  }
}

Binding read_binding(const Xml& xml, pugi::xml_node node) {
  return {node.attribute("bindingType").value(), node.attribute("versionTag").value(),
          xml.place(node)};
}

void read_form(const Xml& xml, pugi::xml_node node, Element& element) {
  const Written form = xml.attribute(node, "formId");
  (form.text.starts_with("=") ? element.form.text : element.form_id) = form.text;
  element.form.place = form.place;
  element.form_key = node.attribute("formKey").value();
  element.external_form = xml.attribute(node, "externalReference");
  element.binding = read_binding(xml, node);
}

void read_linked_resources(const Xml& xml, pugi::xml_node node, Element& element) {
  for (pugi::xml_node each : node.children()) {
    if (!xml.is(each, Space::Zeebe, "linkedResource")) continue;
    element.linked_resources.push_back(
        {each.attribute("resourceId").value(), each.attribute("resourceType").value(),
         each.attribute("linkName").value(), read_binding(xml, each)});
  }
}

void read_called_element(const Xml& xml, pugi::xml_node node, Element& element) {
  element.called_process = xml.attribute(
      node, node.attribute("processIdExpression") ? "processIdExpression" : "processId");
  element.inherits_business_id = !node.attribute("businessId");
  element.called_business_id = xml.attribute(node, "businessId");
  // Camunda: everything comes back unless this says no or outputs are mapped; the engine looks at
  // both.
  element.propagates_all_child_variables =
      node.attribute("propagateAllChildVariables").as_bool(true);
  element.propagates_all_parent_variables =
      node.attribute("propagateAllParentVariables").as_bool(true);
  element.binding = read_binding(xml, node);
}

void read_assignment(const Xml& xml, pugi::xml_node node, Element& element) {
  element.assignee = xml.attribute(node, "assignee");
  element.candidate_groups = xml.attribute(node, "candidateGroups");
  element.candidate_users = xml.attribute(node, "candidateUsers");
}

void read_extension(const Xml& xml, pugi::xml_node node, Element& element) {
  const std::string_view name = xml.name(node);
  if (name == "taskDefinition") {
    element.job_type = xml.attribute(node, "type");
    element.retries = xml.attribute(node, "retries");
  } else if (name == "ioMapping") {
    read_mappings(xml, node, element);
  } else if (name == "taskHeaders") {
    element.headers = read_headers(xml, node);
  } else if (name == "formDefinition") {
    read_form(xml, node, element);
  } else if (name == "linkedResources") {
    read_linked_resources(xml, node, element);
  } else if (name == "userTask") {
    element.is_engine_user_task = true;
  } else if (name == "assignmentDefinition") {
    read_assignment(xml, node, element);
  } else if (name == "taskSchedule") {
    element.due_date = xml.attribute(node, "dueDate");
    element.follow_up_date = xml.attribute(node, "followUpDate");
  } else if (name == "priorityDefinition") {
    element.priority = xml.attribute(node, "priority");
  } else if (name == "jobPriorityDefinition") {
    element.job_priority = xml.attribute(node, "priority");
  } else if (name == "calledElement") {
    read_called_element(xml, node, element);
  } else if (name == "script") {
    element.script = xml.attribute(node, "expression");
    element.result_variable = node.attribute("resultVariable").value();
  } else if (name == "calledDecision") {
    element.called_decision = xml.attribute(node, "decisionId");
    element.binding = read_binding(xml, node);
    element.result_variable = node.attribute("resultVariable").value();
  } else if (name == "executionListeners") {
    element.execution_listeners = read_listeners(xml, node);
  } else if (name == "taskListeners") {
    element.task_listeners = read_listeners(xml, node);
  }
}

}  // namespace

namespace {

// What an element has once.
bool is_single(std::string_view name) {
  constexpr std::string_view kNames[] = {"taskDefinition",
                                         "ioMapping",
                                         "executionListeners",
                                         "taskHeaders",
                                         "linkedResources",
                                         "userTask",
                                         "assignmentDefinition",
                                         "formDefinition",
                                         "taskSchedule",
                                         "taskListeners",
                                         "priorityDefinition",
                                         "jobPriorityDefinition",
                                         "calledElement",
                                         "calledDecision",
                                         "script",
                                         "adHoc"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

}  // namespace

void read_extensions(ReadState& state, pugi::xml_node node, Element& element) {
  const Xml& xml = state.xml;
  const pugi::xml_node extensions = xml.child(node, Space::Bpmn, "extensionElements");
  std::set<std::string_view> seen;
  for (pugi::xml_node each : extensions.children()) {
    if (each.type() != pugi::node_element || xml.space(each) != Space::Zeebe) continue;
    const std::string_view name = xml.name(each);
    if (!seen.insert(name).second && is_single(name))
      element.doubled_extensions.push_back({std::string(name), xml.place(each)});
    read_extension(xml, each, element);
  }
  element.properties = read_properties(xml, extensions);
  if (element.kind != Kind::CallActivity || seen.contains("calledElement")) return;
  element.called_process = xml.attribute(node, "calledElement");
  element.called_process.text = local(element.called_process.text);
}

}  // namespace bpmn
