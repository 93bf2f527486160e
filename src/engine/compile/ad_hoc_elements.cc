// What an ad-hoc sub-process tells whoever chooses about the elements that it may begin.
#include "engine/compile/parts.h"
#include "feel/ai_parameters.h"

namespace engine {

namespace {

// What says nothing is left out.
void add(feel::Fields& fields, const char* name, feel::Value value) {
  const bool says_nothing = value.is_null() ||
                            (value.is(feel::Kind::String) && value.text().empty()) ||
                            (value.is(feel::Kind::List) && value.items().empty()) ||
                            (value.is(feel::Kind::Context) && value.names().empty());
  if (!says_nothing) fields.set(name, std::move(value));
}

feel::Value properties_of(const bpmn::Element& element) {
  feel::Fields fields;
  for (const bpmn::Property& each : element.properties) {
    const std::string& text = each.value.text;
    fields.set(each.name, text.empty() ? feel::Value() : feel::Value(text));
  }
  return fields.build();
}

feel::Value described(const feel::AiParameter& parameter) {
  feel::Fields fields;
  fields.set("name", feel::Value(parameter.name));
  add(fields, "description", parameter.description);
  add(fields, "type", parameter.type);
  add(fields, "schema", parameter.schema);
  add(fields, "options", parameter.options);
  return fields.build();
}

}  // namespace

feel::Value ad_hoc_elements(const bpmn::Process& source, const Process& process, const Node& ad_hoc,
                            Formulas& formulas) {
  feel::Values elements;
  for (int index : ad_hoc.starts) {
    const bpmn::Element& element = source.elements[static_cast<size_t>(index)];
    const Node& node = process.nodes[static_cast<size_t>(index)];
    feel::Values parameters;
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      if (!node.inputs[i].source.expression) continue;
      const auto found = feel::ai_parameters(*node.inputs[i].source.expression);
      if (!found.problem.empty())
        formulas.complain(element.inputs[i].place, element.id + ": " + found.problem);
      for (const feel::AiParameter& each : found.all) parameters.push_back(described(each));
    }
    feel::Fields fields;
    fields.set("elementId", feel::Value(element.id));
    add(fields, "elementName", feel::Value(element.name));
    add(fields, "documentation", feel::Value(element.documentation));
    add(fields, "properties", properties_of(element));
    add(fields, "parameters", feel::Value::list(std::move(parameters)));
    elements.push_back(fields.build());
  }
  return feel::Value::list(std::move(elements));
}

}  // namespace engine
