// XML of DMN 1.1–1.5 to the model.
#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "dmn/reader/boxed.h"
#include "dmn/reader/xml.h"

namespace dmn {
namespace {

struct Version {
  std::string_view namespace_uri;
  std::string_view version;
};
constexpr Version kVersions[] = {
    {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
    {"http://www.omg.org/spec/DMN/20151101/dmn11.xsd", "1.1"},
    {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
    {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
    {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
    {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5"},
    {"https://www.omg.org/spec/DMN/20240513/MODEL/", "1.6"},
};

std::string namespace_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return attribute(node, colon == std::string_view::npos
                             ? std::string("xmlns")
                             : "xmlns:" + std::string(name.substr(0, colon)));
}

// An xsd:boolean.
bool is_true(std::string_view text) {
  const auto trimmed = base::trim(text);
  return trimmed == "true" || trimmed == "1";
}

ItemDefinition read_type(const pugi::xml_node& node, const Reader& reader, int depth) {
  ItemDefinition type;
  type.name = attribute(node, "name");
  type.place = reader.place_of(node);
  type.is_collection = is_true(attribute(node, "isCollection"));
  if (const auto reference = child(node, "typeRef")) type.type = base::trim(text_of(reference));
  if (type.type.empty()) type.type = attribute(node, "typeRef");
  if (const auto allowed = child(node, "allowedValues")) type.allowed = text_of(allowed);
  if (const auto constraint = child(node, "typeConstraint")) type.constraint = text_of(constraint);
  if (depth > 50) return type;
  for (const auto& component : children(node, "itemComponent")) {
    type.components.push_back(read_type(component, reader, depth + 1));
  }
  if (const auto function = child(node, "functionItem")) {
    type.is_function = true;
    type.type = attribute(function, "outputTypeRef");
    for (const auto& parameter : children(function, "parameters")) {
      type.components.push_back(read_type(parameter, reader, depth + 1));
    }
  }
  return type;
}

std::string href_of(const pugi::xml_node& node) { return attribute(node, "href"); }

void read_requirements(const pugi::xml_node& node, Element& element) {
  for (const auto& requirement : children(node, "informationRequirement")) {
    for (const auto& required : elements(requirement)) {
      const auto name = local_name(required);
      if (name == "requiredInput" || name == "requiredDecision") {
        element.inputs.push_back(href_of(required));
      }
    }
  }
  for (const auto& requirement : children(node, "knowledgeRequirement")) {
    if (const auto required = child(requirement, "requiredKnowledge")) {
      element.knowledge.push_back(href_of(required));
    }
  }
}

std::vector<std::string> hrefs(const pugi::xml_node& node, std::string_view name) {
  std::vector<std::string> found;
  for (const auto& one : children(node, name)) found.push_back(href_of(one));
  return found;
}

Element read_element(const pugi::xml_node& node, ElementKind kind, Reader& reader) {
  Element element;
  element.kind = kind;
  element.id = attribute(node, "id");
  element.name = plain_name(attribute(node, "name"));
  element.place = reader.place_of(node);
  if (element.name.empty()) reader.problem(node, "an element without a name");
  element.variable = {element.name, {}};
  if (const auto variable = child(node, "variable")) {
    element.variable = reader.item(variable);
    element.variable.name = plain_name(element.variable.name);
    if (element.variable.name.empty()) element.variable.name = element.name;
  }
  read_requirements(node, element);
  if (kind == ElementKind::Service) {
    element.outputs = hrefs(node, "outputDecision");
    element.encapsulated = hrefs(node, "encapsulatedDecision");
    element.decisions = hrefs(node, "inputDecision");
    element.inputs = hrefs(node, "inputData");
  }
  const auto logic = kind == ElementKind::Knowledge ? child(node, "encapsulatedLogic")
                                                    : reader.first_expression(node);
  if (logic && kind == ElementKind::Knowledge) {
    element.logic = std::make_unique<Boxed>(reader.function(logic, 0));
  } else if (logic) {
    element.logic = std::make_unique<Boxed>(reader.boxed(logic, 0));
  }
  return element;
}

void read_children(const pugi::xml_node& root, Definitions& definitions, Reader& reader) {
  for (const auto& node : elements(root)) {
    const auto name = local_name(node);
    if (name == "import") {
      definitions.imports.push_back({attribute(node, "namespace"), attribute(node, "name"),
                                     attribute(node, "locationURI"), reader.place_of(node)});
    } else if (name == "itemDefinition") {
      definitions.types.push_back(read_type(node, reader, 0));
    } else if (name == "inputData") {
      definitions.elements.push_back(read_element(node, ElementKind::InputData, reader));
    } else if (name == "decision") {
      definitions.elements.push_back(read_element(node, ElementKind::Decision, reader));
    } else if (name == "businessKnowledgeModel") {
      definitions.elements.push_back(read_element(node, ElementKind::Knowledge, reader));
    } else if (name == "decisionService") {
      definitions.elements.push_back(read_element(node, ElementKind::Service, reader));
    } else if (name == "DMNDI") {
      std::ostringstream xml;
      node.print(xml, "  ");
      definitions.diagram = xml.str();
    }
  }
}

// Camunda's modeler says for which of its engines it wrote, in a namespace of its own.
feel::Dialect dialect_of(const pugi::xml_node& root) {
  for (const auto& one : root.attributes()) {
    const std::string_view name = one.name();
    const bool is_platform = name.substr(name.find(':') + 1) == "executionPlatform";
    if (is_platform && std::string_view(one.value()).starts_with("Camunda")) {
      return feel::Dialect::Camunda;
    }
  }
  return feel::Dialect::Standard;
}

bool has_doctype(const pugi::xml_document& document) {
  return std::any_of(document.begin(), document.end(),
                     [](const pugi::xml_node& node) { return node.type() == pugi::node_doctype; });
}

}  // namespace

DefinitionsReading read_definitions(std::string_view text, std::string_view file) {
  DefinitionsReading reading;
  const Places places(text);
  Reader reader(file, places, reading.problems);
  pugi::xml_document document;
  constexpr unsigned how = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
  const auto parsed = document.load_buffer(text.data(), text.size(), how, pugi::encoding_utf8);
  if (!parsed) {
    reader.problem_at(places.at(parsed.offset), "no XML: " + std::string(parsed.description()));
    return reading;
  }
  if (has_doctype(document)) {
    reader.problem_at({1, 1}, "a DOCTYPE is not allowed");
    return reading;
  }
  const auto root = document.document_element();
  const std::string uri = namespace_of(root);
  const auto* version =
      std::find_if(std::begin(kVersions), std::end(kVersions),
                   [&uri](const Version& one) { return one.namespace_uri == uri; });
  if (local_name(root) != "definitions" || version == std::end(kVersions)) {
    reader.problem(root, "no DMN model of a version from 1.1 to 1.5");
    return reading;
  }
  reading.definitions = std::make_unique<Definitions>();
  auto& definitions = *reading.definitions;
  definitions.file = file;
  definitions.id = attribute(root, "id");
  definitions.name = attribute(root, "name");
  definitions.namespace_uri = attribute(root, "namespace");
  definitions.version = version->version;
  definitions.dialect = dialect_of(root);
  read_children(root, definitions, reader);
  return reading;
}

}  // namespace dmn
